/** Files dropped on the page, read as UTF-8 text or refused with the reason and the place. */

/** Largest file that is read, in MB of 1,000,000 bytes: it and its tokens must fit a phone's memory. */
export const LIMIT_MB = 20

/** @typedef {{ reason: 'tooLarge' | 'binary' | 'utf16' | 'notUtf8' | 'unreadable', name: string, at?: number, size?: number }} Refusal */

/**
 * @param {File[]} files
 * @returns {Promise<{ text: string, names: string[] } | { refusal: Refusal }>}
 */
export async function readFiles(files) {
  const total = files.reduce((sum, file) => sum + file.size, 0)
  const first = files[0]
  if (!first) return { text: '', names: [] }
  if (total > LIMIT_MB * 1e6) return { refusal: { reason: 'tooLarge', name: first.name, size: total / 1e6 } }
  const texts = []
  for (const file of files) {
    const bytes = await file.arrayBuffer().catch(() => null)
    if (bytes === null) return { refusal: { reason: 'unreadable', name: file.name } }
    const read = asText(new Uint8Array(bytes))
    if ('reason' in read) return { refusal: { ...read, name: file.name } }
    texts.push(read.text)
  }
  return { text: texts.join('\n'), names: files.map((file) => file.name) }
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ text: string } | { reason: 'binary' | 'utf16' | 'notUtf8', at: number }} a byte order mark is kept: it is a token too
 */
export function asText(bytes) {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return { reason: 'utf16', at: 0 }
  const zero = bytes.indexOf(0)
  if (zero >= 0) return { reason: 'binary', at: zero }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { reason: 'notUtf8', at: firstBadByte(bytes) }
  }
}

/** Place of the first byte that is no UTF-8. @param {Uint8Array} bytes */
export function firstBadByte(bytes) {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return at
}

/** Bytes of the well-formed sequence at a place; 0 where there is none (Unicode 15, table 3-7). @param {Uint8Array} bytes @param {number} at */
function sequenceLength(bytes, at) {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
  if (length === 0) return 0
  const second = bytes[at + 1] ?? 0
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return 0
  for (let next = 2; next < length; next++) {
    const byte = bytes[at + next] ?? 0
    if (byte < 0x80 || byte > 0xbf) return 0
  }
  return length
}

/** What every request body of the vendors we know holds, by its first field. */
const BODIES = ['messages', 'contents', 'input']

/** The request body that a text is, if it is one: JSON as it would be sent to a vendor. @param {string} text @returns {object | null} */
export function requestIn(text) {
  if (!/^\s*\{/.test(text)) return null
  try {
    const value = JSON.parse(text)
    return BODIES.some((field) => Array.isArray(value[field])) ? value : null
  } catch {
    return null
  }
}
