/** Split patterns of published tokenizers, and which splitter of the encoder does the same. */

const LETTERS = "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+"
const TAIL = "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
const UPPER = '[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]'
const LOWER = '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]'
const SUFFIX = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
const PREFIX = '[^\\r\\n\\p{L}\\p{N}]?'

const cased = (suffix, digits) =>
  `${PREFIX}${UPPER}*${LOWER}+${suffix}|${PREFIX}${UPPER}+${LOWER}*${suffix}|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|${TAIL}`

const KNOWN = new Map([
  ["'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", 'gpt2'],
  ["'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", 'gpt2'],
  [`${SUFFIX}|${LETTERS}|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|${TAIL}`, 'qwen'],
  [`${SUFFIX}|${LETTERS}|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|${TAIL}`, 'llama3'],
  [cased(`${SUFFIX}?`, '\\p{N}{1,3}'), 'o200k'],
  [cased('', '\\p{N}'), 'tekken'],
])

const DEEPSEEK = [
  '\\p{N}{1,3}',
  '[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+',
  '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+',
].join(' then ')

/** The splitter of a list of patterns that cut one after another, or null. */
export function splitterOf(patterns) {
  // Some files hold line ends as characters, some as escapes.
  const written = patterns.join(' then ').replaceAll('\r', '\\r').replaceAll('\n', '\\n')
  return written === DEEPSEEK ? 'deepseek' : (KNOWN.get(written) ?? null)
}
