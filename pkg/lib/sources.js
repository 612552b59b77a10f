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

/** By its tag, not its class: a test runner's or a frame's `WebAssembly` is another one. */
const tagged = (value, tag) => Object.prototype.toString.call(value) === `[object ${tag}]`
const isModule = (value) => tagged(value, 'WebAssembly.Module')
const isResponse = (value) => tagged(value, 'Response')
const isAddress = (value) => typeof value === 'string' || value instanceof URL

export function requireModule(module) {
  if (isModule(module)) return
  throw taskfareError('invalid-argument', 'expected a WebAssembly.Module', { path: 'module', hint: 'await WebAssembly.compile(bytes)' })
}

/** Refuses what `createEngine({ wasm })` does not accept; gives what was promised. */
export async function requireSource(source) {
  const value = await source
  if (isModule(value) || isBytes(value) || isResponse(value) || isAddress(value)) return value
  throw taskfareError('invalid-argument', 'expected a WebAssembly.Module, bytes, a Response or a URL', { path: 'wasm' })
}

/** A compiled module from whatever `createEngine({ wasm })` accepts. */
export async function compileSource(source) {
  const value = await requireSource(source)
  if (isModule(value)) return value
  if (isBytes(value)) return compileBytes(value, 'wasm')
  if (isResponse(value)) return compileResponse(value, value.url)
  const file = await fileOf(value)
  return file ? compileBytes(file, String(value)) : compileResponse(fetch(value), value)
}

/** The same as it can go to a worker: responses do not travel, and an address is meant from here. */
export async function postable(source) {
  if (source === undefined) return undefined
  const value = await requireSource(source)
  if (isResponse(value)) return compileSource(value)
  return isAddress(value) ? absolute(value) : value
}

/** An address as it means the same from anywhere. */
export function absolute(url) {
  if (url instanceof URL) return url.href
  const base = globalThis.document?.baseURI ?? globalThis.location?.href
  return typeof url === 'string' && base !== undefined && URL.canParse(url, base) ? new URL(url, base).href : url
}

/** Node fetches no `file:` addresses; null where there is no disk, or none is meant. */
async function fileOf(url) {
  const disk = String(url).startsWith('file:') && globalThis.process?.getBuiltinModule?.('node:fs/promises')
  if (!disk) return null
  return disk.readFile(new URL(url)).catch((error) => {
    throw taskfareError('asset-unavailable', 'the file cannot be read', { path: String(url), cause: error })
  })
}

/** Inflated vocabulary bytes from `{ bytes }` or `{ url }`; null where neither is given. */
export async function vocabularySource({ bytes, url, onProgress }) {
  if (url !== undefined) {
    if (!(url instanceof URL)) requireType(url, 'string', 'url')
    const file = await fileOf(url)
    return file ? inflate(file) : readVocabulary(url, { onProgress })
  }
  if (bytes === undefined) return null
  const value = await bytes
  if (!isBytes(value)) throw taskfareError('invalid-argument', 'expected bytes', { path: 'bytes' })
  return inflate(asBytes(value))
}
