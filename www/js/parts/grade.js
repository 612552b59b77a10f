/** How a count is known: a full dot, a half dot or a dashed ring, and always the word. */
import { h } from '../dom.js'
import { explain } from './popover.js'

/** @typedef {import('../../pkg/wasm/engine/engine.js').CountGrade} CountGrade */

/** @type {Record<CountGrade, string>} */
const LOOKS = { exact: 'grade', 'vendor-stated': 'grade half', 'measured-band': 'grade half', unknown: 'grade none' }

/** @param {{ t: import('../i18n.js').Words }} page @param {CountGrade} grade @param {import('../dom.js').Children} more what the word rests on */
export function gradeBadge({ t }, grade, more) {
  return explain(h('span', { class: LOOKS[grade] }, t(`grade.${grade}`)), () => more)
}
