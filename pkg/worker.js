/**
 * The same engine in a web worker: every method answers with a promise, and the
 * page stays responsive while a long text is counted or many runs are drawn.
 */
import { connect } from './lib/worker/client.js'
import { optional, requireOptions, requireType, taskfareError } from './lib/errors.js'
import { isPassedOver } from './lib/logs/files.js'
import { ENCODING_METHODS, ENGINE_METHODS, FLEET_METHODS, LOG_METHODS, TABLE_METHODS } from './lib/worker/methods.js'
import { absolute, postable } from './lib/sources.js'

export { droppedFiles } from './lib/logs/files.js'

/**
 * `new Worker(new URL(…, import.meta.url))` is written out in one expression:
 * the form by which bundlers find the thread's file and build it too.
 */
const ownWorker = () => new Worker(new URL('./lib/worker/thread.js', import.meta.url), { type: 'module', name: 'taskfare' })

/** An object whose methods run in the worker; what follows a method's own arguments is `{ signal }`. */
function remote(link, methods, target) {
  const entries = Object.entries(methods).map(([method, arity]) => [
    method,
    (...args) => link.call({ target, method, args: args.slice(0, arity) }, args[arity]),
  ])
  return Object.fromEntries(entries)
}

/** The worker's numbers of the logs read in it. */
const numbers = new WeakMap()

/** A log that was read in the worker and stays there. */
function remoteLog(link, number) {
  const log = {
    report: (options, how) => link.call({ target: `log:${number}`, method: 'report', args: [options] }, how),
    async close() {
      if (numbers.delete(log)) await link.call({ target: `log:${number}`, method: 'close', args: [] })
    },
  }
  numbers.set(log, number)
  return log
}

/** Methods of the engine over a log of the worker. */
function overLogs(link) {
  const entries = Object.entries(LOG_METHODS).map(([method, arity]) => [
    method,
    async (log, ...args) => {
      const number = numbers.get(log)
      if (number === undefined) throw taskfareError('invalid-argument', "expected what this engine's readLogs gave, not closed", { path: 'log' })
      return link.call({ target: `log:${number}`, method, args: args.slice(0, arity - 1) }, args[arity - 1])
    },
  ])
  return Object.fromEntries(entries)
}

/** Streams move to the worker; everything else is copied, and files and handles are but named. */
const streamsOf = (files) => files.map((file) => file?.data ?? file).filter((data) => typeof data?.getReader === 'function')

const FILES = ['wasm', 'ownWasm', 'bodiesWasm', 'logs', 'fleet']

/** What the thread opens its handles with: the wasm files as they can go there. */
async function openingOf({ prices, ...given }) {
  const [wasm, ownWasm, bodiesWasm, logs, fleet] = await Promise.all(FILES.map((name) => postable(given[name])))
  const optionsOf = (file) => ({ prices, wasm: file, ownWasm })
  return { engine: { ...optionsOf(wasm), bodiesWasm }, logs: optionsOf(logs), fleet: optionsOf(fleet) }
}

/** The same of an encoding's files. */
async function sourceOf({ url, bytes, wasm }) {
  if (url !== undefined && !(url instanceof URL)) requireType(url, 'string', 'url')
  return { url: absolute(url), bytes: await bytes, wasm: await postable(wasm) }
}

function requireWorker(worker) {
  if (typeof worker?.postMessage !== 'function') throw taskfareError('invalid-argument', 'expected a Worker', { path: 'options.worker', hint: "a module worker that imports 'taskfare/worker-thread'" })
}

export async function createWorkerEngine(options = {}) {
  requireOptions(options, ['worker', 'prices', ...FILES])
  const { worker, ...given } = options
  optional(requireWorker, worker)
  const opening = await openingOf(given)
  const link = connect(worker ?? ownWorker())
  await link.call({ target: 'open', args: [opening] })
  return {
    table: remote(link, TABLE_METHODS, 'table'),
    ...remote(link, ENGINE_METHODS, 'engine'),
    ...remote(link, FLEET_METHODS, 'fleet'),
    ...overLogs(link),
    async readLogs(files, how = {}) {
      requireOptions(how, ['onProgress', 'signal'])
      optional(requireType, how.onProgress, 'function', 'options.onProgress')
      // A picked folder's list may be very long, and most of it no logs: that stays here.
      const given = (files?.[Symbol.iterator] ? [...files] : [files]).filter((file) => !isPassedOver(file))
      return remoteLog(link, await link.call({ target: 'readLogs', args: [given] }, { ...how, transfer: streamsOf(given) }))
    },
    async loadEncoding(name, how = {}) {
      requireOptions(how, ['onProgress', 'signal', 'url', 'bytes', 'wasm'])
      const { onProgress, signal, ...source } = how
      optional(requireType, onProgress, 'function', 'options.onProgress')
      await link.call({ target: 'loadEncoding', args: [name, await sourceOf(source)] }, { onProgress, signal })
      return { name, ...remote(link, ENCODING_METHODS, `encoding:${name}`) }
    },
    close: () => link.close(),
  }
}
