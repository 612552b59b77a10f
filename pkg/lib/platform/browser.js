/**
 * Where the package's own files are in a browser, a web worker, and any
 * bundler's output: beside this module, fetched when first needed.
 *
 * Every `new URL('…', import.meta.url)` is written out literally, because that
 * is the form by which Vite and webpack find a file and copy it to their output.
 */
import { compileResponse, readVocabulary } from '../fetching.js'

const WASM = {
  engine: () => new URL('../../wasm/engine/engine_bg.wasm', import.meta.url),
  own: () => new URL('../../wasm/own/own_bg.wasm', import.meta.url),
  bodies: () => new URL('../../wasm/bodies/bodies_bg.wasm', import.meta.url),
  tokens: () => new URL('../../wasm/tokens/tokens_bg.wasm', import.meta.url),
}

const VOCABULARIES = {
  o200k_base: () => new URL('../../vocab/o200k_base.tfv.gz', import.meta.url),
  o200k_harmony: () => new URL('../../vocab/o200k_harmony.tfv.gz', import.meta.url),
  cl100k_base: () => new URL('../../vocab/cl100k_base.tfv.gz', import.meta.url),
  p50k_base: () => new URL('../../vocab/p50k_base.tfv.gz', import.meta.url),
  p50k_edit: () => new URL('../../vocab/p50k_edit.tfv.gz', import.meta.url),
  r50k_base: () => new URL('../../vocab/r50k_base.tfv.gz', import.meta.url),
}

export const platform = {
  name: 'browser',
  encodings: Object.keys(VOCABULARIES),
  compile: (kind) => compileResponse(fetch(WASM[kind]()), WASM[kind]()),
  vocabulary: (name, options) => readVocabulary(VOCABULARIES[name](), options),
}
