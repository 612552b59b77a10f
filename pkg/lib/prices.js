/**
 * Prices, bills and usage objects: what the whole engine and `taskfare/prices`
 * have in common. The wasm reads no clock, so the shell hands it the present
 * instant wherever the caller names none.
 */
import { optional, requireOptions, requireType } from './errors.js'

/** The instant, or now where none is given. */
const instant = (at) => (at === undefined || at === null || at === 'now' ? new Date().toISOString() : at)

/** The request with its instant filled in; of nothing but the options that are `known`, where those are named. */
export function dated(request, path, known) {
  if (known) requireOptions(request, known, path)
  else requireType(request, 'object', path)
  return { ...request, at: instant(request.at) }
}

/** What an offer is chosen by beside its model. */
const TERMS = ['at', 'serviceTier', 'region', 'currency']
const CALL = ['model', 'usage', ...TERMS]

/** Of a list, a date or a map no count would be read, and nothing used costs nothing: they are refused. */
function called(request) {
  const call = dated(request, 'request', CALL)
  requireType(call.usage, 'object', 'usage')
  return call
}

export class Prices {
  #raw
  #bodies
  /** `bodies` compiles the wasm file that takes bodies apart. */
  constructor(raw, bodies) {
    this.#raw = raw
    this.#bodies = bodies
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
    return this.#raw.price(called(request))
  }
  priceMany(request) {
    return this.#raw.priceMany(called(request))
  }
  perMillionCharacters(request) {
    return this.#raw.perMillionCharacters(dated(request, 'request', ['model', 'tokens', 'characters', ...TERMS]))
  }
  models(query = {}) {
    const full = dated(query, 'query', ['vendor', 'routes', ...TERMS])
    optional(requireType, full.routes, 'boolean', 'routes')
    return this.#raw.models(full)
  }
  model(name, at) {
    requireType(name, 'string', 'name')
    return this.#raw.model({ model: name, at: instant(at) })
  }
  nearest(name) {
    requireType(name, 'string', 'name')
    return this.#raw.nearest({ model: name })
  }
  rates(query) {
    requireOptions(query, ['model', 'from', 'to', 'serviceTier', 'region', 'currency'], 'query')
    return this.#raw.rates(query)
  }
  async readUsage(body, format) {
    if (format !== undefined && format !== null) requireType(format, 'string', 'format')
    // Its glue, too, is for those who ask.
    const { bodyReaders } = await import('./bodies.js')
    const { readUsage } = await bodyReaders(this.#bodies)
    return readUsage(body, format)
  }
}
