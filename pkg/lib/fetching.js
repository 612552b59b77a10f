/**
 * Reading the package's files over HTTP: what arrives is looked at before it is
 * used, because the usual failure of a bundler is an HTML page in place of the
 * file, and the engine's own message for that ("expected magic word") helps nobody.
 */
import { taskfareError } from './errors.js'
import { inflate } from './inflate.js'

const BUNDLER_HINT =
  "the bundler or server did not copy the package's files. Vite before version 8: optimizeDeps: { exclude: ['taskfare'] } in vite.config.js; " +
  "Rollup: @web/rollup-plugin-import-meta-assets; esbuild, Turbopack: pass a URL ({ wasm: url }, or { url } for an encoding) or import from 'taskfare/inline'"

/** Turns an unusable response into an error that says what arrived and what to do. */
async function usable(response, url) {
  const path = String(response.url || url)
  if (!response.ok) {
    throw taskfareError('asset-unavailable', `the server answered ${response.status}`, { path, hint: BUNDLER_HINT })
  }
  if ((response.headers.get('content-type') ?? '').includes('text/html')) throw htmlError(path)
  return response
}

function htmlError(path) {
  return taskfareError('asset-unavailable', 'an HTML page came instead of the file', { path, hint: BUNDLER_HINT })
}

async function settle(pending, url) {
  try {
    return await usable(await pending, url)
  } catch (error) {
    if (error.name === 'TaskfareError' || error.name === 'AbortError') throw error
    throw taskfareError('asset-unavailable', `could not fetch the file: ${error.message}`, {
      path: String(url),
      hint: 'it is one of the package’s own static files: check the network, connect-src of the page’s policy, and the path',
      cause: error,
    })
  }
}

/** Compiles bytes that should be WebAssembly; `path` names where they came from. */
export async function compileBytes(bytes, path) {
  const head = new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, Math.min(4, bytes.byteLength))
  if (head[0] === 0x3c) throw htmlError(path)
  if (String(head) !== '0,97,115,109') {
    throw taskfareError('asset-unavailable', 'the file is not WebAssembly', { path, hint: BUNDLER_HINT })
  }
  return explainRefusal(WebAssembly.compile(bytes), path)
}

/** Compiles a response that should be WebAssembly, while it streams in where the server names its type. */
export async function compileResponse(pending, url) {
  const response = await settle(pending, url)
  if ((response.headers.get('content-type') ?? '').startsWith('application/wasm')) {
    return explainRefusal(WebAssembly.compileStreaming(response), String(response.url || url))
  }
  return compileBytes(await response.arrayBuffer(), String(response.url || url))
}

async function explainRefusal(compiling, path) {
  try {
    return await compiling
  } catch (error) {
    if (error.name === 'AbortError') throw error
    // A type of WebAssembly on an HTML page: the engine says only which bytes it found, `<` first.
    if (/magic word.*found 3c/i.test(error.message)) throw htmlError(path)
    if (!/unsafe-eval|Content Security Policy|blocked by CSP/i.test(error.message)) throw damaged(error, path)
    throw taskfareError('wasm-blocked', "the page's Content-Security-Policy forbids WebAssembly", {
      hint: "add 'wasm-unsafe-eval' to script-src",
      cause: error,
    })
  }
}

const damaged = (error, path) =>
  taskfareError('asset-unavailable', `the file is not whole WebAssembly: ${error.message}`, { path, hint: BUNDLER_HINT, cause: error })

/**
 * Fetches a packed vocabulary and inflates it. Servers differ in whether they
 * undo the gzip of a `.gz` file on the way, so the bytes decide, not the header.
 */
export async function readVocabulary(url, { onProgress, signal } = {}) {
  const response = await settle(fetch(url, { signal }), url)
  const bytes = await readAll(response, onProgress)
  if (bytes[0] === 0x3c) throw htmlError(String(response.url || url))
  return inflate(bytes)
}

/** The whole body, reporting `{ loaded, total }` bytes; `total` is null where the length on the wire is another. */
async function readAll(response, onProgress) {
  if (!onProgress || !response.body) return new Uint8Array(await response.arrayBuffer())
  const length = response.headers.get('content-encoding') ? null : response.headers.get('content-length')
  const total = length === null ? null : Number(length)
  const chunks = []
  let loaded = 0
  onProgress({ loaded, total })
  const reader = response.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value)
    loaded += next.value.length
    onProgress({ loaded, total })
  }
  return concatenate(chunks, loaded)
}

function concatenate(chunks, length) {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
