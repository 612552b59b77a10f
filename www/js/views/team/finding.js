/** One finding of a list: what it is about, what it is, and what that rests on. */
import { h } from '../../dom.js'

/** @param {string} label @param {import('../../dom.js').Children} what @param {string} sub */
export const item = (label, what, sub) => h('li', null, h('span', { class: 'hint' }, label), h('p', { class: 'finding' }, what), h('span', { class: 'sub' }, sub))
