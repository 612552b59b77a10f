/**
 * What callers may hand in where the package would otherwise find its own
 * file: compiled modules, bytes, responses, addresses.
 */
import { compileBytes, compileResponse, readVocabulary } from './fetching.js'
import { requireType, taskfareError } from './errors.js'
import { inflate } from './inflate.js'

const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
const asBytes = (value) =>
  value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength)

/** A compiled module from whatever `createEngine({ wasm })` accepts. */
export async function compileSource(source) {
  const value = await source
  if (value instanceof WebAssembly.Module) return value
  if (isBytes(value)) return compileBytes(value, 'wasm')
  if (typeof Response !== 'undefined' && value instanceof Response) return compileResponse(value, value.url)
  if (typeof value === 'string' || value instanceof URL) return compileResponse(fetch(value), value)
  throw taskfareError('invalid-argument', 'expected a WebAssembly.Module, bytes, a Response or a URL', { path: 'wasm' })
}

/** Inflated vocabulary bytes from `{ bytes }` or `{ url }`; null where neither is given. */
export async function vocabularySource(platform, { bytes, url, onProgress }) {
  if (url !== undefined && !(url instanceof URL)) requireType(url, 'string', 'url')
  // Node fetches no `file:` addresses; a platform with a disk reads them itself.
  if (url !== undefined && platform.file && String(url).startsWith('file:')) return inflate(await platform.file(url))
  if (url !== undefined) return readVocabulary(url, { onProgress })
  if (bytes === undefined) return null
  const value = await bytes
  if (!isBytes(value)) throw taskfareError('invalid-argument', 'expected bytes', { path: 'bytes' })
  return inflate(asBytes(value))
}
