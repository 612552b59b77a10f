/** The package's worker in a thread of Node, which has neither `self` nor files to fetch. */
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { createWorkerEngine } from '../../../pkg/worker.js'

const pkg = new URL('../../../pkg/', import.meta.url)
const thread = `
  import { parentPort } from 'node:worker_threads'
  const heard = []
  globalThis.self = {
    addEventListener: (_, hear) => parentPort.on('message', (data) => hear({ data })),
    postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
  }
  // What comes before the thread's file is there waits for it.
  const wait = (data) => heard.push(data)
  parentPort.on('message', wait)
  await import('${new URL('lib/worker/thread.js', pkg)}')
  parentPort.off('message', wait)
  for (const data of heard) parentPort.emit('message', data)
`

/** An engine in a thread of its own. */
export function threadEngine() {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(thread)}`))
  const web = {
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    addEventListener: (type, hear) => worker.on(type, (value) => hear(type === 'message' ? { data: value } : { message: value.message })),
    terminate: () => worker.terminate(),
  }
  const [wasm, ownWasm, bodiesWasm, logs, fleet] = ['analysis', 'own', 'bodies', 'logs', 'fleet'].map((kind) => readFileSync(new URL(`wasm/${kind}/${kind}_bg.wasm`, pkg)))
  return createWorkerEngine({ worker: web, wasm, ownWasm, bodiesWasm, logs, fleet })
}
