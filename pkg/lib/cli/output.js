/** Tables for people, CSV and JSON for programs. */
import { styleText } from 'node:util'

/** Colours a text where the stream is a terminal that wants it: Node heeds NO_COLOR, FORCE_COLOR, CI and TERM. */
export const paint = (style, text, stream = process.stdout) => styleText(style, text, { stream })

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
/** Columns of a terminal that a text takes. */
const width = (text) => [...text].reduce((sum, c) => sum + (WIDE.test(c) ? 2 : 1), 0)
const pad = (text, to, right) => (right ? ' '.repeat(to - width(text)) + text : text + ' '.repeat(to - width(text)))

/**
 * Rows as an aligned table. A column is `{ title, right, style, cell(row) }`;
 * `cell` gives the text, `value` the datum of CSV where it differs.
 */
export function table(columns, rows) {
  const cells = rows.map((row) => columns.map((column) => String(column.cell(row) ?? '')))
  const widths = columns.map((column, i) => Math.max(width(column.title), ...cells.map((row) => width(row[i]))))
  const line = (texts, style) =>
    texts
      .map((text, i) => {
        const padded = i === texts.length - 1 && !columns[i].right ? text : pad(text, widths[i], columns[i].right)
        const chosen = style ?? columns[i].style
        return chosen ? paint(chosen, padded) : padded
      })
      .join('  ')
  return [line(columns.map((column) => column.title), 'dim'), ...cells.map((row) => line(row))].join('\n')
}

const quoted = (value) => {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as RFC 4180 CSV, one header line. */
export function csv(columns, rows) {
  const lines = [columns.map((column) => quoted(column.name ?? column.title))]
  for (const row of rows) lines.push(columns.map((column) => quoted((column.value ?? column.cell)(row))))
  return lines.map((line) => line.join(',')).join('\r\n')
}

export const json = (value) => JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? Number(v) : v), 2)

/** Prints a result in the form the options ask for: `data` as JSON, `rows` as CSV or a table. */
export function print({ values, data, columns, rows, before = '', after = '' }) {
  if (values.json) return void process.stdout.write(`${json(data)}\n`)
  if (values.csv) return void process.stdout.write(`${csv(columns, rows)}\r\n`)
  const parts = [before, rows.length > 0 ? table(columns, rows) : '', after]
  process.stdout.write(`${parts.filter(Boolean).join('\n\n')}\n`)
}

/** A passing line on a terminal's standard error; nothing where it is piped. */
export function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
}
