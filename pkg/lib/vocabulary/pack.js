/**
 * Writes the packed vocabulary file (src/tokens/format.rs tells its layout) from
 * a list of tokens. Byte strings are JS strings of one character per byte, whose
 * parts are joined and looked up without any copying.
 */
import { taskfareError } from '../errors.js'

const MOST_TOKENS = 1 << 18
const LONGEST = 1024
const MERGES_ONLY = 1

export const badVocabulary = (message, hint) => taskfareError('bad-vocabulary', message, { hint })

/** Number of each splitter in the file. */
export const SPLITTERS = { gpt2: 0, cl100k: 1, o200k: 2, qwen: 3, llama3: 4, tekken: 5, kimi: 6, deepseek: 7 }

/** The two parts that merge last into `token`, or null where merging does not reach it. */
export function lastMerge(token, index) {
  const ends = Array.from({ length: token.length + 1 }, (_, at) => at)
  if (token.length < 2) return null
  while (ends.length > 3) {
    let best = Infinity
    let at = -1
    for (let i = 0; i + 2 < ends.length; i++) {
      const rank = index.get(token.slice(ends[i], ends[i + 2]))
      if (rank !== undefined && rank < best) [best, at] = [rank, i]
    }
    if (at < 0) return null
    ends.splice(at + 1, 1)
  }
  const [left, right] = [index.get(token.slice(0, ends[1])), index.get(token.slice(ends[1]))]
  return left === undefined || right === undefined ? null : [left, right]
}

/** Every token's index, its merge priority; refuses what the format cannot hold. */
export function indexOf(tokens) {
  if (tokens.length > MOST_TOKENS) throw badVocabulary(`${tokens.length} tokens; at most ${MOST_TOKENS} can be packed`)
  const index = new Map()
  tokens.forEach(({ id, bytes }, at) => {
    if (!Number.isInteger(id) || id < 0 || id > 0xffffffff) throw badVocabulary(`${id} is no token id`)
    if (bytes.length === 0 || bytes.length > LONGEST) throw badVocabulary(`token ${id} has ${bytes.length} bytes`)
    if (index.has(bytes)) throw badVocabulary(`token ${id} has the bytes of another token`)
    index.set(bytes, at)
  })
  for (let byte = 0; byte < 256; byte++) {
    if (!index.has(String.fromCharCode(byte))) {
      throw badVocabulary(`no token for the single byte ${byte}`, 'only byte-level BPE vocabularies can be read')
    }
  }
  return index
}

/** The file of `{ name, splitter, mergesOnly, tokens: [{ id, bytes }], specials: [{ id, text }] }`. */
export function pack(source) {
  const index = indexOf(source.tokens)
  const planes = Array.from({ length: 6 }, () => [])
  const [literals, extra, runs] = [[], [], []]
  const count = { literals: 0, extra: 0 }
  source.tokens.forEach(({ id, bytes }, at) => {
    const last = runs.at(-1)
    if (!last || id - last[1] !== at - last[0]) runs.push([at, id])
    const pair = lastMerge(bytes, index)
    if (pair && pair[0] < at && pair[1] < at) {
      for (let k = 0; k < 3; k++) {
        planes[k].push((pair[0] >> (8 * k)) & 255)
        planes[k + 3].push((pair[1] >> (8 * k)) & 255)
      }
      return
    }
    count.literals++
    word(literals, at)
    short(literals, codes(bytes))
    if (pair) {
      count.extra++
      for (const part of [pair[0], pair[1], at]) word(extra, part)
    }
  })
  const specials = source.specials.map(({ id, text }) => [id, new TextEncoder().encode(text)])
  const body = []
  for (const n of [source.tokens.length, count.literals, runs.length, specials.length, count.extra]) word(body, n)
  body.push(SPLITTERS[source.splitter], source.mergesOnly ? MERGES_ONLY : 0)
  short(body, new TextEncoder().encode(source.name))
  for (const [first, id] of runs) {
    word(body, first)
    word(body, id)
  }
  for (const [id, text] of specials) {
    word(body, id)
    short(body, text)
  }
  const parts = [Uint8Array.from(body), ...[literals, extra, ...planes].map((part) => Uint8Array.from(part))]
  return seal(parts)
}

const codes = (bytes) => Array.from(bytes, (c) => c.charCodeAt(0))

function word(into, n) {
  into.push(n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24)
}

function short(into, bytes) {
  if (bytes.length > 255) throw badVocabulary('a name or a literal token is longer than 255 bytes')
  into.push(bytes.length, ...bytes)
}

/** Magic, checksum and the parts as one file. */
function seal(parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const file = new Uint8Array(12 + length)
  let at = 12
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  file.set(new TextEncoder().encode('TFV1'))
  new DataView(file.buffer).setBigUint64(4, checksum(file.subarray(12)), true)
  return file
}

const K = 0x9e3779b97f4a7c15n
const rotate = (n) => BigInt.asUintN(64, (n << 29n) | (n >> 35n))

/** The word-wise hash of src/tokens/format.rs. */
function checksum(bytes) {
  let state = BigInt(bytes.length) ^ K
  const padded = new Uint8Array((Math.floor(bytes.length / 8) + 1) * 8)
  padded.set(bytes)
  const view = new DataView(padded.buffer)
  // The last word is what is left of the bytes, filled with zeros.
  for (let at = 0; at < padded.length; at += 8) {
    state = rotate(BigInt.asUintN(64, (state ^ view.getBigUint64(at, true)) * K))
  }
  return state
}
