/** What would make it last, what the heaviest use, and energy where tokens are known. */
import { h } from '../../dom.js'

/** @typedef {import('../../main.js').Page} Page */

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
  const energy = energyOf(page, group, report, year.days)
  if (energy) found.push(energy)
  return found
}

/** Energy of a task's tokens, as the interval it is known to; only where the tokens are. @param {Page} page @param {import('../../fleet.js').FleetGroup} group @param {import('../../fleet.js').FleetReport} report @param {number} days */
function energyOf({ t, format, fleet, projecting, offers, at }, group, report, days) {
  const work = group.work?.[0]
  if (!work || typeof work.offer !== 'string') return null
  const scenario = { profile: projecting.profiles().find(({ id }) => id === work.profile), harness: projecting.harnesses().find(({ id }) => id === work.harness) }
  if (!scenario.profile || !scenario.harness) return null
  const row = projecting.closed({ scenario: { profile: scenario.profile, harness: scenario.harness }, offers: [work.offer], at: at(), service: 'standard' }).get(work.offer)
  const tasks = report.groups[0]?.tasks ?? 0
  if (!row || !tasks) return null
  const tokens = (/** @type {RegExp} */ kind) => row.parts.filter((part) => kind.test(part.kind)).reduce((sum, part) => sum + part.tokens, 0) * tasks * (30.44 / days)
  const tier = offers.list(at(), 'standard').find(({ id }) => id === work.offer)?.tier
  const { wattHours } = fleet.energy({ class: tier === 'mid' || tier === 'small' ? tier : 'flagship', input: tokens(/^(input|cacheWrite)/), cacheRead: tokens(/^cacheRead/), output: tokens(/^(output|reasoning)/), gridLow: 50, gridHigh: 600 })
  const kwh = (/** @type {number} */ value) => format.significant(value / 1000)
  return h('li', null, h('span', { class: 'hint' }, t('team.energy')), h('p', { class: 'finding' }, t('team.kwh', { low: kwh(wattHours.low), high: kwh(wattHours.high) })), h('span', { class: 'sub' }, t('team.energyText')))
}
