/** People x tasks x days: what the fleet's own wasm file answers. */
import { Engine as RawFleet, initSync } from '../wasm/fleet/fleet.js'
import { requireAmount, requireEach, requireOptions, requireType, requireWhole } from './errors.js'
import { opening } from './opening.js'
import { tableNow, tableOf } from './own.js'
import { dated } from './prices.js'
import { groupOf, groups } from './requests.js'

const file = opening('fleet', initSync)

export class Fleet {
  #raw
  constructor(raw) {
    this.#raw = raw
  }
  fleet(request) {
    const { at, ...full } = dated(request, 'request')
    return this.#raw.fleet(at, { ...full, groups: groups(full.groups) })
  }
  planFits(request) {
    const { at, ...full } = dated(request, 'request')
    return this.#raw.planFits(at, { ...full, group: groupOf(full.group, 'group') })
  }
  claims(inputs = {}, lines = {}) {
    requireType(inputs, 'object', 'inputs')
    requireType(lines, 'object', 'lines')
    for (const [id, figures] of Object.entries(inputs)) requireEach(figures, `inputs.${id}`, (value, path) => requireType(value, 'number', path))
    for (const [id, line] of Object.entries(lines)) requireType(line, 'string', `lines.${id}`)
    return this.#raw.claims(Object.entries(inputs), Object.entries(lines))
  }
  hosting(request) {
    requireType(request, 'object', 'request')
    return this.#raw.hosting(request)
  }
  energy(request) {
    requireType(request, 'object', 'request')
    return this.#raw.energy(request)
  }
  value(request) {
    requireType(request, 'object', 'request')
    return this.#raw.value(request)
  }
  growthFor(months, ratio) {
    requireWhole(months, 'months')
    requireAmount(ratio, 'ratio')
    return this.#raw.growthFor(months, ratio)
  }
  withPrices(prices) {
    return new Fleet(new RawFleet(tableNow({ prices })))
  }
}

/** `fleet` and `own` compile the package's files where the caller hands none in. */
export async function openFleet(fleet, own, options = {}) {
  requireOptions(options, ['prices', 'wasm', 'ownWasm'])
  await file.start(options.wasm, fleet)
  return new Fleet(new RawFleet(await tableOf(options, own)))
}
