/**
 * Token counts from the package's worker, so that a long text never blocks
 * typing. The newest question wins: an older one that has not begun is dropped.
 */
import { createWorkerEngine } from '../pkg/worker.js'
import { compiled } from './wasm.js'

/** @typedef {{ name: string, state: 'idle' | 'loading' | 'ready' | 'failed', share: number }} Vocabulary `share` of it that has arrived, 0 to 1 */
/** @typedef {{ ids: Uint32Array, ends: Uint32Array, bytes: Map<number, string> }} Pieces `ends` are UTF-16 places at which each token ends; `bytes` are those of ids that hold a part of a character */

/** Ids whose bytes are looked up for one text; the others of a text in a rare script show no bytes. */
const LOOKED_UP = 200

/** @type {ReturnType<typeof createWorkerEngine> | null} */
let engine = null
/** @type {Map<string, Promise<any>>} */
const encodings = new Map()
/** @type {Map<string, Vocabulary>} */
const vocabularies = new Map()
/** @type {Set<() => void>} */
const watchers = new Set()

/** The one worker of the page; projections are drawn in it too. */
export const workerEngine = () => (engine ??= start({}))

/** @param {import('../pkg/index.js').EngineOptions} options */
const start = async (options) => createWorkerEngine({ ...options, wasm: await compiled() })

/** @type {{ prices: import('../pkg/index.js').CompiledPrices, worker: ReturnType<typeof createWorkerEngine> } | null} */
let priced = null

/** A worker that projects at the reader's own prices; the page's own where there are none. @param {import('../pkg/index.js').CompiledPrices | undefined} prices */
export function pricedWorker(prices) {
  if (priced && priced.prices !== prices) {
    void priced.worker.then((worker) => worker.close())
    priced = null
  }
  if (!prices) return workerEngine()
  priced ??= { prices, worker: start({ prices }) }
  return priced.worker
}

/** Tells of vocabularies arriving. @param {() => void} watcher */
export function watchVocabularies(watcher) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** @param {string} name @returns {Vocabulary} */
export const vocabulary = (name) => vocabularies.get(name) ?? { name, state: 'idle', share: 0 }

/** @param {string} name @param {Partial<Vocabulary>} change */
function note(name, change) {
  vocabularies.set(name, { ...vocabulary(name), ...change })
  for (const watcher of watchers) watcher()
}

/** The encoding, fetched once; a failed fetch may be tried again. @param {string} name */
export function encoding(name) {
  let found = encodings.get(name)
  if (!found) {
    note(name, { state: 'loading', share: 0 })
    found = load(name)
    encodings.set(name, found)
    found.catch(() => encodings.delete(name))
  }
  return found
}

/** @param {string} name */
async function load(name) {
  try {
    const own = await workerEngine()
    const ready = await own.loadEncoding(name, { onProgress: ({ loaded, total }) => note(name, { share: total ? loaded / total : 0 }) })
    note(name, { state: 'ready', share: 1 })
    return ready
  } catch (error) {
    note(name, { state: 'failed' })
    throw error
  }
}

/** @param {string} name @param {string} text @returns {Promise<number>} tokens */
export async function countTokens(name, text) {
  return (await encoding(name)).count(text)
}

/** A text or a request body in a model's tokenizer, graded. @param {import('../pkg/index.js').CountRequest} request @param {AbortSignal} signal */
export async function countGraded(request, signal) {
  return (await workerEngine()).count(request, { signal })
}

/** @param {string} name @param {string} text @returns {Promise<Pieces>} */
export async function piecesOf(name, text) {
  const own = await encoding(name)
  const [ids, ends] = await Promise.all([own.encode(text), own.spans(text)])
  const parts = [...new Set(partsOf(ids, ends))].slice(0, LOOKED_UP)
  const bytes = await Promise.all(parts.map(async (id) => /** @type {const} */ ([id, hex(await own.decodeBytes(Uint32Array.of(id)))])))
  return { ids, ends, bytes: new Map(bytes) }
}

/** Ids of tokens that share one character: all but the last end where they began. @param {Uint32Array} ids @param {Uint32Array} ends */
function partsOf(ids, ends) {
  return [...ids].filter((_, at) => isPart(ends, at))
}

/** @param {Uint32Array} ends @param {number} at */
export function isPart(ends, at) {
  const before = at === 0 ? 0 : (ends[at - 1] ?? 0)
  const isEmpty = (/** @type {number} */ place) => ends[place] === (place === 0 ? 0 : ends[place - 1])
  return ends[at] === before || (at > 0 && isEmpty(at - 1))
}

/** @param {Uint8Array} bytes */
export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
