/** A log axis of money, shared by every row of a table so that rows compare. */
import { fill, h } from '../dom.js'

/**
 * @typedef {object} Axis
 * @property {(value: number) => number} at place of a value, 0 to 1
 * @property {{ value: number, at: number }[]} ticks
 * @property {string} grid lines at the ticks, as a background
 */

/**
 * @param {number[]} values positive amounts that must fit; others are left out
 * @returns {Axis | null} null where there is nothing to show
 */
export function logAxis(values) {
  const shown = values.filter((value) => value > 0 && Number.isFinite(value))
  if (shown.length === 0) return null
  const low = Math.log10(Math.min(...shown))
  const high = Math.log10(Math.max(...shown))
  const pad = Math.max(0.08, (high - low) * 0.04)
  const start = low - pad
  const width = high - low + 2 * pad
  const at = (/** @type {number} */ value) => Math.min(1, Math.max(0, (Math.log10(value) - start) / width))
  const marked = ticks(start, start + width).map((value) => ({ value, at: at(value) }))
  return { at, ticks: marked, grid: gridOf(marked) }
}

/** Ones and threes per decade, ones alone where those would crowd. @param {number} low @param {number} high */
function ticks(low, high) {
  const steps = high - low > 2.6 ? [1] : [1, 3]
  const every = high - low > 4.2 ? 2 : 1
  const found = []
  for (let decade = Math.floor(low); decade <= Math.ceil(high); decade++) {
    if (decade % every !== 0) continue
    for (const step of steps) {
      const value = step * 10 ** decade
      const place = Math.log10(value)
      // A label at the very edge would stand outside the column.
      if ((place - low) / (high - low) > 0.04 && (high - place) / (high - low) > 0.03) found.push(Number(value.toPrecision(1)))
    }
  }
  return found
}

/** @param {Axis['ticks']} ticks */
function gridOf(ticks) {
  const line = 'linear-gradient(var(--grid), var(--grid)) no-repeat'
  return ticks.map(({ at }) => `${line} ${(at * 100).toFixed(2)}% 0 / 1px 100%`).join(', ') || 'none'
}

/** Writes an axis over its column. @param {Axis | null} axis @param {HTMLElement} head @param {(value: number) => string} label */
export function drawAxis(axis, head, label) {
  fill(head, axis?.ticks.map(({ value, at }) => tickElement(label(value), at)) ?? [])
}

/** @param {string} text @param {number} at */
function tickElement(text, at) {
  const element = h('span', null, text)
  element.style.insetInlineStart = `${(at * 100).toFixed(2)}%`
  return element
}
