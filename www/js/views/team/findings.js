/** What would make it last, what the heaviest use, and energy where tokens are known. */
import { h } from '../../dom.js'
import { nameOfGroup } from './groups.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetGroup} FleetGroup */

/** Twice the output for ten times the tokens: what the engine's claims take. */
const ELASTICITY = 0.3

/** Grams of CO2 a kilowatt-hour: from a grid of water and nuclear power to one of coal and gas. */
const GRID = { low: 50, high: 600 }

/** @param {string} label @param {import('../../dom.js').Children} what @param {string} sub */
const item = (label, what, sub) => h('li', null, h('span', { class: 'hint' }, label), h('p', { class: 'finding' }, what), h('span', { class: 'sub' }, sub))

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
  return [...found, energyOf(page, forecast), worthOf(page, forecast, of)].filter((one) => one !== null)
}

/** What growth the groups are given. @param {Page} page @param {FleetGroup[]} groups */
function growthNow({ t, format }, groups) {
  const all = [...new Set(groups.map(({ growth }) => growth ?? 0))].sort((left, right) => left - right).map((share) => format.percent(share, '0%'))
  return t('team.growthNow', { share: all.length > 1 ? `${all[0]}–${all.at(-1)}` : (all[0] ?? '') })
}

/** @typedef {{ offer: string, share: number, row: import('../../projecting.js').OfferProjection }} Task a kind of a group's tasks, projected */

/** The projections of the tasks a group does; none where only its cost is given. @param {Page} page @param {FleetGroup} group @returns {Task[]} */
function tasksOf({ projecting, at }, group) {
  return (group.work ?? []).flatMap(({ profile: task, harness: policy, offer, share = 1 }) => {
    const profile = projecting.profiles().find(({ id }) => id === task)
    const harness = projecting.harnesses().find(({ id }) => id === policy)
    if (!profile || !harness || typeof offer !== 'string') return []
    const row = projecting.closed({ scenario: { profile, harness }, offers: [offer], at: at(), service: 'standard' }).get(offer)
    return row ? [{ offer, share, row }] : []
  })
}

/** Return on a task of the group at hand, where the reader said what one is worth. @param {Page} page @param {import('./burn.js').Forecast} forecast @param {(label: string) => string} of */
function worthOf(page, { groups, place, report }, of) {
  const { t, format, money, fleet, store } = page
  const { worth } = store.state
  const group = /** @type {FleetGroup} */ (groups[place])
  const tasks = tasksOf(page, group)
  const sum = (/** @type {(row: Task['row']) => number} */ value) => tasks.reduce((all, { share, row }) => all + share * value(row), 0)
  const inDollars = tasks.every(({ row }) => row.currency === 'USD' && row.cost)
  if (!worth || tasks.length === 0 || !inDollars) return null
  const value = fleet.value({ cost: sum(({ cost }) => cost?.mean ?? 0), tokens: sum(({ tokens }) => tokens?.mean ?? 0), success: sum(({ success }) => success), worth, loss: 0, review: 0, agents: group.people * (group.activeShare ?? 1), tasksPerDay: group.tasksPerDay, heavySigma: report.groups[place]?.heavySigma ?? 0, elasticity: ELASTICITY })
  return item(of(t('team.value')), t('team.return', { times: format.significant(value.roi) }), t('team.valueText', { fare: format.forecast(value.fare * (money.factor('USD') ?? 1), money.display()) }))
}

/** Energy of every group's tokens, as the interval it is known to; of those whose tasks are known. @param {Page} page @param {import('./burn.js').Forecast} forecast */
function energyOf(page, { groups, report, year }) {
  const { t, format, fleet, offers, at } = page
  const listed = offers.list(at(), 'standard')
  let [low, high, known] = [0, 0, 0]
  const carbon = { low: 0, high: 0 }
  groups.forEach((group, place) => {
    const tasks = tasksOf(page, group)
    known += Number(tasks.length > 0)
    const count = (report.groups[place]?.tasks ?? 0) * (30.44 / Math.max(1, year.days))
    for (const { offer, share, row } of tasks) {
      const tokens = (/** @type {RegExp} */ kind) => row.parts.filter((part) => kind.test(part.kind)).reduce((sum, part) => sum + part.tokens, 0) * share * count
      const tier = listed.find(({ id }) => id === offer)?.tier
      const { wattHours, grams } = fleet.energy({ class: tier === 'mid' || tier === 'small' ? tier : 'flagship', input: tokens(/^(input|cacheWrite)/), cacheRead: tokens(/^cacheRead/), output: tokens(/^(output|reasoning)/), gridLow: GRID.low, gridHigh: GRID.high })
      low += wattHours.low
      high += wattHours.high
      carbon.low += grams.low
      carbon.high += grams.high
    }
  })
  if (known === 0) return null
  const kwh = (/** @type {number} */ value) => format.significant(value / 1000)
  return item(t('team.energy'), t('team.kwh', { low: kwh(low), high: kwh(high) }), t(known < groups.length ? 'team.energySome' : 'team.energyText', { carbonLow: kwh(carbon.low), carbonHigh: kwh(carbon.high), gridLow: GRID.low, gridHigh: GRID.high }))
}
