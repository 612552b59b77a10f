/**
 * Reading logs: files in any form the platform has them, handed to the engine
 * chunk by chunk, so that a large log is never in memory whole.
 */
import { LogReader } from '../wasm/engine/engine.js'
import { requireType, taskfareError } from './errors.js'

const encoder = new TextEncoder()

/** The chunks of a file's data: text, bytes, a `Blob`, or anything that yields bytes. */
async function* chunksOf(data, name) {
  if (typeof data === 'string') yield encoder.encode(data)
  else if (data instanceof ArrayBuffer) yield new Uint8Array(data)
  else if (ArrayBuffer.isView(data)) yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  else if (typeof data?.stream === 'function') yield* chunksOf(data.stream(), name)
  else if (typeof data?.getReader === 'function') yield* readAll(data.getReader())
  else if (data?.[Symbol.asyncIterator] || data?.[Symbol.iterator]) yield* data
  else throw taskfareError('invalid-argument', 'expected text, bytes, a Blob or a stream', { path: name })
}

/** Not every browser iterates a stream. */
async function* readAll(reader) {
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

/** The calls of logs, each once; made by `readLogs`. */
export class Log {
  #raw
  constructor(raw) {
    this.#raw = raw
  }
  report() {
    return this.#raw.report()
  }
  /** For the engine alone. */
  static rawOf(log) {
    if (log instanceof Log) return log.#raw
    throw taskfareError('invalid-argument', 'expected what readLogs gave', { path: 'log' })
  }
}

/** Reads `{ name, data }` files; a `File` of a page is one. */
export async function readLogs(files, { onProgress } = {}) {
  if (!files?.[Symbol.iterator] && !files?.[Symbol.asyncIterator]) throw taskfareError('invalid-argument', 'expected a list of files', { path: 'files' })
  const reader = new LogReader()
  let bytes = 0
  for await (const file of files) {
    requireType(file, 'object', 'files')
    requireType(file.name, 'string', 'files.name')
    for await (const chunk of chunksOf(file.data ?? file, file.name)) {
      reader.push(file.name, chunk)
      bytes += chunk.length
      onProgress?.({ file: file.name, bytes, calls: reader.calls })
    }
    reader.endFile()
  }
  return new Log(reader.finish())
}
