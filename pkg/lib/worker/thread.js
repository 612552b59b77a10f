/**
 * The worker's end: a queue of calls, run one after another. Between two calls
 * the thread returns to its event loop, so that a withdrawal which arrived
 * meanwhile is seen before the call it withdraws. Reading logs returns to it
 * between chunks, and ends where it is withdrawn.
 */
import { createAnalysis, createFleet, createLogs, loadEncoding } from '../../browser.js'
import { ENCODING_METHODS, ENGINE_METHODS, FLEET_METHODS, LOG_METHODS, TABLE_METHODS } from './methods.js'

const queue = []
const encodings = new Map()
const logs = new Map()
/** What makes each handle of a wasm file, and those that are made. */
const MAKERS = { engine: createAnalysis, logs: createLogs, fleet: createFleet }
const handles = new Map()
let options = {}
let running = null

self.addEventListener('message', ({ data }) => {
  if ('cancel' in data) {
    const at = queue.findIndex((job) => job.id === data.cancel)
    if (at >= 0) queue.splice(at, 1)
    if (running?.id === data.cancel) running.abort.abort()
    // Read to its end while the withdrawal was on its way: nobody holds it.
    if (logs.has(data.cancel)) closeLog(data.cancel)
    return
  }
  queue.push(data)
  if (!running) run()
})

async function run() {
  while (queue.length > 0) {
    const job = queue.shift()
    running = { id: job.id, abort: new AbortController() }
    await answer(job)
    await new Promise((resolve) => setTimeout(resolve))
  }
  running = null
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
  if (target === 'readLogs') return read(id, args, wantsProgress)
  if (target.startsWith('log:')) return ofLog(Number(target.slice('log:'.length)), method, args)
  if (target === 'engine') return (await handle('engine'))[known(ENGINE_METHODS, method)](...args)
  if (target === 'table') return ofTable((await handle('engine')).table[known(TABLE_METHODS, method)])
  if (target === 'fleet') return (await handle('fleet'))[known(FLEET_METHODS, method)](...args)
  return encodings.get(target.slice('encoding:'.length))[known(ENCODING_METHODS, method)](...args)
}

/** The table's `checked` is a value, which a worker can but answer with. */
const ofTable = (fact) => (typeof fact === 'function' ? fact() : fact)

/** Only methods of the list cross the line. */
function known(methods, method) {
  if (Object.hasOwn(methods, method)) return method
  throw new TypeError(`no method ${method} in the worker`)
}

/** Each starts with the first call that needs it: counting alone loads no prices, and prices no readers of logs. */
async function handle(kind) {
  if (!handles.has(kind)) handles.set(kind, MAKERS[kind](options[kind]))
  try {
    return await handles.get(kind)
  } catch (error) {
    handles.delete(kind)
    throw error
  }
}

/** Progress this often, in milliseconds: a page draws no faster. */
const TICK = 50

async function read(id, [files], wantsProgress) {
  const reader = await handle('logs')
  let last = 0
  const onProgress = (progress) => {
    const now = performance.now()
    if (now - last < TICK) return
    last = now
    self.postMessage({ id, progress })
  }
  logs.set(id, await reader.readLogs(files, { signal: running.abort.signal, onProgress: wantsProgress ? onProgress : undefined }))
  return id
}

async function ofLog(id, method, args) {
  const log = logs.get(id)
  if (method === 'report') return log.report(...args)
  if (method === 'close') return closeLog(id)
  return (await handle('logs'))[known(LOG_METHODS, method)](log, ...args)
}

function closeLog(id) {
  logs.get(id).close()
  logs.delete(id)
  return null
}

async function open(id, [name, source], wantsProgress) {
  const onProgress = wantsProgress ? (progress) => self.postMessage({ id, progress }) : undefined
  encodings.set(name, await loadEncoding(name, { ...source, onProgress }))
  return null
}
