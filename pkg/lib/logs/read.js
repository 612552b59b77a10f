/**
 * Reading logs: files in any form the platform has them, handed to the wasm
 * chunk by chunk, so that a large log is never in memory whole.
 */
import { LogReader } from '../../wasm/logs/logs.js'
import { isTaskfareError, optional, requireOptions, requireSignal, requireType, taskfareError } from '../errors.js'
import { chunksOf, filesOf } from './files.js'

/** The calls of logs, each once; made by `readLogs`. */
export class Log {
  #raw
  constructor(raw) {
    this.#raw = raw
  }
  report(options = {}) {
    requireOptions(options, ['redact'])
    const { redact = false } = options
    requireType(redact, 'boolean', 'options.redact')
    return Log.rawOf(this).report(redact)
  }
  /** Gives its memory back; it can be used no more. */
  close() {
    this.#raw?.free()
    this.#raw = null
  }
  /** For the engine alone. */
  static rawOf(log) {
    if (log instanceof Log && log.#raw) return log.#raw
    throw taskfareError('invalid-argument', log instanceof Log ? 'the log is closed' : 'expected what readLogs gave', { path: 'log' })
  }
}

/** What came of a file's own device, not of its content. */
class Unreadable extends Error {}

/** Reads files, handles or `{ name, data }`; a `File` of a page is one. */
export async function readLogs(given, options = {}) {
  requireOptions(options, ['onProgress', 'signal'])
  const { onProgress, signal } = options
  optional(requireType, onProgress, 'function', 'options.onProgress')
  optional(requireSignal, signal, 'options.signal')
  const reader = new LogReader()
  try {
    const { files, totals } = await listed(given, onProgress, signal)
    const at = { files: 0, bytes: 0, ...totals }
    for await (const file of files) {
      signal?.throwIfAborted()
      await readOne(reader, file, at, { onProgress, signal })
    }
    signal?.throwIfAborted()
    return new Log(reader.finish())
  } catch (error) {
    reader.free()
    throw error
  }
}

/** The files and, where someone watches the progress and it can be known before reading, how much there is. */
async function listed(given, onProgress, signal) {
  const unknown = { files: filesOf(given), totals: { filesTotal: null, bytesTotal: null } }
  if (!onProgress || given?.[Symbol.asyncIterator]) return unknown
  const [files, sizes] = [[], []]
  for await (const file of filesOf(given)) {
    signal?.throwIfAborted()
    files.push(file)
    // One that cannot be opened is reported when its turn comes.
    sizes.push(await Promise.resolve(file.size()).catch(() => 0))
  }
  const bytesTotal = sizes.every(Number.isFinite) ? sizes.reduce((sum, size) => sum + size, 0) : null
  return { files, totals: { filesTotal: files.length, bytesTotal } }
}

/** Reads one file; one that cannot be read is reported, and the others go on. */
async function readOne(reader, file, at, { onProgress, signal }) {
  at.files += 1
  try {
    for await (const chunk of readable(file)) {
      signal?.throwIfAborted()
      reader.push(file.name, chunk)
      at.bytes += chunk.byteLength
      onProgress?.({ file: file.name, ...at, calls: reader.calls })
    }
    reader.endFile()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    reader.fail(file.name, error.message)
  }
}

async function* readable({ name, open }) {
  try {
    yield* chunksOf(await open(), name)
  } catch (error) {
    throw isTaskfareError(error) ? error : new Unreadable(error.message)
  }
}
