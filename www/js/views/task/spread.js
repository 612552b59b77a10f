/** What one task costs, as the mark of uncertainty at full size, its four figures named. */
import { h, s } from '../../dom.js'
import { logAxis } from '../../parts/axis.js'

const WIDTH = 400
const HEIGHT = 110

/** @param {import('../../main.js').Page} page @param {import('./rows.js').Row} row */
export function spreadFigure({ t, format, money }, { spread, measured }) {
  if (!spread) return null
  const axis = logAxis([spread.low * 0.6, spread.tail * 1.3])
  if (!axis) return null
  const x = (/** @type {number} */ value) => 12 + axis.at(value) * (WIDTH - 24)
  const line = 62
  const amount = (/** @type {number} */ value) => format.forecast(value, money.display())
  const said = /** @type {[number, string][]} */ ([[spread.low, t('spread.low')], [spread.typical, t('spread.half')], [spread.high, t('spread.high')], [spread.tail, t('spread.tail')]])
  const label = (/** @type {[number, string]} */ [value, name]) => [s('text', { class: 'axis-text middle', x: x(value), y: 18 }, name), s('text', { class: 'burn-label middle', x: x(value), y: 34 }, amount(value)), s('path', { class: 'burn-today', d: `M${x(value)} 40V${line - 8}` })]
  const picture = s(
    'svg',
    { class: measured ? 'chart spread' : 'chart spread hollow', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' },
    axis.ticks.map(({ value }) => [s('path', { class: 'gridline', d: `M${x(value)} ${line - 12}V${line + 16}` }), s('text', { class: 'axis-text middle', x: x(value), y: HEIGHT - 14 }, format.tick(value, money.display()))]),
    said.map(label),
    s('path', { class: 'spread-tail', d: `M${x(spread.high)} ${line}H${x(spread.tail)}M${x(spread.tail)} ${line - 6}V${line + 6}` }),
    s('rect', { class: 'burn-range', x: x(spread.low), y: line - 5, width: Math.max(2, x(spread.high) - x(spread.low)), height: 10, rx: 5 }),
    s('circle', { class: 'burn-dot', cx: x(spread.typical), cy: line, r: 6.5 }),
  )
  return h('figure', { class: 'spread-figure' }, h('figcaption', { class: 'hint' }, t('spread.title')), picture)
}
