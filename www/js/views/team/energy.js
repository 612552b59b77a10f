/** Energy and carbon where tokens are known: always an interval. */
import { MONTH } from '../../fleet.js'
import { gridOf } from '../../grids.js'
import { item } from './finding.js'
import { tasksOf } from './tasks.js'

/** @typedef {import('../../main.js').Page} Page */

/** Energy of every group's tokens, as the interval it is known to; of those whose tasks are known. @param {Page} page @param {import('./burn.js').Forecast} forecast */
export function energyOf(page, { groups, report, year }) {
  const { t, format, fleet, offers, at, store } = page
  const grid = gridOf(store.state)
  const listed = offers.list(at(), 'standard')
  let [low, high, known] = [0, 0, 0]
  const carbon = { low: 0, high: 0 }
  groups.forEach((group, place) => {
    const tasks = tasksOf(page, group)
    known += Number(tasks.length > 0)
    const count = (report.groups[place]?.tasks ?? 0) * (MONTH / Math.max(1, year.days))
    for (const { offer, share, row } of tasks) {
      const tokens = (/** @type {RegExp} */ kind) => row.parts.filter((part) => kind.test(part.kind)).reduce((sum, part) => sum + part.tokens, 0) * share * count
      const tier = listed.find(({ id }) => id === offer)?.tier
      const { wattHours, grams } = fleet.energy({ class: tier === 'mid' || tier === 'small' ? tier : 'flagship', input: tokens(/^(input|cacheWrite)/), cacheRead: tokens(/^cacheRead/), output: tokens(/^(output|reasoning)/), gridLow: grid.low, gridHigh: grid.high })
      low += wattHours.low
      high += wattHours.high
      carbon.low += grams.low
      carbon.high += grams.high
    }
  })
  if (known === 0) return null
  const kwh = (/** @type {number} */ value) => format.significant(value / 1000)
  return item(t('team.energy'), t('team.kwh', { low: kwh(low), high: kwh(high) }), t(known < groups.length ? 'team.energySome' : 'team.energyText', { carbonLow: kwh(carbon.low), carbonHigh: kwh(carbon.high), grid: grid.low === grid.high ? grid.low : t('team.gridRange', grid) }))
}
