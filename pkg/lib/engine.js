/**
 * The engine: prices and bills, counts, projections.
 */
import { Engine as RawEngine, initSync, shippedTable } from '../wasm/engine/engine.js'
import { countFor } from './count.js'
import { requireOptions, requireType, taskfareError } from './errors.js'
import { opening } from './opening.js'
import { tableNow, tableOf } from './own.js'
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

const OWN = ['prices', 'ownWasm']
const OWN_NOW = ['prices', 'ownModule']

export async function openEngine(platform, options = {}) {
  requireOptions(options, ['wasm', ...OWN])
  await file.start(options.wasm, () => platform.compile('engine'))
  return new Engine(new RawEngine(await tableOf(options, shippedTable, () => platform.compile('own'))), platform)
}

export function openEngineNow(platform, options = {}) {
  requireOptions(options, ['module', ...OWN_NOW])
  file.startNow(options.module, () => moduleNow(platform))
  const own = platform.compileNow && (() => platform.compileNow('own'))
  return new Engine(new RawEngine(tableNow(options, shippedTable, own)), platform)
}

/** Own prices, once compiled for every handle that takes them. */
export async function compilePrices(platform, prices, options = {}) {
  requireOptions(options, ['wasm', 'ownWasm'])
  await file.start(options.wasm, () => platform.compile('engine'))
  return tableOf({ prices: prices ?? {}, ownWasm: options.ownWasm }, shippedTable, () => platform.compile('own'))
}

function moduleNow(platform) {
  if (platform.compileNow) return platform.compileNow('engine')
  throw taskfareError('invalid-argument', 'a page cannot read a file synchronously', {
    path: 'module',
    hint: 'pass createEngineSync({ module }) a WebAssembly.Module, or await createEngine()',
  })
}
