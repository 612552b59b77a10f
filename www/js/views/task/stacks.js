/** Tokens (or money) billed at each call of one run, as stacks. */
import { s } from '../../dom.js'
import { KINDS, niceTicks, readable } from '../../parts/chart.js'

/** @typedef {import('../../projecting.js').AnatomyCall} AnatomyCall */
/** @typedef {import('../../parts/chart.js').Kind} Kind */

/** @param {AnatomyCall} call @returns {Record<Kind, number>} */
export const tokensOf = (call) => ({ read: call.read, fresh: call.fresh, write: call.written, output: call.output, reasoning: call.reasoning })

/** A column of a run with few calls, pixels: wider ones say nothing more. */
const WIDEST = 56

/** Calls drawn: what a screen can tell apart. A run of more says how many there are. */
export const DRAWN = 1200

/** The calls of a run's own agent that are drawn. @param {{ calls: AnatomyCall[] }} run */
export const drawnCalls = ({ calls }) => calls.filter(({ agent }) => agent === 0).slice(0, DRAWN)

/**
 * @param {object} options
 * @param {AnatomyCall[]} options.calls
 * @param {number} options.width @param {number} options.height
 * @param {(call: AnatomyCall) => Record<Kind, number>} options.valuesOf
 * @param {(value: number) => string} options.label of the axis
 * @param {(call: AnatomyCall) => string} options.say
 * @param {string} options.name what assistive technology calls the chart
 * @param {number} [options.right] room kept free at the right
 */
export function stacks({ calls, width, height, valuesOf, label, say, name, right = 4 }) {
  const left = 46
  const bottom = 20
  const top = 10
  const totals = calls.map((call) => Object.values(valuesOf(call)).reduce((sum, value) => sum + value, 0))
  const most = totals.reduce((highest, total) => Math.max(highest, total), 1e-9)
  const ticks = niceTicks(most * 1.02)
  const highest = Math.max(ticks.at(-1) ?? 1, most)
  const y = (/** @type {number} */ value) => top + (1 - value / highest) * (height - top - bottom)
  const step = (width - left - right) / Math.max(1, calls.length)
  const gap = step > WIDEST ? step - WIDEST : step > 5 ? 1.5 : step > 2.5 ? 0.6 : 0
  const x = (/** @type {number} */ at) => left + at * step + (step > WIDEST ? gap / 2 : 0)
  const middle = (/** @type {number} */ at) => left + (at + 0.5) * step
  const drawing = s('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, width, height })
  for (const tick of ticks) {
    drawing.append(s('path', { class: 'gridline', d: `M${left} ${y(tick)}H${width - right}` }))
    drawing.append(s('text', { x: left - 8, y: y(tick) + 4, class: 'axis-text end' }, label(tick)))
  }
  calls.forEach((call, at) => {
    const values = valuesOf(call)
    let base = 0
    for (const kind of KINDS) {
      const value = values[kind]
      if (value <= 0) continue
      drawing.append(s('rect', { class: `k-${kind}`, x: x(at), y: y(base + value), width: Math.max(0.5, step - gap), height: Math.max(0.4, y(base) - y(base + value)) }))
      base += value
    }
  })
  for (const at of callTicks(calls.length)) drawing.append(s('text', { x: middle(at - 1), y: height - 4, class: 'axis-text middle' }, at))
  const notes = readable(drawing, calls.length, (at) => ({ x: middle(at), text: say(/** @type {AnatomyCall} */ (calls[at])) }), name)
  return { drawing, notes, x: middle, y, left, right: width - right, highest }
}

/** Calls that carry a number: the first, the last, round ones between. @param {number} count */
export function callTicks(count) {
  const step = count <= 12 ? 2 : count <= 30 ? 5 : count <= 90 ? 20 : count <= 240 ? 40 : Math.ceil(count / 600) * 100
  const ticks = [1]
  for (let at = step; at < count - step / 3; at += step) if (at > 1) ticks.push(at)
  if (count > 1) ticks.push(count)
  return ticks
}
