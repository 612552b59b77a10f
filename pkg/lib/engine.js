/**
 * The engine: prices, bills and projections. It reads no clock, so the shell
 * hands it the present instant wherever the caller names none.
 */
import { Engine as RawEngine, initSync } from '../wasm/engine/engine.js'
import { requireType, taskfareError } from './errors.js'
import { compileSource } from './sources.js'
import { openEncoding } from './tokens.js'

let started = false
let starting = null

function start(module) {
  if (!started) initSync({ module })
  started = true
}

/** The instant as the engine wants it: an RFC 3339 string; now where none is given. */
export function instant(at) {
  if (at === undefined || at === null || at === 'now') return new Date().toISOString()
  if (at instanceof Date && !Number.isNaN(at.getTime())) return at.toISOString()
  if (typeof at === 'string') return at
  throw taskfareError('invalid-argument', 'expected an RFC 3339 string or a valid Date', { path: 'at' })
}

/** The request with its instant filled in. */
function dated(request, path) {
  requireType(request, 'object', path)
  return { ...request, at: instant(request.at) }
}

export class Engine {
  #raw
  #platform
  constructor(raw, platform) {
    this.#raw = raw
    this.#platform = platform
  }
  get table() {
    return { checked: this.#raw.checked }
  }
  loadEncoding(name, options) {
    return openEncoding(this.#platform, name, options)
  }
  price(request) {
    return this.#raw.price(dated(request, 'request'))
  }
  models(query = {}) {
    return this.#raw.models(dated(query, 'query'))
  }
  model(name) {
    requireType(name, 'string', 'name')
    return this.#raw.model(name)
  }
  rates(query) {
    requireType(query, 'object', 'query')
    return this.#raw.rates(query)
  }
  project(request) {
    return this.#raw.project(dated(request, 'request'))
  }
}

export async function openEngine(platform, options = {}) {
  requireType(options, 'object', 'options')
  if (!started) {
    starting ??= options.wasm === undefined ? platform.compile('engine') : compileSource(options.wasm)
    try {
      start(await starting)
    } finally {
      starting = null
    }
  }
  return new Engine(new RawEngine(options.prices), platform)
}

export function openEngineNow(platform, options = {}) {
  requireType(options, 'object', 'options')
  if (!started) start(options.module ?? moduleNow(platform))
  return new Engine(new RawEngine(options.prices), platform)
}

function moduleNow(platform) {
  if (platform.compileNow) return platform.compileNow('engine')
  throw taskfareError('invalid-argument', 'a page cannot read a file synchronously', {
    path: 'module',
    hint: 'pass createEngineSync({ module }) a WebAssembly.Module, or await createEngine()',
  })
}
