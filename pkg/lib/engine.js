/**
 * The engine: prices and bills, counts, projections. Of which wasm file it is, its opener knows.
 */
import { countFor } from './count.js'
import { requireType } from './errors.js'
import { Prices } from './prices.js'
import { projection } from './requests.js'
import { openEncoding } from './tokens.js'

export class Engine extends Prices {
  #raw
  #platform
  constructor(raw, platform) {
    super(raw, () => platform.compile('bodies'))
    this.#raw = raw
    this.#platform = platform
  }
  loadEncoding(name, options) {
    return openEncoding(this.#platform, name, options)
  }
  count(request) {
    return countFor(this.#raw, this.#platform, request)
  }
  tokenizer(model) {
    requireType(model, 'string', 'model')
    return this.#raw.tokenizer(model)
  }
  project(request) {
    return this.#raw.project(projection(request))
  }
  profiles() {
    return this.#raw.profiles()
  }
  harnesses() {
    return this.#raw.harnesses()
  }
}
