/**
 * Where the package's own files are in Node, Deno and Bun: on disk beside this
 * module. Read when first needed; the synchronous forms serve `createEngineSync`.
 */
import { readFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { gunzip, gunzipSync } from 'node:zlib'
import { taskfareError } from '../errors.js'
import { compileBytes } from '../fetching.js'

const WASM = {
  engine: new URL('../../wasm/engine/engine_bg.wasm', import.meta.url),
  own: new URL('../../wasm/own/own_bg.wasm', import.meta.url),
  bodies: new URL('../../wasm/bodies/bodies_bg.wasm', import.meta.url),
  tokens: new URL('../../wasm/tokens/tokens_bg.wasm', import.meta.url),
}

const VOCABULARIES = {
  o200k_base: new URL('../../vocab/o200k_base.tfv.gz', import.meta.url),
  o200k_harmony: new URL('../../vocab/o200k_harmony.tfv.gz', import.meta.url),
  cl100k_base: new URL('../../vocab/cl100k_base.tfv.gz', import.meta.url),
  p50k_base: new URL('../../vocab/p50k_base.tfv.gz', import.meta.url),
  p50k_edit: new URL('../../vocab/p50k_edit.tfv.gz', import.meta.url),
  r50k_base: new URL('../../vocab/r50k_base.tfv.gz', import.meta.url),
}

const inflate = promisify(gunzip)

function missing(url) {
  return (error) => {
    throw taskfareError('asset-unavailable', 'could not read one of the package’s own files', {
      path: String(url),
      hint: "a server bundler did not copy it. Next: serverExternalPackages: ['taskfare']; others: mark 'taskfare' as external",
      cause: error,
    })
  }
}

function readNow(url) {
  try {
    return readFileSync(url)
  } catch (error) {
    return missing(url)(error)
  }
}

async function vocabulary(name, { onProgress, signal } = {}) {
  const url = VOCABULARIES[name]
  const bytes = await readFile(url, { signal }).catch((error) => {
    if (error.name === 'AbortError') throw error
    return missing(url)(error)
  })
  onProgress?.({ loaded: bytes.length, total: bytes.length })
  return inflate(bytes)
}

export const platform = {
  name: 'node',
  encodings: Object.keys(VOCABULARIES),
  compile: async (kind) => compileBytes(await readFile(WASM[kind]).catch(missing(WASM[kind])), String(WASM[kind])),
  compileNow: (kind) => new WebAssembly.Module(readNow(WASM[kind])),
  vocabulary,
  vocabularyNow: (name) => gunzipSync(readNow(VOCABULARIES[name])),
}
