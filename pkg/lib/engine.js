/**
 * The engine: prices and bills, counts, projections, logs.
 */
import { Engine as RawEngine, initSync } from '../wasm/engine/engine.js'
import { countFor } from './count.js'
import { requireOptions, requireType, requireWhole, taskfareError } from './errors.js'
import { Log, readLogs } from './logs/read.js'
import { dated, Prices } from './prices.js'
import { compileSource } from './sources.js'
import { openEncoding } from './tokens.js'

let started = false
let starting = null

function start(module) {
  if (!started) initSync({ module })
  started = true
}

/** What a projection takes where the caller does not say: a typical coding harness, enough draws for a steady p90. */
const PROJECTION = { harness: 'claude-code', runs: 2000, seed: 1 }

/** Offers of which a name alone is that model's standard offer. */
function named(offers) {
  if (!Array.isArray(offers)) throw taskfareError('invalid-argument', 'expected an array of models or offers', { path: 'offers' })
  return offers.map((offer, at) => {
    if (typeof offer === 'string') return { model: offer }
    requireType(offer, 'object', `offers[${at}]`)
    return offer
  })
}

/** A profile or a harness: by its id, or one's own. */
function requireNamed(value, path) {
  if (typeof value !== 'string') requireType(value, 'object', path)
}

/** A request of a projection with everything filled in. */
function projection(request) {
  const full = { ...PROJECTION, ...dated(request, 'request') }
  requireNamed(full.profile, 'profile')
  requireNamed(full.harness, 'harness')
  requireWhole(full.runs, 'runs')
  requireWhole(full.seed, 'seed')
  return { ...full, offers: named(full.offers) }
}

/** Groups whose work names its offer in short and may leave out the harness and the share of its only kind. */
function groups(groups) {
  if (!Array.isArray(groups)) throw taskfareError('invalid-argument', 'expected an array of groups', { path: 'groups' })
  const full = (work) => ({ harness: PROJECTION.harness, share: 1, ...work, offer: named([work.offer])[0] })
  return groups.map((group, place) => {
    requireType(group, 'object', `groups[${place}]`)
    return group.work ? { ...group, work: group.work.map(full) } : group
  })
}

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
  fleet(request) {
    const full = dated(request, 'request')
    return this.#raw.fleet({ ...full, groups: groups(full.groups) })
  }
  planFits(request) {
    const full = dated(request, 'request')
    return this.#raw.planFits({ ...full, group: groups([full.group])[0] })
  }
  fareHistory(request) {
    return this.#raw.fareHistory(projection(request))
  }
  claims(inputs = {}, lines = {}) {
    requireType(inputs, 'object', 'inputs')
    requireType(lines, 'object', 'lines')
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
    return this.#raw.growthFor(months, ratio)
  }
  readLogs(files, options) {
    return readLogs(files, options)
  }
  replay(log, options) {
    return this.#raw.replay(Log.rawOf(log), options)
  }
  whatIf(log, offers, options) {
    return this.#raw.whatIf(Log.rawOf(log), named(offers), options)
  }
  calibrate(log, options) {
    return this.#raw.calibrate(Log.rawOf(log), options)
  }
}

export async function openEngine(platform, options = {}) {
  requireOptions(options, ['prices', 'wasm'])
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
  requireOptions(options, ['prices', 'module'])
  if (options.module !== undefined) requireModule(options.module)
  if (!started) start(options.module ?? moduleNow(platform))
  return new Engine(new RawEngine(options.prices), platform)
}

/** By its tag, not its class: a test runner's or a frame's `WebAssembly` is another one. */
function requireModule(module) {
  if (Object.prototype.toString.call(module) === '[object WebAssembly.Module]') return
  throw taskfareError('invalid-argument', 'expected a WebAssembly.Module', { path: 'module', hint: 'await WebAssembly.compile(bytes)' })
}

function moduleNow(platform) {
  if (platform.compileNow) return platform.compileNow('engine')
  throw taskfareError('invalid-argument', 'a page cannot read a file synchronously', {
    path: 'module',
    hint: 'pass createEngineSync({ module }) a WebAssembly.Module, or await createEngine()',
  })
}
