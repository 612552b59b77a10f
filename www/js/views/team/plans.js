/** Who should be on what: every person's month at API prices against the plans' fees, and the plans as a table. */
import { h, s } from '../../dom.js'
import { logAxis } from '../../parts/axis.js'
import { nameOfGroup } from './groups.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetGroup} FleetGroup */

/** Persons drawn one by one; of more, so many stand for all. */
const DRAWN = 60

/** @param {Page} page @param {FleetGroup} group */
const fitsOf = ({ fleet, store, at }, group) => (store.state.plans.length === 0 ? [] : fleet.planFits({ group, plans: store.state.plans, currency: 'USD', at: at() }))

/** The quantile of a standard normal, by bisection of its distribution. @param {number} share */
function normalQuantile(share) {
  let [low, high] = [-6, 6]
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (normalShare(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Abramowitz and Stegun 26.2.17, off by less than 1e-7. @param {number} z */
function normalShare(z) {
  const k = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail = 0.3989422804014327 * Math.exp((-z * z) / 2) * k * (0.31938153 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))
  return z > 0 ? 1 - tail : tail
}

/** @param {Page} page @param {import('./burn.js').Forecast} forecast */
export function peopleChart(page, { groups, place, report }) {
  const { t, format, money } = page
  const group = /** @type {FleetGroup} */ (groups[place])
  const spend = report.groups[place]
  const factor = money.factor('USD') ?? 1
  const fits = fitsOf(page, group)
  const everybody = group.people ?? 1
  const month = fits[0]?.api ?? (spend?.activeDay.mean ?? 0) * (group.activeShare ?? 1) * 21.74
  const sigma = spend?.heavySigma ?? 0
  const drawn = Math.min(DRAWN, everybody)
  const costs = Array.from({ length: drawn }, (_, at) => month * factor * Math.exp(sigma * normalQuantile(1 - (at + 0.5) / drawn) - sigma ** 2 / 2))
  const fees = fits.flatMap(({ fee, name }) => (fee === undefined || fee === null ? [] : [{ name, fee: fee * factor }]))
  const axis = logAxis([...costs, ...fees.map(({ fee }) => fee)])
  if (!axis) return null
  const [width, height, left] = [Math.min(560, document.documentElement.clientWidth - 32), 250, 56]
  const y = (/** @type {number} */ value) => 12 + (1 - axis.at(value)) * (height - 24)
  const dearest = Math.max(0, ...fees.map(({ fee }) => fee))
  const least = Math.min(Infinity, ...fees.map(({ fee }) => fee))
  const picture = s('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' })
  for (const { value } of axis.ticks) picture.append(s('path', { class: 'gridline', d: `M${left} ${y(value)}H${width - 4}` }), s('text', { class: 'axis-text end', x: left - 8, y: y(value) + 4 }, format.tick(value, money.display())))
  costs.forEach((cost, at) => picture.append(s('circle', { class: fees.length === 0 || cost >= dearest ? 'person above' : cost < least ? 'person below' : 'person between', cx: left + 10 + (at / Math.max(1, drawn - 1)) * (width - left - 30), cy: y(cost), r: 4.6 })))
  for (const { name, fee } of fees) picture.append(s('path', { class: 'fee-line', d: `M${left} ${y(fee)}H${width - 4}` }), s('text', { class: 'fee-text', x: width - 6, y: y(fee) - 5 }, `${name} ${format.tick(fee, money.display())}`))
  const scaled = (/** @type {number} */ count) => format.count(Math.round((count / drawn) * everybody))
  const all = format.count(everybody)
  const above = costs.filter((cost) => cost >= dearest).length
  const below = costs.filter((cost) => cost < least).length
  const list = fees.length
    ? h('ul', { class: 'advice people-said' }, h('li', null, h('b', null, t('team.above', { count: scaled(above), all, fee: format.tick(dearest, money.display()) })), h('p', { class: 'hint' }, t('team.aboveText'))), drawn > above + below ? h('li', null, h('b', null, t('team.betweenFees', { count: scaled(drawn - above - below), all })), h('p', { class: 'hint' }, t('team.betweenText'))) : null, h('li', null, h('b', null, t('team.below', { count: scaled(below), all, fee: format.tick(least, money.display()) })), h('p', { class: 'hint' }, t('team.belowText'))))
    : null
  return h('section', { class: 'plan-section' }, h('h2', null, t('team.planOrApi'), groups.length > 1 ? `: ${nameOfGroup(page, { name: group.name ?? '' }, place)}` : ''), h('p', { class: 'hint' }, t(drawn < everybody ? 'team.dotsMany' : 'team.dots', { count: drawn })), h('div', { class: 'plan-pair' }, picture, list))
}

/** @param {Page} page @param {import('./burn.js').Forecast} forecast */
export function plansTable(page, { groups, place }) {
  const { t, format, money } = page
  const group = /** @type {FleetGroup} */ (groups[place])
  const factor = money.factor('USD') ?? 1
  const fits = fitsOf(page, group)
  if (fits.length === 0) return h('p', { class: 'hint' }, t('team.noPlans'))
  const muted = () => h('span', { class: 'muted' }, t('unknown'))
  /** From nothing up is said as such: a range of two figures would start at a zero that nobody measured. @param {{ low: number, high: number } | null | undefined} value */
  const range = (value) => {
    if (!value) return muted()
    if (value.high <= 0) return t('team.nothing')
    const high = value.high * factor
    return value.low <= 0 ? t('team.upTo', { what: format.forecast(high, money.display()) }) : format.range(value.low * factor, high, money.display())
  }
  const shares = (/** @type {{ low: number, high: number } | null | undefined} */ value) => {
    if (!value) return muted()
    const [low, high] = [value.low, value.high].map((share) => format.percent(share, t('under1')))
    return value.low <= 0 && value.high >= 0.01 ? t('team.upTo', { what: high ?? '' }) : low === high || value.low <= 0 ? high : `${low}–${high}`
  }
  const head = (/** @type {string} */ text, className = 'num') => h('th', { scope: 'col', role: 'columnheader', class: className }, text)
  const names = [t('team.fee'), t('team.allowance'), t('team.breakEven'), t('team.cheaper'), t('team.saving'), t('team.forgone')]
  /** @param {import('../../fleet.js').PlanFit} fit */
  const figuresOf = (fit) => [typeof fit.fee === 'number' ? format.rate(String(fit.fee * factor), money.display()) : t('unknown'), range(fit.allowance), typeof fit.breakEven === 'number' ? format.plain(fit.breakEven, 1) : t('unknown'), shares(fit.cheaper), range(fit.saving), range(fit.forgone)]
  const reasons = new Set(fits.flatMap((fit) => fit.reasons.map(({ code, text }) => t.maybe(`reason.${code}`) ?? text)))
  const table = h(
    'table',
    { class: 'facts plans-table', role: 'table' },
    h('caption', { class: 'visually-hidden' }, t('team.plansTable')),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, head(t('team.plan'), ''), names.map((name) => head(name)))),
    h('tbody', { role: 'rowgroup' }, fits.map((fit) => h('tr', { role: 'row' }, h('th', { scope: 'row', role: 'rowheader' }, fit.name), figuresOf(fit).map((figure, at) => h('td', { class: 'num', role: 'cell', 'data-label': names[at] }, figure))))),
  )
  return [h('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('team.plansTable') }, table), h('p', { class: 'hint plan-reasons' }, [...reasons].join(' '))]
}
