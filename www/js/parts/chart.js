/**
 * Charts as SVG over figures that also stand as text. A chart is one tab stop:
 * arrow keys move a reading line from call to call.
 */
import { assign, h, s } from '../dom.js'

/** The kinds of tokens in the order they are stacked: from cheap to dear. */
export const KINDS = /** @type {const} */ (['read', 'fresh', 'write', 'output', 'reasoning'])

/** @typedef {typeof KINDS[number]} Kind */

/** Hatch of what is billed but hidden; one definition for the page. */
export function hatchDefinition() {
  return s(
    'svg',
    { width: 0, height: 0, class: 'defs', 'aria-hidden': 'true' },
    s('defs', null, s('pattern', { id: 'ochre', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('rect', { width: 6, height: 6, class: 'ochre' }), s('rect', { width: 1.6, height: 6, class: 'ochre-line' })), s('pattern', { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('rect', { width: 5, height: 5, class: 'k-output' }), s('rect', { width: 2.6, height: 5, class: 'k-reasoning' }))),
  )
}

/** A square of a kind's ink, for legends. @param {Kind | 'other'} kind */
export const swatch = (kind) => s('svg', { class: 'swatch', viewBox: '0 0 13 12', 'aria-hidden': 'true' }, s('rect', { x: 0.5, y: 0.5, width: 12, height: 11, rx: 2, class: `k-${kind}` }))

/** Round values for an axis from 0 to the first at or above the top. @param {number} top @param {number} [wanted] */
export function niceTicks(top, wanted = 4) {
  if (!(top > 0)) return [0]
  const raw = top / wanted
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((value) => value >= raw) ?? raw
  const ticks = []
  for (let nth = 0; (nth - 1) * step < top * 0.9999; nth++) ticks.push(Number((nth * step).toPrecision(6)))
  return ticks
}

/** A horizontal stack of shares. @param {{ kind: Kind | 'other', share: number }[]} parts */
export function shareBar(parts) {
  const bar = h('div', { class: 'share-bar', 'aria-hidden': 'true' })
  for (const { kind, share } of parts) {
    if (share <= 0) continue
    const part = h('i', { class: `b-${kind}` })
    part.style.flexGrow = String(share)
    bar.append(part)
  }
  return bar
}

/**
 * Makes a drawing readable from the keyboard: the arrows say one place after another.
 * @param {SVGElement} drawing
 * @param {number} places
 * @param {(place: number) => { x: number, text: string }} say
 * @param {string} label
 */
export function readable(drawing, places, say, label) {
  const line = s('path', { class: 'reading' })
  const status = h('p', { class: 'visually-hidden', 'aria-live': 'polite' })
  const caption = h('p', { class: 'chart-caption hint', 'aria-hidden': 'true' })
  let at = -1
  assign(drawing, { tabindex: '0', role: 'img', 'aria-label': label })
  drawing.append(line)
  const go = (/** @type {number} */ place) => {
    at = Math.max(0, Math.min(places - 1, place))
    const { x, text } = say(at)
    const height = /** @type {SVGSVGElement} */ (drawing).viewBox.baseVal.height
    line.setAttribute('d', `M${x} 0V${height - 18}`)
    status.textContent = text
    caption.textContent = text
  }
  drawing.addEventListener('keydown', (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: places - 1 }[key]
    if (to === undefined) return
    event.preventDefault()
    go(to)
  })
  drawing.addEventListener('pointermove', (event) => {
    const box = drawing.getBoundingClientRect()
    const x = ((/** @type {PointerEvent} */ (event).clientX - box.left) / box.width) * /** @type {SVGSVGElement} */ (drawing).viewBox.baseVal.width
    let near = 0
    for (let place = 1; place < places; place++) if (Math.abs(say(place).x - x) < Math.abs(say(near).x - x)) near = place
    if (near !== at) go(near)
  })
  return [status, caption]
}
