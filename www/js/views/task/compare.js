/** Pinned offers held against each other: what the cheapest of them saves, on average and from task to task. */
import { assign, fill, h } from '../../dom.js'
import { sigmaOf, Z90 } from '../../spreadmath.js'
import { LETTERS } from './table.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('./rows.js').Row} Row */

/**
 * The cost of one offer over that of another on one and the same task, 8 in 10 of them. What the task itself asks for
 * is the same on both; chance from run to run, and what is not known of either model, is not.
 * @param {Row} one @param {Row} other both with a cost
 * @param {number} taskShare share of the variance that belongs to the task, 0..1
 */
export function ratioBand(one, other, taskShare) {
  const parts = [one, other].map(({ projection: { cost, levelSigma } }) => {
    const whole = cost ? sigmaOf(cost) : 0
    const level = Math.min(levelSigma, whole)
    return { level, own: Math.sqrt(whole ** 2 - level ** 2) }
  })
  const unlike = parts.reduce((sum, { level, own }) => sum + level ** 2 + own ** 2, 0)
  const alike = 2 * taskShare * parts.reduce((product, { own }) => product * own, 1)
  const width = Z90 * Math.sqrt(Math.max(0, unlike - alike))
  const middle = (one.fare ?? 0) / (other.fare ?? 1)
  return { middle, low: middle * Math.exp(-width), high: middle * Math.exp(width) }
}

/** @param {Page} page */
export function createCompare(page) {
  const { t, format, store } = page
  const element = h('p', { class: 'compare', role: 'status' })
  // On a narrow page the pinned rows may be far away: a button beside Share leads to them.
  const dock = h('button', { type: 'button', class: 'button compare-dock', hidden: true, onclick: () => element.scrollIntoView({ block: 'start' }) })
  const letter = (/** @type {Row} */ row) => LETTERS[store.state.pins.indexOf(row.offer.id)] ?? ''
  const saved = (/** @type {number} */ ratio) => format.percent(1 - ratio, t('under1'))

  /** @param {Row} least @param {Row} other @param {number} taskShare */
  function sentence(least, other, taskShare) {
    const { middle, low, high } = ratioBand(least, other, taskShare)
    const band = high <= 1 ? t('task.compareLess', { from: saved(high), to: saved(low) }) : t('task.compareFrom', { times: format.plain(high, 1), to: saved(low) })
    return h('span', null, t('task.compare', { one: letter(least), other: letter(other), less: saved(middle) }), ' ', h('span', { class: 'hint' }, band))
  }

  return {
    element,
    dock,
    /** @param {Row[]} rows @param {import('../../scenario.js').Scenario} scenario */
    update(rows, { profile }) {
      const pinned = rows.filter(({ offer }) => store.state.pins.includes(offer.id))
      const [least, ...others] = pinned.filter(({ fare }) => fare !== null).sort((left, right) => (left.fare ?? 0) - (right.fare ?? 0))
      fill(element, least ? others.map((other) => sentence(least, other, profile.taskShare)) : null)
      dock.hidden = pinned.length < 2
      fill(dock, t('task.compareDock', { count: pinned.length }))
      assign(document.documentElement, { 'data-docked': !dock.hidden })
    },
    remove: () => assign(document.documentElement, { 'data-docked': null }),
  }
}
