/** How the money of many simulated tasks adds up call by call: a band over those still going, and how many those are. */
import { h, s } from '../../dom.js'
import { niceTicks, readable } from '../../parts/chart.js'
import { callTicks } from './stacks.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../projecting.js').Fan} Fan */
/** @typedef {Fan['points'][number]} Point */

const HEIGHT = 236
const [LEFT, TOP] = [46, 14]
/** Height of the strip that tells how many are still going, and what it and the calls' numbers take of the foot. */
const STRIP = 22
const FOOT = STRIP + 30

/** Room that a label takes, pixels. */
const LABEL = 190

/** @param {Page} page @param {Fan} fan @param {number} width @param {number} run what the run drawn above has cost, in the fan's currency @returns {import('../../dom.js').Children[]} */
export function fanChart(page, fan, width, run) {
  const { t, format, money, store } = page
  const { points } = fan
  const last = points.at(-1)
  if (!last) return []
  const rate = money.factor(fan.currency) ?? 1
  const right = width > 700 ? 130 : 16
  const most = Math.max(last.p90, ...points.map(({ p90 }) => p90)) * rate
  const limit = store.state.limit === null ? null : store.state.limit * (money.factor('USD') ?? 1)
  // A limit within sight stands on the axis; one far beyond is told in words alone.
  const ticks = niceTicks(limit !== null && limit < most * 2 ? Math.max(most, limit * 1.05) : most)
  const highest = Math.max(ticks.at(-1) ?? 1, 1e-9)
  const x = (/** @type {number} */ call) => LEFT + (call / last.call) * (width - LEFT - right)
  const y = (/** @type {number} */ value) => TOP + (1 - (value * rate) / highest) * (HEIGHT - TOP - FOOT)
  const drawing = s('svg', { class: 'chart fan', viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT })
  for (const tick of ticks) drawing.append(s('path', { class: 'gridline', d: `M${LEFT} ${y(tick / rate)}H${width - right}` }), s('text', { x: LEFT - 8, y: y(tick / rate) + 4, class: 'axis-text end' }, tick === 0 ? format.rate(0, money.display()) : format.forecast(tick, money.display())))
  const path = (/** @type {(point: Point) => number} */ value, list = points) => list.map((point) => `${x(point.call).toFixed(1)} ${y(value(point)).toFixed(1)}`).join('L')
  drawing.append(s('path', { class: 'burn-band', d: `M${x(0)} ${y(0)}L${path(({ p90 }) => p90)}L${path(({ p10 }) => p10, [...points].reverse())}Z` }))
  drawing.append(s('path', { class: 'line', d: `M${x(0)} ${y(0)}L${path(({ p50 }) => p50)}` }))
  if (right > 16) drawing.append(s('text', { class: 'burn-label', x: x(last.call) + 8, y: y(last.p50) }, t('fan.here', { amount: format.forecast(last.p50 * rate, money.display()) })), s('text', { class: 'axis-text', x: x(last.call) + 8, y: y(last.p50) + 15 }, t('fan.band', { range: format.range(last.p10 * rate, last.p90 * rate, money.display()) })))
  if (limit !== null && limit <= highest) drawing.append(s('path', { class: 'limit-line', d: `M${LEFT} ${y(limit / rate)}H${width - right}` }), s('text', { class: 'limit-text', x: LEFT + 6, y: y(limit / rate) - 5 }, t('fan.limit', { amount: format.rate(limit.toFixed(2), money.display()) })))
  drawing.append(...strip(points, x))
  const [half, nine] = [0.5, 0.1].map((share) => points.find(({ going }) => going <= share))
  /** Whether both labels have room beside each other. */
  const roomy = !half || !nine || x(nine.call) - x(half.call) > (x(nine.call) > width * 0.55 ? 2 * LABEL : LABEL)
  // The earlier one last: where its words cross the later one's line, they stay legible.
  drawing.append(...endMark(nine, 'fan.nine'), ...endMark(half, 'fan.half'))
  for (const call of callTicks(last.call)) drawing.append(s('text', { x: x(call), y: HEIGHT - 3, class: 'axis-text middle' }, call))
  const say = (/** @type {number} */ place) => {
    const point = /** @type {Point} */ (points[place])
    return { x: x(point.call), text: t('fan.say', { call: point.call, half: format.forecast(point.p50 * rate, money.display()), range: format.range(point.p10 * rate, point.p90 * rate, money.display()), going: format.percent(point.going, t('under1')) }) }
  }
  return [drawing, readable(drawing, points.length, say, t('fan.label')), limit === null ? null : h('p', { class: 'limit-words', role: 'status' }, overLimit(page, fan, limit)), h('p', { class: 'hint' }, t('fan.text', { runs: format.count(fan.runs), run: format.forecast(run * rate, money.display()) }))]

  /** Where so many have ended. @param {Point | undefined} point @param {'fan.half' | 'fan.nine'} name */
  function endMark(point, name) {
    if (!point || point === last) return []
    const [at, spent] = [x(point.call), y(point.p50)]
    const toLeft = at > width * 0.55
    const label = { x: at + (toLeft ? -8 : 8), class: toLeft ? 'axis-text end' : 'axis-text' }
    // Where there is no room for both beside each other, the later one stands above its line.
    const under = name === 'fan.nine' && !roomy ? Math.max(TOP + 8, spent - 34) : Math.min(HEIGHT - FOOT - 20, spent + 22)
    return [s('path', { class: 'burn-today', d: `M${at} ${spent}V${HEIGHT - 16}` }), s('circle', { class: 'line-dot', cx: at, cy: spent, r: 4.5 }), s('text', { ...label, y: under, class: `${label.class} strong` }, t(name)), s('text', { ...label, y: under + 14 }, t('fan.soFar', { amount: format.forecast(point.p50 * rate, money.display()) }))]
  }

  /** How many are still going, on the same axis. @param {Point[]} all @param {(call: number) => number} at */
  function strip(all, at) {
    const foot = HEIGHT - 16
    const top = all.map(({ call, going }) => `${at(call).toFixed(1)} ${(foot - going * STRIP).toFixed(1)}`).join('L')
    return [s('path', { class: 'going', d: `M${at(0)} ${foot}V${foot - STRIP}L${top}V${foot}Z` }), s('text', { class: 'axis-text end', x: LEFT - 8, y: foot - STRIP / 2 + 4 }, t('fan.going'))]
  }
}

/** Share of the simulated tasks that cost more than a limit; within a column as if they lay evenly. @param {Fan} fan @param {number} limit in the fan's currency */
export function shareOver({ bins, cost }, limit) {
  if (bins.length === 0) return cost.p50 > limit ? 1 : 0
  return bins.reduce((sum, { from, to, share }) => sum + share * Math.min(1, Math.max(0, (to - limit) / (to - from))), 0)
}

/** @param {Page} page @param {Fan} fan @param {number} limit in the shown currency */
function overLimit({ t, format, money }, fan, limit) {
  const share = shareOver(fan, limit / (money.factor(fan.currency) ?? 1))
  const amount = format.rate(limit.toFixed(2), money.display())
  return share === 0 ? t('fan.overNone', { amount, runs: format.count(fan.runs) }) : t('fan.over', { amount, share: format.percent(share, t('under1')) })
}

const HIGH = 128

/** Room of a label over the columns. */
const SPACE = 78

/** As wide as the page has room for: drawn to size, so that its figures are never scaled down. */
const wide = () => Math.min(400, document.documentElement.clientWidth - 32)

/** The costs of whole tasks as columns of equal ratio, the middle eight in ten in strong ink. @param {Page} page @param {Fan} fan @returns {HTMLElement | null} nothing where all cost the same */
export function histogram({ t, format, money }, fan) {
  const WIDE = wide()
  const { bins, cost, runs } = fan
  const [first, last] = [bins[0], bins.at(-1)]
  if (!first || !last) return null
  const rate = money.factor(fan.currency) ?? 1
  const [low, high] = [Math.log(first.from), Math.log(last.to)]
  const x = (/** @type {number} */ value) => 12 + ((Math.log(value) - low) / (high - low)) * (WIDE - 24)
  const most = Math.max(...bins.map(({ share }) => share))
  const foot = HIGH - 18
  const columns = bins.map(({ from, to, share }) => s('rect', { class: to <= cost.p10 || from >= cost.p90 ? 'bin' : 'bin middle', x: x(from) + 0.5, y: foot - (share / most) * 60, width: Math.max(1, x(to) - x(from) - 1), height: (share / most) * 60 }))
  const said = /** @type {[number, string][]} */ ([[cost.p10, t('spread.low')], [cost.p50, t('spread.half')], [cost.p90, t('spread.high')], [cost.p99, t('spread.tail')]])
  /** Labels that would stand on each other are pushed apart. */
  const places = said.reduce((all, [value]) => [...all, Math.max(x(value), (all.at(-1) ?? -SPACE) + SPACE)], /** @type {number[]} */ ([]))
  const over = Math.max(0, (places.at(-1) ?? 0) - (WIDE - 40))
  const marks = said.map(([value, name], at) => {
    const place = Math.max(34, (places[at] ?? 0) - over)
    return [s('text', { class: 'axis-text middle', x: place, y: 10 }, name), s('text', { class: 'burn-label middle', x: place, y: 24 }, format.forecast(value * rate, money.display())), s('path', { class: 'bin-mark', d: `M${place} 28L${x(value)} 36V${foot}` })]
  })
  const ends = [first.from, Math.exp((low + high) / 2), last.to].map((value, at) => s('text', { class: `axis-text ${['', 'middle', 'end'][at]}`, x: x(value), y: HIGH - 3 }, format.forecast(value * rate, money.display())))
  const picture = s('svg', { class: 'chart', viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, 'aria-hidden': 'true' }, columns, marks, s('path', { class: 'gridline', d: `M12 ${foot}H${WIDE - 12}` }), ends)
  return h('figure', { class: 'spread-figure' }, h('figcaption', { class: 'hint' }, t('fan.histogram', { runs: format.count(runs) })), picture)
}

/** The figures of both drawings. @param {Page} page @param {Fan} fan */
export function fanTables({ t, format, money }, fan) {
  const rate = money.factor(fan.currency) ?? 1
  const amount = (/** @type {number} */ value) => h('td', { class: 'num' }, format.forecast(value * rate, money.display()))
  const share = (/** @type {number} */ value) => h('td', { class: 'num' }, format.percent(value, t('under1')))
  const head = (/** @type {string[]} */ names) => h('thead', null, h('tr', null, names.map((name) => h('th', { scope: 'col', class: 'num' }, name))))
  const along = h('table', { class: 'facts' }, h('caption', null, t('anatomy.spent')), head([t('fan.calls'), t('fan.goingLong'), t('spread.low'), t('spread.half'), t('fan.above')]), h('tbody', null, fan.points.map(({ call, going, p10, p50, p90 }) => h('tr', null, h('th', { scope: 'row', class: 'num' }, format.count(call)), share(going), amount(p10), amount(p50), amount(p90)))))
  const whole = h('table', { class: 'facts' }, h('caption', null, t('spread.title')), head([t('fan.from'), t('fan.to'), t('fan.share')]), h('tbody', null, fan.bins.map((bin) => h('tr', null, amount(bin.from), amount(bin.to), share(bin.share)))))
  return h('details', { class: 'fan-figures' }, h('summary', null, t('fan.figures')), h('div', { class: 'fan-tables' }, along, fan.bins.length ? whole : null))
}
