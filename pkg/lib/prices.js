/**
 * Prices, bills and usage objects: what the whole engine and `taskfare/prices`
 * have in common. The wasm reads no clock, so the shell hands it the present
 * instant wherever the caller names none.
 */
import { requireOptions, requireType } from './errors.js'

/** The instant, or now where none is given. */
const instant = (at) => (at === undefined || at === null || at === 'now' ? new Date().toISOString() : at)

/** The request with its instant filled in. */
export function dated(request, path) {
  requireType(request, 'object', path)
  return { ...request, at: instant(request.at) }
}

/** What an offer is chosen by beside its model. */
const TERMS = ['at', 'serviceTier', 'region', 'currency']
const CALL = ['model', 'usage', ...TERMS]

export class Prices {
  #raw
  constructor(raw) {
    this.#raw = raw
  }
  get table() {
    const raw = this.#raw
    return {
      checked: raw.checked,
      sources: () => raw.sources(),
      plans: () => raw.plans(),
      exchange: () => raw.exchange(),
    }
  }
  price(request) {
    requireOptions(request, CALL, 'request')
    return this.#raw.price(dated(request, 'request'))
  }
  priceMany(request) {
    requireOptions(request, CALL, 'request')
    return this.#raw.priceMany(dated(request, 'request'))
  }
  models(query = {}) {
    requireOptions(query, ['vendor', 'routes', ...TERMS], 'query')
    return this.#raw.models(dated(query, 'query'))
  }
  model(name, at) {
    requireType(name, 'string', 'name')
    return this.#raw.model(name, instant(at))
  }
  nearest(name) {
    requireType(name, 'string', 'name')
    return this.#raw.nearest(name)
  }
  rates(query) {
    requireType(query, 'object', 'query')
    return this.#raw.rates(query)
  }
  readUsage(body, format) {
    return this.#raw.readUsage(body, format)
  }
}
