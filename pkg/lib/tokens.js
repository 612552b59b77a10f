/**
 * Encodings: the tokens wasm, started once, and one shared handle per name.
 * Nothing here knows of the engine, so counting alone loads no price table.
 */
import { Encoding as RawEncoding, estimate, initSync, kindNames } from '../wasm/tokens/tokens.js'
import { requireEach, requireOptions, requireType, requireWhole, taskfareError } from './errors.js'
import { opening } from './opening.js'
import { vocabularySource } from './sources.js'

/** Bytes, characters, low, tokens and high of each kind of text. */
const COUNTS_PER_KIND = 5

const file = opening('tokens', initSync)
const loading = new Map()

/** Bytes as text: a character cut in two becomes U+FFFD, and a byte order mark stays. */
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true })

/** Starts the tokens wasm. */
const ensureStarted = (platform, wasm) => file.start(wasm, () => platform.compile('tokens'))

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
    requireWhole(limit, 'limit')
    return this.#raw.countUpTo(text, limit)
  }
  encode(text) {
    return this.#raw.encode(text)
  }
  decode(ids) {
    return TEXT.decode(this.decodeBytes(ids))
  }
  decodeBytes(ids) {
    return this.#raw.decode(idsOf(ids))
  }
  counts(text) {
    return this.#raw.counts(text)
  }
  spans(text) {
    return this.#raw.spans(text)
  }
}

/** What is no id would be cut to one, and be another token. */
function requireId(id, path) {
  requireWhole(id, path)
  if (id >= 2 ** 32) throw taskfareError('invalid-argument', `expected the id of a token, got ${id}`, { path })
}

const idsOf = (ids) => (ids instanceof Uint32Array ? ids : Uint32Array.from(requireEach(ids, 'ids', requireId)))

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
  requireOptions(options, ['onProgress', 'url', 'bytes', 'wasm'])
  if (options.onProgress !== undefined) requireType(options.onProgress, 'function', 'options.onProgress')
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

/** Whether the encoding is loaded or on its way: to count in it costs no download. */
export const isOpen = (name) => loading.has(name)

/** Whether the encoding is loaded, or is one that this package can load. */
export const canOpen = (platform, name) => loading.has(name) || platform.encodings.includes(name)

/**
 * Counts by kind of text, summed over the texts: exact in the named encoding,
 * estimated without any vocabulary where none is named.
 */
export async function countsOf(platform, encoding, texts) {
  await ensureStarted(platform)
  const opened = encoding === null ? null : await openEncoding(platform, encoding)
  const total = new Float64Array(kindNames().length * COUNTS_PER_KIND)
  for (const text of texts) {
    const counts = opened === null ? estimate(text) : opened.counts(text)
    counts.forEach((count, at) => (total[at] += count))
  }
  return Array.from(total)
}
