/** What would make it last, what the heaviest use, and energy where tokens are known. */
import { h } from '../../dom.js'

/** @typedef {import('../../main.js').Page} Page */

/** Twice the output for ten times the tokens: what the engine's claims take. */
const ELASTICITY = 0.3

/** @param {Page} page @param {import('./burn.js').Forecast} forecast */
export function teamFindings(page, { group, report, year }) {
  const { t, format, money, store } = page
  const factor = money.factor('USD') ?? 1
  const amount = (/** @type {number} */ dollars) => format.forecast(dollars * factor, money.display())
  const item = (/** @type {string} */ label, /** @type {string} */ what, /** @type {string} */ sub) => h('li', null, h('span', { class: 'hint' }, label), h('p', { class: 'finding' }, what), h('span', { class: 'sub' }, sub))
  const { budget } = report
  const found = []
  if (budget) {
    const needed = store.state.spent + budget.cap90
    found.push(item(t('team.toLast'), amount(needed), needed > store.state.budget ? t('team.toLastMore', { amount: amount(needed - store.state.budget) }) : t('team.toLastSpare', { amount: amount(store.state.budget - needed) })))
    if (budget.growth !== undefined && budget.growth !== null) found.push(item(t('team.growthFits'), t(budget.growth < 0 ? 'team.lessPerMonth' : 'team.perMonth', { share: format.percent(Math.abs(budget.growth), t('under1')) }), t('team.growthNow', { share: format.percent(store.state.grows / 100, '0%') })))
  }
  const top = report.groups[0]
  if (top) found.push(item(t('team.topTenth'), t('team.topShare', { share: format.percent(top.topShare, t('under1')) }), t('team.topText', { count: format.count(Math.max(1, Math.round((group.people ?? 1) / 10))) })))
  const task = projectionOf(page, group)
  if (task) found.push(...[energyOf(page, task, report, year.days), worthOf(page, task, group, report)].filter((one) => one !== null))
  return found
}

/** @typedef {{ offer: string, row: import('../../projecting.js').OfferProjection }} Task */

/** The projection of the tasks a group does; null where only its cost is given. @param {Page} page @param {import('../../fleet.js').FleetGroup} group @returns {Task | null} */
function projectionOf({ projecting, at }, group) {
  const work = group.work?.[0]
  if (!work || typeof work.offer !== 'string') return null
  const profile = projecting.profiles().find(({ id }) => id === work.profile)
  const harness = projecting.harnesses().find(({ id }) => id === work.harness)
  if (!profile || !harness) return null
  const row = projecting.closed({ scenario: { profile, harness }, offers: [work.offer], at: at(), service: 'standard' }).get(work.offer)
  return row ? { offer: work.offer, row } : null
}

/** Return on a task, where the reader said what one is worth. @param {Page} page @param {Task} task @param {import('../../fleet.js').FleetGroup} group @param {import('../../fleet.js').FleetReport} report */
function worthOf({ t, format, money, fleet, store }, { row }, group, report) {
  const { worth } = store.state
  const rate = row.currency === 'USD' ? (money.factor('USD') ?? 1) : null
  if (!worth || !row.cost || rate === null) return null
  const value = fleet.value({ cost: row.cost.mean, tokens: row.tokens?.mean ?? 0, success: row.success, worth, loss: 0, review: 0, agents: (group.people ?? 1) * (group.activeShare ?? 1), tasksPerDay: group.tasksPerDay, heavySigma: report.groups[0]?.heavySigma ?? 0, elasticity: ELASTICITY })
  return h('li', null, h('span', { class: 'hint' }, t('team.value')), h('p', { class: 'finding' }, t('team.return', { times: format.significant(value.roi) })), h('span', { class: 'sub' }, t('team.valueText', { fare: format.forecast(value.fare * rate, money.display()) })))
}

/** Energy of a task's tokens, as the interval it is known to; only where the tokens are. @param {Page} page @param {Task} task @param {import('../../fleet.js').FleetReport} report @param {number} days */
function energyOf({ t, format, fleet, offers, at }, { offer, row }, report, days) {
  const tasks = report.groups[0]?.tasks ?? 0
  if (!tasks) return null
  const tokens = (/** @type {RegExp} */ kind) => row.parts.filter((part) => kind.test(part.kind)).reduce((sum, part) => sum + part.tokens, 0) * tasks * (30.44 / days)
  const tier = offers.list(at(), 'standard').find(({ id }) => id === offer)?.tier
  const { wattHours } = fleet.energy({ class: tier === 'mid' || tier === 'small' ? tier : 'flagship', input: tokens(/^(input|cacheWrite)/), cacheRead: tokens(/^cacheRead/), output: tokens(/^(output|reasoning)/), gridLow: 50, gridHigh: 600 })
  const kwh = (/** @type {number} */ value) => format.significant(value / 1000)
  return h('li', null, h('span', { class: 'hint' }, t('team.energy')), h('p', { class: 'finding' }, t('team.kwh', { low: kwh(wattHours.low), high: kwh(wattHours.high) })), h('span', { class: 'sub' }, t('team.energyText')))
}
