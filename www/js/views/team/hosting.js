/** A model on rented GPUs beside the API: what a million tokens cost, and from how many on they are cheaper. */
import { MONTH } from '../../fleet.js'
import { item } from './finding.js'
import { meanTask } from './tasks.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetGroup} FleetGroup */

/** Nothing until the reader said what a GPU costs and serves: nobody publishes that for their model. @param {Page} page @param {import('./burn.js').Forecast} forecast @param {(label: string) => string} of */
export function hostingOf(page, { groups, place, report, year }, of) {
  const { t, format, money, fleet, store } = page
  const { gpuHour, gpuSpeed, gpuBusy, gpus, gpuPower, powerPrice } = store.state
  if (gpuHour === null || gpuSpeed === null) return null
  const factor = money.factor('USD') ?? 1
  const amount = (/** @type {number} */ dollars) => format.forecast(dollars * factor, money.display())
  const task = meanTask(page, /** @type {FleetGroup} */ (groups[place]))
  const apiPrice = task && task.tokens > 0 ? (task.cost / task.tokens) * 1e6 : 0
  const cost = fleet.hosting({ gpuHour, tokensPerSecond: gpuSpeed, utilisation: gpuBusy / 100, gpus, kilowatts: gpuPower, kilowattHour: powerPrice, apiPrice })
  const used = ((report.groups[place]?.tasks ?? 0) / Math.max(1, year.days)) * MONTH * (task?.tokens ?? 0)
  const said = { api: amount(apiPrice), used: format.short(used), volume: format.short(cost.breakEven ?? 0) }
  const against = apiPrice === 0 ? t('team.hostUnknown') : t(typeof cost.breakEven === 'number' ? 'team.hostBreakEven' : 'team.hostDearer', said)
  return item(of(t('team.host')), t('team.hostPrice', { price: amount(cost.perMillion) }), `${against} ${t('team.hostMonth', { gpus: format.count(gpus), month: amount(cost.month), capacity: format.short(cost.capacity) })}`)
}
