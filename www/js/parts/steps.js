/** The input price of an offer over the last twelve months, and the next change, as a line of steps. */
import { s } from '../dom.js'

const DAY = 86_400_000
const WIDTH = 120
const HEIGHT = 28

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../offers.js').Offer} Offer */

/** Steps of a year: when, at what input rate. @param {Page} page @param {Offer} offer */
function stepsOf(page, offer) {
  const now = Date.parse(page.at())
  const start = now - 365 * DAY
  const end = now + 60 * DAY
  const found = page.offers
    .history(offer)
    .flatMap(({ from, to, rates }) => (rates.input === undefined ? [] : [{ from: from ? Date.parse(from) : 0, to: to ? Date.parse(to) : Infinity, rate: Number(rates.input), text: rates.input }]))
    .filter(({ from, to }) => to > start && from < end)
  return { now, start, end, found }
}

/** @param {Page} page @param {Offer} offer */
export function yearLine(page, offer) {
  const { now, start, end, found } = stepsOf(page, offer)
  const rates = found.map(({ rate }) => rate)
  const top = Math.max(...rates, 0)
  const flat = top === Math.min(...rates)
  const x = (/** @type {number} */ time) => ((Math.min(end, Math.max(start, time)) - start) / (end - start)) * WIDTH
  const y = (/** @type {number} */ rate) => (flat ? HEIGHT / 2 : 4 + (1 - rate / top) * (HEIGHT - 8))
  const line = (/** @type {(time: number) => number} */ clip) => {
    let path = ''
    for (const { from, to, rate } of found) {
      const [left, right] = [clip(from), clip(to)]
      if (right > left) path += `${path ? 'L' : 'M'}${x(left).toFixed(1)} ${y(rate).toFixed(1)}H${x(right).toFixed(1)}`
    }
    return path
  }
  return s(
    'svg',
    { class: 'steps', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' },
    s('path', { class: 'now', d: `M${x(now)} 0V${HEIGHT}` }),
    s('path', { d: line((time) => Math.min(time, now)) }),
    s('path', { class: 'ahead', d: line((time) => Math.max(time, now)) }),
  )
}

/** The same in words. @param {Page} page @param {Offer} offer */
export function yearText(page, offer) {
  const { t, format } = page
  const { start, found } = stepsOf(page, offer)
  if (found.length < 2) return t('prices.steady')
  const steps = found.map(({ from, text }) => `${format.rate(text, offer.currency)}${from > start ? ` (${format.day(new Date(from))})` : ''}`)
  return t('prices.yearText', { steps: steps.join(', ') })
}
