// One adapter for each tokenizer: load it, then `count(text)` and `encode(text)` (which returns ids).
// `files` are what a visitor's browser would have to fetch, unpacked.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import zlib from 'node:zlib'

export const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.join(here, '../..')
const require = createRequire(import.meta.url)

const OURS = process.env.TASKFARE_WASM ?? path.join(root, 'pkg/wasm/tokens')
const VOCABULARY = path.join(root, 'pkg/vocab/o200k_base.tfv.gz')

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

/** A crate behind the three functions of crates/shim.rs. */
export async function crate(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {})
  const { memory, reserve, count, encode, ids } = instance.exports
  const encoder = new TextEncoder()
  const write = (text) => {
    const room = text.length * 3
    const at = reserve(room)
    return encoder.encodeInto(text, new Uint8Array(memory.buffer, at, room)).written
  }
  return {
    count: (text) => count(write(text)),
    encode: (text) => {
      const length = encode(write(text))
      return new Uint32Array(memory.buffer, ids(), length).slice()
    },
    memory: () => memory.buffer.byteLength,
  }
}

const fromCrate = (name) => ({ load: () => crate(fs.readFileSync(crateFile(name))), files: [crateFile(name)] })
const inPackage = (name, file) => path.join(here, 'node_modules', name, file)

export const peers = {
  taskfare: { load: taskfare, files: [path.join(OURS, 'tokens.js'), path.join(OURS, 'tokens_bg.wasm'), VOCABULARY] },
  'goliajp tiktoken (crate)': fromCrate('goliajp'),
  'bpe-openai (crate)': fromCrate('bpe-openai'),
  'tiktoken-rs (crate)': fromCrate('tiktoken-rs'),
  'gpt-tokenizer (npm)': {
    load: async () => {
      const { encode, countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
      const plain = { allowedSpecial: new Set(), disallowedSpecial: new Set() }
      return { count: (text) => countTokens(text, plain), encode: (text) => encode(text, plain) }
    },
  },
  'ai-tokenizer (npm)': {
    load: async () => {
      const { default: Tokenizer } = await import('ai-tokenizer')
      const encoding = await import('ai-tokenizer/encoding/o200k_base')
      const tokenizer = new Tokenizer(encoding)
      return { count: (text) => tokenizer.count(text), encode: (text) => tokenizer.encode(text) }
    },
  },
  'tiktoken (npm)': {
    load: async () => {
      const { Tiktoken } = require('tiktoken/lite')
      const { bpe_ranks, special_tokens, pat_str } = require('tiktoken/encoders/o200k_base.json')
      const encoding = new Tiktoken(bpe_ranks, special_tokens, pat_str)
      const encode = (text) => encoding.encode_ordinary(text)
      return { count: (text) => encode(text).length, encode }
    },
    files: [
      inPackage('tiktoken', 'lite/tiktoken_bg.wasm'),
      inPackage('tiktoken', 'lite/tiktoken_bg.js'),
      inPackage('tiktoken', 'encoders/o200k_base.json'),
    ],
  },
  'js-tiktoken (npm)': {
    load: async () => {
      const { Tiktoken } = await import('js-tiktoken/lite')
      const { default: ranks } = await import('js-tiktoken/ranks/o200k_base')
      const encoding = new Tiktoken(ranks)
      const encode = (text) => encoding.encode(text, [], [])
      return { count: (text) => encode(text).length, encode }
    },
  },
}
