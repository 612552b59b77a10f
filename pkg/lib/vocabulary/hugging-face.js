/** Hugging Face `tokenizer.json` of byte-level BPE. */
import { badVocabulary, indexOf, lastMerge } from './pack.js'
import { splitterOf } from './patterns.js'

const ONLY = 'only byte-level BPE without normaliser, with the split pattern of a known tokenizer, can be read'

/** Tokens in order of merging, splitter and special tokens. */
export function huggingFace(file) {
  const { model } = file
  if (model.type !== undefined && model.type !== 'BPE') throw badVocabulary(`unsupported model: ${model.type}`, ONLY)
  for (const part of ['byte_fallback', 'continuing_subword_prefix', 'end_of_word_suffix', 'dropout']) {
    if (model[part]) throw badVocabulary(`unsupported model option: ${part}`, ONLY)
  }
  normaliser(file.normalizer)
  const splitter = preTokenizer(file.pre_tokenizer)
  const added = Array.isArray(file.added_tokens) ? file.added_tokens : []
  const specials = added.map(({ id, content }) => ({ id: Number(id), text: String(content) }))
  return { ...inOrder(model, new Set(specials.map(({ text }) => text))), splitter, specials, mergesOnly: !model.ignore_merges }
}

function normaliser(normalizer) {
  if (!normalizer) return
  if (normalizer.type === 'Sequence') return (normalizer.normalizers ?? []).forEach(normaliser)
  // Composed text is what nearly everyone writes; the package says what it leaves out.
  if (normalizer.type === 'NFC') return
  throw badVocabulary(`unsupported normaliser: ${normalizer.type}`, ONLY)
}

function preTokenizer(given) {
  const steps = given?.type === 'Sequence' ? (given.pretokenizers ?? []) : [given]
  const patterns = []
  for (const step of steps) {
    if (step?.type === 'ByteLevel') {
      if (step.add_prefix_space) throw badVocabulary('unsupported pre-tokenizer option: add_prefix_space', ONLY)
      if (step.use_regex ?? true) patterns.push("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+")
    } else if (step?.type === 'Split' && step.pattern?.Regex && !step.invert && ['Isolated', 'Removed'].includes(step.behavior)) {
      if (step.behavior === 'Removed') throw badVocabulary('unsupported split behaviour: Removed', ONLY)
      patterns.push(step.pattern.Regex)
    } else {
      throw badVocabulary(`unsupported pre-tokenizer: ${step?.type ?? 'none'}`, ONLY)
    }
  }
  const splitter = splitterOf(patterns)
  if (!splitter) throw badVocabulary(`unsupported split pattern: ${patterns.join(' then ')}`, ONLY)
  return splitter
}

/** GPT-2's printable stand-in of each byte, back to the byte. */
const BYTES = (() => {
  const printable = (b) => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174
  const map = new Map()
  let next = 256
  for (let byte = 0; byte < 256; byte++) map.set(String.fromCharCode(printable(byte) ? byte : next++), String.fromCharCode(byte))
  return map
})()

function bytesOf(text) {
  let bytes = ''
  for (const c of text) {
    const byte = BYTES.get(c)
    if (byte === undefined) return null
    bytes += byte
  }
  return bytes
}

/** Single bytes, then what merges make in their order, then what none makes. */
function inOrder(model, special) {
  const ids = new Map()
  for (const [text, id] of Object.entries(model.vocab ?? {})) {
    if (special.has(text)) continue
    const bytes = bytesOf(text)
    if (bytes === null) throw badVocabulary(`the token ${JSON.stringify(text)} is not byte-level`, ONLY)
    ids.set(bytes, Number(id))
  }
  const first = new Map()
  for (const merge of Array.isArray(model.merges) ? model.merges : []) {
    const pair = (typeof merge === 'string' ? merge.split(' ') : merge).map(bytesOf)
    const whole = pair.join('')
    if (pair.length !== 2 || !ids.has(whole) || !ids.has(pair[0]) || !ids.has(pair[1])) {
      throw badVocabulary(`the merge ${JSON.stringify(merge)} is not of this vocabulary`)
    }
    if (!first.has(whole)) first.set(whole, pair)
  }
  const known = [...ids.keys()].sort((a, b) => ids.get(a) - ids.get(b))
  const single = known.filter((bytes) => bytes.length === 1)
  // Without ignore_merges a token that no merge makes is never produced.
  const rest = known.filter((bytes) => model.ignore_merges && bytes.length > 1 && !first.has(bytes))
  const order = [...single, ...[...first.keys()].filter((bytes) => bytes.length > 1), ...rest]
  const tokens = order.map((bytes) => ({ id: ids.get(bytes), bytes }))
  check(tokens, first)
  return { tokens }
}

/** The encoder merges by what two parts spell; that must be what the list of merges says. */
function check(tokens, first) {
  const index = indexOf(tokens)
  for (const { id, bytes } of tokens) {
    const listed = first.get(bytes)
    if (!listed) continue
    const found = lastMerge(bytes, index)
    if (!found || tokens[found[0]].bytes !== listed[0]) {
      throw badVocabulary(`the merges of token ${id} do not follow their order`, ONLY)
    }
  }
}
