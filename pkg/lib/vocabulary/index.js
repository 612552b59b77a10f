/**
 * Vocabulary files that a user brings: `.tiktoken`, Mistral's `tekken.json`, and
 * Hugging Face's `tokenizer.json` of byte-level BPE, into the packed file that
 * `loadEncoding(name, { bytes })` takes. Loaded only when somebody brings one.
 */
import { optional, requireOptions, requireType } from '../errors.js'
import { SPLITTERS, badVocabulary, pack } from './pack.js'
import { huggingFace } from './hugging-face.js'
import { splitterOf } from './patterns.js'

/**
 * The packed vocabulary of a file's bytes or text. `splitter` is needed for a
 * `.tiktoken` file, which does not say how text is cut into pieces.
 */
export function packVocabulary(file, options = {}) {
  requireOptions(options, ['name', 'splitter'])
  const { name = 'custom', splitter } = options
  requireType(name, 'string', 'name')
  optional(requireType, splitter, 'string', 'splitter')
  if (splitter !== undefined && !Object.hasOwn(SPLITTERS, splitter)) {
    throw badVocabulary(`no splitter named ${JSON.stringify(splitter)}`, `splitters are ${Object.keys(SPLITTERS).join(', ')}`)
  }
  const text = typeof file === 'string' ? file : decode(file)
  const read = text.trimStart().startsWith('{') ? json(text) : tiktoken(text)
  const source = { specials: [], mergesOnly: false, ...read }
  source.splitter = splitter ?? source.splitter
  if (!source.splitter) {
    throw badVocabulary(
      'a .tiktoken file does not say how text is split',
      `give { splitter }: one of ${Object.keys(SPLITTERS).join(', ')}; Llama 3 is llama3`,
    )
  }
  return pack({ ...source, name })
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badVocabulary('the file is not text', 'expected .tiktoken, tekken.json or tokenizer.json; SentencePiece models are not supported')
  }
}

function json(text) {
  let parsed
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw badVocabulary(`the file is not JSON: ${error.message}`, 'it may be cut short')
  }
  if (parsed.model && typeof parsed.model === 'object') return huggingFace(parsed)
  if (Array.isArray(parsed.vocab) && parsed.config) return tekken(parsed)
  throw badVocabulary('JSON of no known kind', 'expected tekken.json (config, vocab) or tokenizer.json (model)')
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

function base64(text, place) {
  if (typeof text !== 'string' || !BASE64.test(text)) throw badVocabulary(`${place} is not base64`)
  try {
    return atob(text)
  } catch {
    throw badVocabulary(`${place} is not base64`)
  }
}

/** Lines of base64 and rank; the rank is id and merge priority. */
function tiktoken(text) {
  const tokens = []
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '') return
    const [bytes, rank, ...rest] = line.trim().split(' ')
    if (rest.length > 0 || !/^\d{1,9}$/.test(rank ?? '')) {
      throw badVocabulary(`line ${at + 1} is not "<base64> <rank>"`, 'expected a .tiktoken file, tekken.json or tokenizer.json')
    }
    tokens.push({ id: Number(rank), bytes: base64(bytes, `line ${at + 1}`) })
  })
  return { tokens: tokens.sort((a, b) => a.id - b.id) }
}

/** Mistral's: ranks behind the special tokens. */
function tekken({ config, vocab, special_tokens: special }) {
  const [size, reserved] = [config.default_vocab_size, config.default_num_special_tokens]
  if (!Number.isInteger(size) || !Number.isInteger(reserved)) {
    throw badVocabulary('tekken.json without config.default_vocab_size and default_num_special_tokens')
  }
  const splitter = splitterOf([String(config.pattern)])
  if (!splitter) throw badVocabulary(`unsupported split pattern: ${config.pattern}`, 'only patterns of known tokenizers are read')
  const tokens = vocab.slice(0, Math.max(size - reserved, 0)).map(({ rank, token_bytes: bytes }) => ({
    id: Number(rank) + reserved,
    bytes: base64(bytes, `vocab[${rank}]`),
  }))
  const specials = (Array.isArray(special) ? special : []).map(({ rank, token_str: text }) => ({ id: Number(rank), text: String(text) }))
  return { tokens: tokens.sort((a, b) => a.id - b.id), splitter, specials }
}
