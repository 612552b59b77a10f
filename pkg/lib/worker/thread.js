/**
 * The worker's end: a queue of calls, run one after another. Between two calls
 * the thread returns to its event loop, so that a withdrawal which arrived
 * meanwhile is seen before the call it withdraws.
 */
import { createEngine, loadEncoding } from '../../browser.js'
import { ENCODING_METHODS, ENGINE_METHODS } from './methods.js'

const queue = []
const encodings = new Map()
let options = {}
let engine = null
let running = false

self.addEventListener('message', ({ data }) => {
  if ('cancel' in data) {
    const at = queue.findIndex((job) => job.id === data.cancel)
    if (at >= 0) queue.splice(at, 1)
    return
  }
  queue.push(data)
  if (!running) run()
})

async function run() {
  running = true
  while (queue.length > 0) {
    await answer(queue.shift())
    await new Promise((resolve) => setTimeout(resolve))
  }
  running = false
}

async function answer(job) {
  try {
    const value = await perform(job)
    self.postMessage({ id: job.id, value }, transferable(value))
  } catch (error) {
    const { name, message, code, path, line, hint } = error
    self.postMessage({ id: job.id, error: { name, message, code, path, line, hint } })
  }
}

/** Token ids and spans move to the page without a copy. */
const transferable = (value) => (ArrayBuffer.isView(value) ? [value.buffer] : [])

async function perform({ id, target, method, args, wantsProgress }) {
  if (target === 'open') {
    options = args[0]
    return null
  }
  if (target === 'loadEncoding') return open(id, args, wantsProgress)
  if (target === 'engine') return (await theEngine())[known(ENGINE_METHODS, method)](...args)
  return encodings.get(target.slice('encoding:'.length))[known(ENCODING_METHODS, method)](...args)
}

/** Only methods of the list cross the line. */
function known(methods, method) {
  if (Object.hasOwn(methods, method)) return method
  throw new TypeError(`no method ${method} in the worker`)
}

/** The engine starts with the first call that needs it: counting alone loads no prices. */
async function theEngine() {
  engine ??= createEngine(options)
  try {
    return await engine
  } catch (error) {
    engine = null
    throw error
  }
}

async function open(id, [name, source], wantsProgress) {
  const onProgress = wantsProgress ? (progress) => self.postMessage({ id, progress }) : undefined
  encodings.set(name, await loadEncoding(name, { ...source, onProgress }))
  return null
}
