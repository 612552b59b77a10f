// One adapter for each tokenizer: load it, then `count(text)` and `encode(text)` (which returns ids).
// `files` are what a visitor's browser would have to fetch. A `slow` peer takes part in fewer rounds,
// and not in the hostile texts, on which it is quadratic.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import zlib from 'node:zlib'
import { crate } from './crate.js'

export const here = path.dirname(fileURLToPath(import.meta.url))
export const root = path.join(here, '../..')
const require = createRequire(import.meta.url)

export const OURS = process.env.TASKFARE_WASM ?? path.join(root, 'pkg/wasm/tokens')
export const VOCABULARY = path.join(root, 'pkg/vocab/o200k_base.tfv.gz')

/** The crate that is fastest of the peers: ratios are against it. */
export const RIVAL = 'goliajp tiktoken (crate)'
/** Who takes part in a browser too: taskfare and the two fastest. */
export const FASTEST = ['taskfare', RIVAL, 'bpe-openai (crate)']

async function taskfare() {
  const module = await import(pathToFileURL(path.join(OURS, 'tokens.js')))
  const wasm = module.initSync({ module: fs.readFileSync(path.join(OURS, 'tokens_bg.wasm')) })
  const encoding = new module.Encoding(zlib.gunzipSync(fs.readFileSync(VOCABULARY)))
  return {
    count: (text) => encoding.count(text),
    encode: (text) => encoding.encode(text),
    document: (text) => encoding.document(text),
    memory: () => wasm.memory.buffer.byteLength,
  }
}

export const crateFile = (name) =>
  path.join(
    process.env.CARGO_TARGET_DIR ?? path.join(root, 'target/peers'),
    `wasm32-unknown-unknown/release/peer_${name.replaceAll('-', '_')}.wasm`,
  )

const fromCrate = (name) => ({ load: () => crate(fs.readFileSync(crateFile(name))), files: () => [crateFile(name)] })
const inPackage = (...parts) => path.join(here, 'node_modules', ...parts)

/** A module and all that it imports from its own package. */
function modules(entry, found = new Set()) {
  if (found.has(entry)) return found
  found.add(entry)
  for (const [, to] of fs.readFileSync(entry, 'utf8').matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
    modules(path.join(path.dirname(entry), to), found)
  }
  return found
}

const resolved = (name) => fileURLToPath(import.meta.resolve(name))

export const peers = {
  taskfare: { load: taskfare, files: () => [path.join(OURS, 'tokens.js'), path.join(OURS, 'tokens_bg.wasm'), VOCABULARY] },
  [RIVAL]: fromCrate('goliajp'),
  'bpe-openai (crate)': fromCrate('bpe-openai'),
  'tiktoken-rs (crate)': fromCrate('tiktoken-rs'),
  'gpt-tokenizer (npm)': {
    slow: true,
    load: async () => {
      const { encode, countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
      const plain = { allowedSpecial: new Set(), disallowedSpecial: new Set() }
      return { count: (text) => countTokens(text, plain), encode: (text) => encode(text, plain) }
    },
    files: () => [...modules(resolved('gpt-tokenizer/encoding/o200k_base'))],
  },
  'ai-tokenizer (npm)': {
    slow: true,
    load: async () => {
      const { default: Tokenizer } = await import('ai-tokenizer')
      const encoding = await import('ai-tokenizer/encoding/o200k_base')
      const tokenizer = new Tokenizer(encoding)
      return { count: (text) => tokenizer.count(text), encode: (text) => tokenizer.encode(text, [], []) }
    },
    files: () => [...modules(resolved('ai-tokenizer/encoding/o200k_base'), modules(resolved('ai-tokenizer')))],
  },
  'tiktoken (npm)': {
    slow: true,
    load: async () => {
      const { Tiktoken } = require('tiktoken/lite')
      const { bpe_ranks, special_tokens, pat_str } = require('tiktoken/encoders/o200k_base.json')
      const encoding = new Tiktoken(bpe_ranks, special_tokens, pat_str)
      const encode = (text) => encoding.encode_ordinary(text)
      return { count: (text) => encode(text).length, encode }
    },
    files: () => [
      inPackage('tiktoken/lite/tiktoken_bg.wasm'),
      inPackage('tiktoken/lite/tiktoken_bg.js'),
      inPackage('tiktoken/encoders/o200k_base.json'),
    ],
  },
  'js-tiktoken (npm)': {
    slow: true,
    load: async () => {
      const { Tiktoken } = await import('js-tiktoken/lite')
      const { default: ranks } = await import('js-tiktoken/ranks/o200k_base')
      const encoding = new Tiktoken(ranks)
      const encode = (text) => encoding.encode(text, [], [])
      return { count: (text) => encode(text).length, encode }
    },
    files: () => [...modules(resolved('js-tiktoken/ranks/o200k_base'), modules(resolved('js-tiktoken/lite')))],
  },
}

/** gzip bytes to the first count. A file that is gzip already travels as it is. */
export function transfer(files) {
  const packed = files.filter((file) => file.endsWith('.gz'))
  const rest = files.filter((file) => !file.endsWith('.gz'))
  const gzip = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length
  return packed.reduce((sum, file) => sum + fs.statSync(file).size, 0) + rest.reduce((sum, file) => sum + gzip(file), 0)
}
