/**
 * The mark of uncertainty: a dot for the typical value, a bar for 8 in 10, a
 * thin line to a tick for 1 in 100 above. Solid where measured, hollow where
 * carried over. Always beside the same figures as text, so it is hidden from
 * assistive technology.
 */
import { h } from '../dom.js'

/** @typedef {{ low?: number, typical: number, high?: number, tail?: number, measured?: boolean }} Spread */

/** @param {import('./axis.js').Axis} axis @param {Spread} spread */
export function rangeMark(axis, { low, typical, high, tail, measured = true }) {
  const mark = emptyMark(axis)
  if (!measured) mark.classList.add('hollow')
  if (tail !== undefined && high !== undefined) mark.append(place(h('i', { class: 'tail' }), axis.at(high), axis.at(tail)))
  if (low !== undefined && high !== undefined) mark.append(place(h('i', { class: 'bar8' }), axis.at(low), axis.at(high)))
  mark.append(place(h('i', { class: 'dot' }), axis.at(typical)))
  return mark
}

/** The place of a mark, the axis's grid behind it. On each mark and not on its table: that would style every cell anew. @param {import('./axis.js').Axis | null} axis */
export function emptyMark(axis) {
  const mark = h('div', { class: 'mark', 'aria-hidden': 'true' })
  mark.style.setProperty('--ticks', axis?.grid ?? 'none')
  return mark
}

/** @param {HTMLElement} part @param {number} from @param {number} [to] shares of the axis */
function place(part, from, to) {
  part.style.insetInlineStart = `${(from * 100).toFixed(2)}%`
  if (to !== undefined) part.style.width = `${((to - from) * 100).toFixed(2)}%`
  return part
}
