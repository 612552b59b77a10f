/**
 * Encodings: the tokens wasm, started once, and one shared handle per name.
 * Nothing here knows of the engine, so counting alone loads no price table.
 */
import { Encoding as RawEncoding, initSync } from '../wasm/tokens/tokens.js'
import { requireType, taskfareError } from './errors.js'
import { compileSource, vocabularySource } from './sources.js'

let started = false
let starting = null
const loading = new Map()

function start(module) {
  if (!started) initSync({ module })
  started = true
}

/** Starts the tokens wasm; callers at the same time share one compilation. */
async function ensureStarted(platform, wasm) {
  if (started) return
  starting ??= wasm === undefined ? platform.compile('tokens') : compileSource(wasm)
  try {
    start(await starting)
  } finally {
    starting = null
  }
}

/** A named tokenizer with its vocabulary. Handles live as long as something refers to them. */
export class Encoding {
  #raw
  constructor(raw, name) {
    this.#raw = raw
    this.name = name
  }
  count(text) {
    return this.#raw.count(text)
  }
  countUpTo(text, limit) {
    requireType(limit, 'number', 'limit')
    return this.#raw.countUpTo(text, limit)
  }
  encode(text) {
    return this.#raw.encode(text)
  }
  decode(ids) {
    return this.#raw.decodeText(idsOf(ids))
  }
  decodeBytes(ids) {
    return this.#raw.decode(idsOf(ids))
  }
  spans(text) {
    return this.#raw.spans(text)
  }
}

const idsOf = (ids) => (ids instanceof Uint32Array ? ids : Uint32Array.from(ids))

async function load(platform, name, options, listeners) {
  const onProgress = (at) => listeners.forEach((listener) => listener(at))
  const [bytes] = await Promise.all([
    vocabularySource({ ...options, onProgress }).then((given) => given ?? ownVocabulary(platform, name, onProgress)),
    ensureStarted(platform, options.wasm),
  ])
  return new Encoding(new RawEncoding(bytes), name)
}

function ownVocabulary(platform, name, onProgress) {
  // The platform without a disk explains for itself how to hand bytes in.
  if (platform.encodings.length > 0 && !platform.encodings.includes(name)) {
    throw taskfareError('encoding-not-loaded', `no vocabulary named ${JSON.stringify(name)} in this package`, {
      path: 'name',
      hint: `here are ${platform.encodings.join(', ')}; hand others in as { url } or { bytes }`,
    })
  }
  return platform.vocabulary(name, { onProgress })
}

export async function openEncoding(platform, name, options = {}) {
  requireType(name, 'string', 'name')
  let entry = loading.get(name)
  if (!entry) {
    const listeners = new Set(options.onProgress ? [options.onProgress] : [])
    entry = { listeners, promise: load(platform, name, options, listeners) }
    loading.set(name, entry)
    // A failed download is forgotten, so the next call tries again.
    entry.promise.catch(() => loading.delete(name))
  } else if (options.onProgress) {
    entry.listeners.add(options.onProgress)
  }
  return entry.promise
}
