/**
 * The page's end of the line to the worker: numbered calls out, answers,
 * errors and progress back. An aborted call is answered at once on this side
 * and withdrawn on the other if it has not begun, or reads logs.
 */
import { optional, requireOptions, requireSignal, taskfareError } from '../errors.js'

export function connect(worker) {
  const waiting = new Map()
  let last = 0
  let closed = null

  function settle(id, how, value) {
    const call = waiting.get(id)
    if (!call) return
    waiting.delete(id)
    call.cleanUp()
    call[how](value)
  }

  function fail(error) {
    closed = error
    for (const id of [...waiting.keys()]) settle(id, 'reject', error)
  }

  worker.addEventListener('message', ({ data }) => {
    if ('progress' in data) waiting.get(data.id)?.onProgress?.(data.progress)
    else if ('error' in data) settle(data.id, 'reject', revive(data.error))
    else settle(data.id, 'resolve', data.value)
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault?.()
    fail(
      taskfareError('worker-failed', event.message || 'the worker could not start', {
        hint:
          "the bundler did not build the worker's file. Vite: worker: { format: 'es' }, before version 8 also " +
          "optimizeDeps: { exclude: ['taskfare'] }; Rollup, esbuild and others: pass { worker } of your own that imports 'taskfare/worker-thread'",
      }),
    )
  })

  async function call(message, options = {}) {
    requireOptions(options, ['signal', 'onProgress', 'transfer'])
    const { signal, onProgress, transfer = [] } = options
    optional(requireSignal, signal, 'options.signal')
    if (closed) throw closed
    signal?.throwIfAborted()
    const id = ++last
    return new Promise((resolve, reject) => {
      const abort = () => {
        worker.postMessage({ cancel: id })
        settle(id, 'reject', signal.reason)
      }
      signal?.addEventListener('abort', abort)
      const cleanUp = () => signal?.removeEventListener('abort', abort)
      waiting.set(id, { resolve, reject, onProgress, cleanUp })
      try {
        worker.postMessage({ id, ...message, wantsProgress: onProgress !== undefined }, transfer)
      } catch (error) {
        settle(id, 'reject', unsendable(error))
      }
    })
  }

  function close() {
    worker.terminate()
    fail(taskfareError('worker-closed', 'the worker was closed'))
  }

  return { call, close }
}

/** A function, a symbol, a class of one's own. */
const unsendable = (error) =>
  taskfareError('invalid-argument', `an argument cannot go to a worker: ${error.message}`, { path: 'arguments', hint: 'plain data, bytes, files and streams can', cause: error })

/** An error that crossed as plain data, as an `Error` again. */
function revive({ name, message, code, path, line, hint }) {
  return Object.assign(new Error(message), { name, code, path, line, hint })
}
