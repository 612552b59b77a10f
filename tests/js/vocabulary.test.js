import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packVocabulary } from '../../pkg/lib/vocabulary/index.js'

const QWEN = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

/** The printable stand-ins of byte-level vocabularies, written independently of the reader. */
const standIn = (() => {
  const own = [...Array(256).keys()].filter((b) => (b > 32 && b < 127) || (b > 160 && b !== 173))
  const others = [...Array(256).keys()].filter((b) => !own.includes(b))
  return (byte) => String.fromCodePoint(own.includes(byte) ? byte : 256 + others.indexOf(byte))
})()

function huggingFace(changes = {}) {
  const vocab = Object.fromEntries([...Array(256).keys()].map((byte) => [standIn(byte), byte]))
  const merges = [['t', 'h'], ['th', 'e'], [standIn(32), 'the']]
  merges.forEach((pair, at) => (vocab[pair.join('')] = 256 + at))
  return {
    normalizer: null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Split', pattern: { Regex: QWEN }, behavior: 'Isolated', invert: false }, { type: 'ByteLevel', add_prefix_space: false, use_regex: false }] },
    added_tokens: [{ id: 900, content: '<|end|>' }],
    model: { type: 'BPE', vocab, merges },
    ...changes,
  }
}

const tiktoken = (tokens) => tokens.map((bytes, rank) => `${Buffer.from(bytes, 'latin1').toString('base64')} ${rank}`).join('\n')
const bytes = [...Array(256).keys()].map((byte) => String.fromCharCode(byte))

const header = (file) => {
  const view = new DataView(file.buffer)
  return { magic: String.fromCharCode(...file.slice(0, 4)), tokens: view.getUint32(12, true), literals: view.getUint32(16, true), runs: view.getUint32(20, true), specials: view.getUint32(24, true), splitter: file[32], flags: file[33] }
}

test('a tokenizer.json is packed with its splitter, merges and special tokens', () => {
  const file = packVocabulary(JSON.stringify(huggingFace()), { name: 'tiny' })
  assert.deepEqual(header(file), { magic: 'TFV1', tokens: 259, literals: 256, runs: 1, specials: 1, splitter: 3, flags: 1 })
  const again = packVocabulary(new TextEncoder().encode(JSON.stringify(huggingFace())), { name: 'tiny' })
  assert.deepEqual(again, file)
})

test('merges written as "a b" mean the same', () => {
  const given = huggingFace()
  const spaced = { ...given, model: { ...given.model, merges: given.model.merges.map((pair) => pair.join(' ')) } }
  assert.deepEqual(packVocabulary(JSON.stringify(spaced)), packVocabulary(JSON.stringify(given)))
})

test('a .tiktoken file needs a splitter', () => {
  const text = tiktoken([...bytes, 'th', 'the'])
  assert.throws(() => packVocabulary(text), { code: 'bad-vocabulary', message: /splitter/ })
  assert.equal(header(packVocabulary(text, { splitter: 'llama3' })).splitter, 4)
  assert.throws(() => packVocabulary(text, { splitter: 'toString' }), { code: 'bad-vocabulary' })
})

test('a tekken.json keeps its ids behind the special tokens', () => {
  const pattern = "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
  const vocab = [...bytes, 'th'].map((b, rank) => ({ rank, token_bytes: Buffer.from(b, 'latin1').toString('base64') }))
  const file = { config: { pattern, default_vocab_size: 267, default_num_special_tokens: 10 }, vocab }
  assert.equal(header(packVocabulary(JSON.stringify(file))).splitter, 5)
  file.config.pattern = '\\w+'
  assert.throws(() => packVocabulary(JSON.stringify(file)), { code: 'bad-vocabulary', message: /\\w\+/ })
})

test('what cannot be read is named', () => {
  const refused = (changes, message) =>
    assert.throws(() => packVocabulary(JSON.stringify(huggingFace(changes))), { name: 'TaskfareError', code: 'bad-vocabulary', message })
  refused({ normalizer: { type: 'Replace' } }, /normaliser: Replace/)
  refused({ normalizer: { type: 'Sequence', normalizers: [{ type: 'Lowercase' }] } }, /normaliser: Lowercase/)
  refused({ pre_tokenizer: { type: 'Metaspace' } }, /pre-tokenizer: Metaspace/)
  refused({ pre_tokenizer: null }, /pre-tokenizer: none/)
  refused({ model: { type: 'Unigram' } }, /model: Unigram/)
  refused({ model: { ...huggingFace().model, byte_fallback: true } }, /byte_fallback/)
  const { model } = huggingFace()
  refused({ model: { ...model, merges: [['t', 'x']] } }, /merge/)
  refused({ model: { ...model, vocab: { ...model.vocab, '漢': 999 } } }, /byte-level/)
  for (const text of ['', 'hello', '{', '{}', 'QQ== x', 'QQ== 1 2', '{"vocab":[],"config":{}}']) {
    assert.throws(() => packVocabulary(text, { splitter: 'gpt2' }), { code: 'bad-vocabulary' }, text)
  }
  assert.throws(() => packVocabulary(new Uint8Array([0xff, 0xfe, 0])), { code: 'bad-vocabulary' })
})

test('cut and altered files are refused, never a crash', () => {
  const whole = JSON.stringify(huggingFace())
  let state = 7
  const roll = (sides) => (state = (state * 48271) % 2147483647) % sides
  for (let round = 0; round < 300; round++) {
    const at = roll(whole.length)
    const text = round % 2 ? whole.slice(0, at) : whole.slice(0, at) + String.fromCharCode(32 + roll(90)) + whole.slice(at + 1)
    try {
      assert.equal(header(packVocabulary(text)).magic, 'TFV1')
    } catch (error) {
      assert.equal(error.code, 'bad-vocabulary', `${round}: ${error.stack}`)
    }
  }
})
