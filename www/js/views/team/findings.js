/** What would make it last, what the heaviest use and deliver, and energy, return and machines of one's own where tokens are known. */
import { energyOf } from './energy.js'
import { item } from './finding.js'
import { nameOfGroup } from './groups.js'
import { hostingOf } from './hosting.js'
import { leaderboardOf, worthOf } from './worth.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetGroup} FleetGroup */

/** @param {Page} page @param {import('./burn.js').Forecast} forecast */
export function teamFindings(page, forecast) {
  const { t, format, money, store } = page
  const { groups, place, report } = forecast
  const group = /** @type {FleetGroup} */ (groups[place])
  const factor = money.factor('USD') ?? 1
  const amount = (/** @type {number} */ dollars) => format.forecast(dollars * factor, money.display())
  const of = (/** @type {string} */ label) => (groups.length > 1 ? `${label}: ${nameOfGroup(page, { name: group.name ?? '' }, place)}` : label)
  const { budget } = report
  const found = []
  if (budget) {
    const needed = store.state.spent + budget.cap90
    found.push(item(t('team.toLast'), amount(needed), needed > store.state.budget ? t('team.toLastMore', { amount: amount(needed - store.state.budget) }) : t('team.toLastSpare', { amount: amount(store.state.budget - needed) })))
    if (budget.growth !== undefined && budget.growth !== null) found.push(item(t('team.growthFits'), t(budget.growth < 0 ? 'team.lessPerMonth' : 'team.perMonth', { share: format.percent(Math.abs(budget.growth), t('under1')) }), growthNow(page, groups)))
  }
  const top = report.groups[place]
  if (top) found.push(item(of(t('team.topTenth')), t('team.topShare', { share: format.percent(top.topShare, t('under1')) }), t('team.topText', { count: format.count(Math.max(1, Math.round((group.people ?? 1) / 10))) })))
  return [...found, leaderboardOf(page, forecast, of), energyOf(page, forecast), worthOf(page, forecast, of), hostingOf(page, forecast, of)].filter((one) => one !== null)
}

/** What growth the groups are given. @param {Page} page @param {FleetGroup[]} groups */
function growthNow({ t, format }, groups) {
  const all = [...new Set(groups.map(({ growth }) => growth ?? 0))].sort((left, right) => left - right).map((share) => format.percent(share, '0%'))
  return t('team.growthNow', { share: all.length > 1 ? `${all[0]}–${all.at(-1)}` : (all[0] ?? '') })
}
