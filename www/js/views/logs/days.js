/** Cost by day as columns, split by model, kind of token or project; the same as a table. */
import { fill, h, s } from '../../dom.js'
import { niceTicks, readable } from '../../parts/chart.js'
import { inkOf } from '../task/why.js'
import { segmentField } from '../task/panel.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../logs/reading.js').Costs} Costs */
/** @typedef {import('../../logs/reading.js').Column} Column */
/** @typedef {{ key: string, name: string, ink: string, cost: number }} Part one layer of the columns */

/** Names drawn on their own; the rest is "other". */
const NAMED = 3

const HEIGHT = 250

/** @param {Page} page */
export function createDays(page) {
  const { t, store, format, money } = page
  const split = segmentField('logs-by', t('logs.by'), [['model', t('logs.byModel')], ['kind', t('logs.byKind')], ['project', t('logs.byProject')]], () => store.state.by, (by) => store.set({ by: /** @type {'model'} */ (by) }, { step: true }))
  const legend = h('ul', { class: 'kinds' })
  const drawing = h('div', { class: 'wide-chart' })
  const element = h('section', { class: 'logs-days' }, h('div', { class: 'section-head' }, h('h2', null, t('logs.days')), h('div', { class: 'end' }, split.element)), legend, drawing)
  const shown = (/** @type {number} */ dollars) => dollars * (money.factor('USD') ?? 1)
  const amount = (/** @type {number} */ dollars) => format.fact(shown(dollars).toFixed(6), money.display())

  return {
    element,
    /** @param {Costs} costs */
    update(costs) {
      split.update()
      const { by } = store.state
      const parts = partsOf(page, costs, by)
      fill(legend, parts.map(({ name, ink, cost }) => h('li', null, swatch(ink), ` ${name} `, h('span', { class: 'muted' }, amount(cost)))))
      const width = Math.max(300, drawing.clientWidth || Math.min(820, document.documentElement.clientWidth - 32))
      fill(drawing, costs.columns.length ? chart(page, costs.columns, parts, by, width) : h('p', { class: 'hint' }, t('logs.noTimes')))
    },
    /** @param {Costs} costs @returns {import('../../parts/download.js').Rows} */
    rows: ({ columns }) => [['from', 'days', 'model', 'cost', 'currency'], ...columns.flatMap(({ from, days, model }) => model.map(([name, cost]) => [from, days, name, cost, 'USD']))],
  }

  /** @param {Page} page @param {Column[]} columns @param {Part[]} parts @param {'model' | 'kind' | 'project'} by @param {number} width */
  function chart({ t, format, money }, columns, parts, by, width) {
    const [left, right, top, bottom] = [48, 4, 8, 22]
    const highest = Math.max(...columns.map(({ cost }) => shown(Number(cost))), 1e-9)
    const ticks = niceTicks(highest)
    const last = Math.max(ticks.at(-1) ?? 1, highest)
    const step = (width - left - right) / columns.length
    const gap = step > 6 ? 3 : 0.6
    const x = (/** @type {number} */ at) => left + at * step + gap / 2
    const y = (/** @type {number} */ value) => top + (1 - value / last) * (HEIGHT - top - bottom)
    const picture = s('svg', { class: 'chart', viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT })
    for (const tick of ticks) picture.append(s('path', { class: 'gridline', d: `M${left} ${y(tick)}H${width - right}` }), s('text', { x: left - 8, y: y(tick) + 4, class: 'axis-text end' }, format.tick(tick, money.display())))
    columns.forEach((column, at) => {
      let base = 0
      for (const { ink, cost } of layersOf(column, parts, by)) {
        picture.append(s('rect', { class: ink, x: x(at), y: y(shown(base + cost)), width: Math.max(0.8, step - gap), height: Math.max(0.5, y(shown(base)) - y(shown(base + cost))) }))
        base += cost
      }
    })
    const every = Math.max(1, Math.round(90 / step))
    columns.forEach(({ from }, at) => {
      if (at % every === 0 && x(at) < width - 40) picture.append(s('text', { class: 'axis-text', x: x(at), y: HEIGHT - 4 }, format.shortDay(from)))
    })
    const say = (/** @type {number} */ at) => ({ x: x(at) + step / 2, text: sayColumn(columns[at]) })
    return [picture, readable(picture, columns.length, say, t('logs.daysLabel', { columns: columns.length }))]
  }

  /** @param {Column | undefined} column */
  function sayColumn(column) {
    if (!column) return ''
    const of = column.days === 1 ? format.day(column.from) : t('logs.from', { day: format.day(column.from), days: column.days })
    return `${of}: ${money.priced(column.cost)}`
  }
}

/** What the columns are made of, dearest first, the small ones together. @param {Page} page @param {Costs} costs @param {'model' | 'kind' | 'project'} by @returns {Part[]} */
function partsOf(page, { columns }, by) {
  /** @type {Map<string, number>} */
  const sums = new Map()
  for (const column of columns) for (const [name, cost] of column[by]) sums.set(keyOf(name, by), (sums.get(keyOf(name, by)) ?? 0) + Number(cost))
  const ordered = [...sums].sort((left, right) => right[1] - left[1])
  if (by === 'kind') return ordered.map(([key, cost]) => ({ key, name: key === 'other' ? page.t('logs.other') : page.t(/** @type {'kind.read'} */ (`kind.${key}`)), ink: `k-${key}`, cost }))
  const named = ordered.slice(0, NAMED).map(([key, cost], at) => ({ key, name: key === '' ? page.t('logs.unsaid') : key.replace(/^.*\//, '') || key, ink: `m-${at}`, cost }))
  const rest = ordered.slice(NAMED)
  if (rest.length === 0) return named
  return [...named, { key: 'other', name: page.t('logs.others', { count: rest.length }), ink: 'm-other', cost: rest.reduce((sum, [, cost]) => sum + cost, 0) }]
}

/** @param {string} name @param {'model' | 'kind' | 'project'} by */
const keyOf = (name, by) => (by === 'kind' ? inkOf(name) : name)

/** @param {Column} column @param {Part[]} parts @param {'model' | 'kind' | 'project'} by */
function layersOf(column, parts, by) {
  const sums = new Map(parts.map(({ key }) => [key, 0]))
  for (const [name, cost] of column[by]) {
    const key = sums.has(keyOf(name, by)) ? keyOf(name, by) : 'other'
    sums.set(key, (sums.get(key) ?? 0) + Number(cost))
  }
  return parts.map(({ key, ink }) => ({ ink, cost: sums.get(key) ?? 0 })).filter(({ cost }) => cost > 0)
}

/** @param {string} ink */
const swatch = (ink) => s('svg', { class: 'swatch', viewBox: '0 0 13 12', 'aria-hidden': 'true' }, s('rect', { x: 0.5, y: 0.5, width: 12, height: 11, rx: 2, class: ink }))

