/** Engine and tokenizer as text in the script (`taskfare/inline`), decoded when first needed. */
import engine from '../../wasm/inline/engine.js'
import own from '../../wasm/inline/own.js'
import bodies from '../../wasm/inline/bodies.js'
import tokens from '../../wasm/inline/tokens.js'
import { taskfareError } from '../errors.js'

const TEXTS = { engine, own, bodies, tokens }
const bytesOf = (kind) => Uint8Array.from(atob(TEXTS[kind]), (c) => c.charCodeAt(0))

export const platform = {
  name: 'inline',
  encodings: [],
  compile: async (kind) => WebAssembly.compile(bytesOf(kind)),
  compileNow: (kind) => new WebAssembly.Module(bytesOf(kind)),
  vocabulary: async (name) => {
    throw taskfareError('encoding-not-loaded', `taskfare/inline carries no vocabulary for ${name}`, {
      path: name,
      hint: `pass { url } or { bytes } of 'taskfare/encodings/${name}.tfv.gz'`,
    })
  },
}
