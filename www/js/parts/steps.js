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

const SIZE = { width: 420, height: 120, left: 52, top: 8, bottom: 20 }

/** Input and output rates of an offer through all the time that is known, as steps; the table under it has the figures. @param {Page} page @param {Offer} offer */
export function historyChart(page, offer) {
  const { t, format, at, offers } = page
  const past = offers.history(offer)
  const times = past.flatMap(({ from, to }) => [from, to].flatMap((time) => (time ? [Date.parse(time)] : [])))
  if (times.length === 0) return null
  const now = Date.parse(at())
  const start = Math.min(...times, now - 365 * DAY)
  const end = Math.max(...times, now) + 60 * DAY
  const { width, height, left, top, bottom } = SIZE
  const most = Math.max(...past.flatMap(({ rates }) => [Number(rates.input ?? 0), Number(rates.output ?? 0)]), 1e-9)
  const x = (/** @type {number} */ time) => left + ((Math.min(end, Math.max(start, time)) - start) / (end - start)) * (width - left - 4)
  const y = (/** @type {number} */ rate) => top + (1 - rate / (most * 1.05)) * (height - top - bottom)
  const line = (/** @type {'input' | 'output'} */ unit) =>
    past.reduce((path, { from, to, rates }) => {
      if (rates[unit] === undefined) return path
      return `${path}${path ? 'L' : 'M'}${x(from ? Date.parse(from) : start).toFixed(1)} ${y(Number(rates[unit])).toFixed(1)}H${x(to ? Date.parse(to) : end).toFixed(1)}`
    }, '')
  /** A line is named where it ends. @param {'input' | 'output'} unit @param {string} name */
  const lastLabel = (unit, name) => {
    const rate = past.at(-1)?.rates[unit]
    return rate === undefined ? s('g') : s('text', { class: 'axis-text end', x: width - 4, y: y(Number(rate)) - 4 }, name)
  }
  const label = (/** @type {number} */ rate) => s('text', { class: 'axis-text end', x: left - 8, y: y(rate) + 4 }, format.tick(rate, offer.currency))
  return s(
    'svg',
    { class: 'history', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' },
    s('path', { class: 'gridline', d: `M${left} ${y(0)}H${width}` }),
    label(0),
    label(Number(most.toPrecision(2))),
    s('path', { class: 'now', d: `M${x(now)} ${top}V${height - bottom}` }),
    s('path', { class: 'out', d: line('output') }),
    s('path', { class: 'in', d: line('input') }),
    [['output', t('prices.colOut')], ['input', t('prices.colIn')]].map(([unit, name]) => lastLabel(/** @type {'input'} */ (unit), String(name))),
    s('text', { class: 'axis-text', x: left, y: height - 4 }, format.day(new Date(start))),
    s('text', { class: 'axis-text middle', x: x(now), y: height - 4 }, format.shortDay(at())),
  )
}
