/**
 * The engine: prices and bills, counts, projections.
 */
import { Engine as RawEngine, initSync } from '../wasm/engine/engine.js'
import { countFor } from './count.js'
import { requireOptions, requireType, taskfareError } from './errors.js'
import { opening } from './opening.js'
import { Prices } from './prices.js'
import { projection } from './requests.js'
import { openEncoding } from './tokens.js'

const file = opening(initSync)

export class Engine extends Prices {
  #raw
  #platform
  constructor(raw, platform) {
    super(raw)
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
    return this.#raw.pilot(Float64Array.from(costs))
  }
  profiles() {
    return this.#raw.profiles()
  }
  harnesses() {
    return this.#raw.harnesses()
  }
  fareHistory(request) {
    return this.#raw.fareHistory(projection(request))
  }
}

export async function openEngine(platform, options = {}) {
  requireOptions(options, ['prices', 'wasm'])
  await file.start(options.wasm, () => platform.compile('engine'))
  return new Engine(new RawEngine(options.prices), platform)
}

export function openEngineNow(platform, options = {}) {
  requireOptions(options, ['prices', 'module'])
  file.startNow(options.module, () => moduleNow(platform))
  return new Engine(new RawEngine(options.prices), platform)
}

function moduleNow(platform) {
  if (platform.compileNow) return platform.compileNow('engine')
  throw taskfareError('invalid-argument', 'a page cannot read a file synchronously', {
    path: 'module',
    hint: 'pass createEngineSync({ module }) a WebAssembly.Module, or await createEngine()',
  })
}
