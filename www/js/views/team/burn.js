/** The budget's year: what is spent, what is expected, and the day it runs out as a range on the budget's own line. */
import { s } from '../../dom.js'
import { requestOf } from '../../fleet.js'
import { niceTicks, readable } from '../../parts/chart.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetReport} FleetReport */
/** @typedef {import('../../fleet.js').FleetGroup} FleetGroup */
/** @typedef {ReturnType<typeof import('../../fleet.js').yearOf>} Year */
/** @typedef {{ day: string, low: number, typical: number, high: number }} Point spend up to and with a day, US dollars */
/** @typedef {{ groups: FleetGroup[], place: number, year: Year, report: FleetReport }} Asked `place`: of the group at hand */
/** @typedef {Asked & { points: Point[] }} Forecast */

const DAY = 86_400_000
const HEIGHT = 300

/** Spend up to every fifteenth day, each asked of the engine. @param {Page} page @param {Asked} asked @returns {Forecast} */
export function forecastOf({ store, fleet, at }, asked) {
  const { groups, year } = asked
  const { spent } = store.state
  const first = Date.parse(year.first)
  /** @type {Point[]} */
  const points = [{ day: year.first, low: spent, typical: spent, high: spent }]
  for (let days = 15; ; days += 15) {
    const until = Math.min(days, year.days)
    const { total } = fleet.report({ ...requestOf(groups, year, at()), days: Math.max(1, until) })
    points.push({ day: new Date(first + until * DAY).toISOString().slice(0, 10), low: spent + total.p10, typical: spent + total.p50, high: spent + total.p90 })
    if (until === year.days) break
  }
  return { ...asked, points }
}

/** @param {Page} page @param {Forecast} forecast @param {number} width */
export function burnDown(page, { year, report, points }, width) {
  const { t, store, format, money } = page
  const factor = money.factor('USD') ?? 1
  const { budget, spent } = store.state
  const [left, right, top, bottom] = [70, 12, 14, 40]
  const start = Date.parse(year.from)
  const end = Date.parse(year.last) + DAY
  const most = Math.max(budget, ...points.map(({ high }) => high)) * factor
  const ticks = niceTicks(most, 5)
  const highest = ticks.at(-1) ?? 1
  const x = (/** @type {string | number} */ day) => left + ((Math.min(end, Math.max(start, typeof day === 'number' ? day : Date.parse(day))) - start) / (end - start)) * (width - left - right)
  const y = (/** @type {number} */ dollars) => top + (1 - (dollars * factor) / highest) * (HEIGHT - top - bottom)
  const picture = s('svg', { class: 'chart burn', viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT })
  for (const tick of ticks) picture.append(s('path', { class: 'gridline', d: `M${left} ${y(tick / factor)}H${width - right}` }), s('text', { class: 'axis-text end', x: left - 8, y: y(tick / factor) + 4 }, format.tick(tick, money.display())))
  const every = Math.max(1, Math.ceil((44 * 12) / (width - left - right)))
  for (const month of monthsOf(start, end).filter((_, at) => at % every === 0)) picture.append(s('text', { class: 'axis-text', x: x(month) + 2, y: HEIGHT - 22 }, format.month(month)))
  const path = (/** @type {(point: Point) => number} */ value, list = points) => list.map((point) => `${x(point.day).toFixed(1)} ${y(value(point)).toFixed(1)}`).join('L')
  picture.append(s('path', { class: 'burn-band', d: `M${path(({ high }) => high)}L${path(({ low }) => low, [...points].reverse())}Z` }))
  if (year.begun) picture.append(s('path', { class: 'burn-spent', d: `M${x(year.from)} ${y(0)}L${x(year.first)} ${y(spent)}` }), s('path', { class: 'burn-today', d: `M${x(year.first)} ${top}V${HEIGHT - bottom}` }))
  picture.append(s('path', { class: 'burn-expected', d: `M${path(({ typical }) => typical)}` }))
  picture.append(s('path', { class: 'burn-budget', d: `M${left} ${y(budget)}H${width - right}` }), s('text', { class: 'burn-label', x: left + 8, y: y(budget) - 6 }, t('team.budgetLine', { amount: format.rate(String(Math.round(budget * factor)), money.display()).replace(/[.,]00$/, '') })))
  picture.append(...exhaustionMark(report, x, y(budget), HEIGHT - bottom, format, end))
  const say = (/** @type {number} */ at) => {
    const point = /** @type {Point} */ (points[at])
    return { x: x(point.day), text: t('team.sayPoint', { day: format.day(point.day), range: format.range(point.low * factor, point.high * factor, money.display()) }) }
  }
  return [picture, readable(picture, points.length, say, t('team.burnLabel'))]
}

/** The date as the page's mark of uncertainty, on the budget's line. @param {FleetReport} report @param {(day: string | number) => number} x @param {number} line @param {number} foot @param {import('../../format.js').Format} format @param {number} end */
function exhaustionMark({ budget }, x, line, foot, format, end) {
  if (!budget?.p50) return []
  const [from, to] = [x(budget.p10 ?? budget.p50), budget.p90 ? x(budget.p90) : x(end)]
  const middle = x(budget.p50)
  const label = (/** @type {string} */ day, kind = 'axis-text middle') => s('text', { class: kind, x: x(day), y: foot + 32 }, format.shortDay(day))
  const apart = (/** @type {string | null} */ day) => day && Math.abs(x(day) - middle) > 44
  return [
    s('path', { class: 'burn-today', d: `M${middle} ${line}V${foot}` }),
    s('rect', { class: 'burn-range', x: from, y: line - 5, width: Math.max(2, to - from), height: 10, rx: 5 }),
    s('circle', { class: 'burn-dot', cx: middle, cy: line, r: 6.5 }),
    label(budget.p50, 'burn-label middle'),
    ...[budget.p10, budget.p90].flatMap((day) => (apart(day) && day ? [label(day)] : [])),
  ]
}

/** First days of the months between. @param {number} start @param {number} end */
function monthsOf(start, end) {
  const months = []
  const at = new Date(start)
  at.setUTCDate(1)
  if (at.getTime() < start) at.setUTCMonth(at.getUTCMonth() + 1)
  for (; at.getTime() < end; at.setUTCMonth(at.getUTCMonth() + 1)) months.push(at.getTime())
  return months
}
