/** A figure whose decimal point stands under that of the row above. */
import { h } from '../dom.js'

/** @param {string} text */
export function decimalCell(text) {
  const at = text.search(/[.](?=\d)/)
  if (at < 0) return h('span', { class: 'decimal' }, h('span', null, text), h('span'))
  return h('span', { class: 'decimal' }, h('span', null, text.slice(0, at)), h('span', null, text.slice(at)))
}
