/**
 * The same engine in a web worker: every method answers with a promise, and the
 * page stays responsive while a long text is counted or many runs are drawn.
 */
import { connect } from './lib/worker/client.js'
import { taskfareError } from './lib/errors.js'
import { isPassedOver } from './lib/logs/files.js'
import { ENCODING_METHODS, ENGINE_METHODS, FLEET_METHODS, LOG_METHODS } from './lib/worker/methods.js'

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

export async function createWorkerEngine({ worker = ownWorker(), prices, wasm, ownWasm, requestsWasm, logs, fleet } = {}) {
  const link = connect(worker)
  const optionsOf = (wasm) => ({ prices, wasm, ownWasm })
  await link.call({ target: 'open', args: [{ engine: { ...optionsOf(wasm), requestsWasm }, logs: optionsOf(logs), fleet: optionsOf(fleet) }] })
  return {
    ...remote(link, ENGINE_METHODS, 'engine'),
    ...remote(link, FLEET_METHODS, 'fleet'),
    ...overLogs(link),
    async readLogs(files, how) {
      // A picked folder's list may be very long, and most of it no logs: that stays here.
      const given = (files?.[Symbol.iterator] ? [...files] : [files]).filter((file) => !isPassedOver(file))
      return remoteLog(link, await link.call({ target: 'readLogs', args: [given] }, { ...how, transfer: streamsOf(given) }))
    },
    async loadEncoding(name, { onProgress, signal, ...source } = {}) {
      await link.call({ target: 'loadEncoding', args: [name, source] }, { onProgress, signal })
      return { name, ...remote(link, ENCODING_METHODS, `encoding:${name}`) }
    },
    close: () => link.close(),
  }
}
