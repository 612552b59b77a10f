/**
 * The engine, and what a projection is made of and hangs on: its calls, its course, its inputs, its past.
 */
import { Engine } from './engine.js'
import { requireAmount, requireEach } from './errors.js'
import { projection } from './requests.js'

export class Analysis extends Engine {
  #raw
  constructor(raw, platform) {
    super(raw, platform)
    this.#raw = raw
  }
  anatomy(request) {
    return this.#raw.anatomy(projection(request))
  }
  fan(request) {
    return this.#raw.fan(projection(request))
  }
  advise(request) {
    return this.#raw.advice(projection(request))
  }
  sensitivity(request) {
    return this.#raw.sensitivity(projection(request))
  }
  pilot(costs) {
    return this.#raw.pilot(Float64Array.from(requireEach(costs, 'costs', requireAmount)))
  }
  fareHistory(request) {
    return this.#raw.fareHistory(projection(request))
  }
}
