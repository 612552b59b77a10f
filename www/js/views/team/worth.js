/** What tasks are worth, and what counting tokens would reward against what the same people delivered. */
import { item } from './finding.js'
import { meanTask } from './tasks.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetGroup} FleetGroup */

/** Growth of output per growth of tokens, in logarithms, of what ten times the tokens deliver. @param {import('../../state.js').State} state */
const elasticityOf = ({ outputOfTen }) => Math.log10(outputOfTen)

/** Return on a task of the group at hand, where the reader said what one is worth. @param {Page} page @param {import('./burn.js').Forecast} forecast @param {(label: string) => string} of */
export function worthOf(page, { groups, place, report }, of) {
  const { t, format, money, fleet, store } = page
  const { worth, loss, review } = store.state
  const group = /** @type {FleetGroup} */ (groups[place])
  const task = worth ? meanTask(page, group) : null
  if (!task) return null
  const value = fleet.value({ ...task, worth, loss: loss / 100, review, agents: group.people * (group.activeShare ?? 1), tasksPerDay: group.tasksPerDay, heavySigma: report.groups[place]?.heavySigma ?? 0, elasticity: elasticityOf(store.state) })
  const amount = (/** @type {number} */ dollars) => format.forecast(dollars * (money.factor('USD') ?? 1), money.display())
  // Below its break-even a task loses: said as such, a negative multiple reads as a mistake.
  const back = value.roi < 0 ? t('team.returnLoss', { share: format.percent(-value.roi, t('under1')) }) : t('team.return', { times: format.significant(value.roi) })
  const behind = loss + review > 0 ? ` ${t('team.valueBehind', { full: amount(value.fullFare), fare: amount(value.fare) })}` : ''
  return item(of(t('team.value')), back, `${t('team.valueText', { fare: amount(value.breakEvenWorth) })}${behind}`)
}

/** What a leaderboard of tokens shows of the heaviest tenth, and what they delivered. @param {Page} page @param {import('./burn.js').Forecast} forecast @param {(label: string) => string} of */
export function leaderboardOf({ t, format, fleet, store }, { place, report }, of) {
  const spend = report.groups[place]
  if (!spend) return null
  const elasticity = elasticityOf(store.state)
  // The two shares are of people alone: they do not ask for a task's cost or success.
  const { tokenShare, outputShare } = fleet.value({ cost: 1, success: 1, heavySigma: spend.heavySigma, elasticity })
  const percent = (/** @type {number} */ share) => format.percent(share, t('under1'))
  return item(of(t('team.board')), t('team.boardShares', { tokens: percent(tokenShare), output: percent(outputShare) }), t('team.boardText', { times: format.significant(tokenShare / outputShare), elasticity: format.plain(elasticity, 2) }))
}
