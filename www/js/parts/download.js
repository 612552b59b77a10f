/** Files and texts made in the page and handed to the reader. */
import { h } from '../dom.js'

/** @param {string} name @param {string} type @param {string} content */
export function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = h('a', { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** @typedef {(string | number | null)[][]} Rows the first is the header */

/** @param {Rows} rows RFC 4180; a cell that a spreadsheet would run as a formula is quoted as text */
export function toCsv(rows) {
  return rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n'
}

/** @param {string | number | null} value */
function csvCell(value) {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t]/.test(value) && !/^-?\d/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** @param {Rows} rows */
export function toMarkdown([header = [], ...body]) {
  const line = (/** @type {Rows[number]} */ cells) => `| ${cells.map((cell) => String(cell ?? '').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...body.map(line)].join('\n') + '\n'
}
