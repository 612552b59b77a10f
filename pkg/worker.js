/**
 * The same engine in a web worker: every method answers with a promise, and the
 * page stays responsive while a long text is counted or many runs are drawn.
 */
import { connect } from './lib/worker/client.js'
import { ENCODING_METHODS, ENGINE_METHODS } from './lib/worker/methods.js'

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

export async function createWorkerEngine({ worker = ownWorker(), ...options } = {}) {
  const link = connect(worker)
  await link.call({ target: 'open', args: [options] })
  return {
    ...remote(link, ENGINE_METHODS, 'engine'),
    async loadEncoding(name, { onProgress, signal, ...source } = {}) {
      await link.call({ target: 'loadEncoding', args: [name, source] }, { onProgress, signal })
      return { name, ...remote(link, ENCODING_METHODS, `encoding:${name}`) }
    },
    close: () => link.close(),
  }
}
