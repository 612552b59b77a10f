/** Why the chosen row costs that: one run call by call, where the money goes, what would change it. */
import { fill, h } from '../../dom.js'
import { decimals } from '../../format.js'
import { shareBar, swatch } from '../../parts/chart.js'
import { drawnCalls, stacks, tokensOf } from './stacks.js'
import { LETTERS } from './table.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('../../projecting.js').Anatomy} Anatomy */
/** @typedef {import('./alternatives.js').Alternative} Alternative */

/** @param {Page} page @param {() => void} onOpen opens the anatomy in full */
export function createWhy(page, onOpen) {
  const { t, store } = page
  const badge = h('span', { class: 'pin on', 'aria-hidden': 'true' })
  const title = h('h2', { id: 'why' })
  const open = h('button', { type: 'button', class: 'link end', onclick: onOpen }, t('why.open'), ' ', h('kbd', { 'aria-hidden': 'true' }, 'Enter'))
  const chart = h('div', { class: 'why-chart' })
  const split = h('div', { class: 'why-split' })
  const advice = h('div', { class: 'why-advice' })
  const element = h('section', { class: 'why', 'aria-labelledby': 'why', hidden: true }, h('div', { class: 'section-head' }, badge, title, open), h('div', { class: 'why-body' }, chart, split, advice))
  return {
    element,
    /** @param {Row | null} row @param {Anatomy | null} anatomy @param {Alternative[]} items */
    update(row, anatomy, items) {
      element.hidden = row === null || anatomy === null
      if (!row || !anatomy) return
      const pin = store.state.pins.indexOf(row.offer.id)
      badge.hidden = pin < 0
      fill(badge, LETTERS[pin])
      fill(title, t('why.title', { model: row.offer.name }))
      fill(chart, h('h3', null, t('why.chart')), h('p', { class: 'hint' }, t('why.chartSub')), callsChart(page, anatomy, Math.max(280, chart.clientWidth || 400), 170))
      fill(split, h('h3', null, t('why.split')), h('p', { class: 'hint' }, callsText(page, anatomy)), splitTable(page, anatomy))
      fill(advice, h('h3', null, t('why.advice')), items.length ? adviceList(page, [...items.filter(({ saving }) => saving >= 0).slice(0, 2), ...items.filter(({ saving }) => saving < 0).slice(-2)], row) : h('p', { class: 'hint' }, t('why.noAdvice')))
    },
  }
}

/** How many calls the drawn run makes. @param {Page} page @param {Anatomy} anatomy */
export const callsText = ({ t, format }, { calls }) => (calls.length === 1 ? t('why.splitOne') : t('why.splitSub', { calls: format.count(calls.length) }))

/** @param {Page} page @param {Anatomy} anatomy @param {number} width @param {number} height */
export function callsChart(page, anatomy, width, height) {
  const { t, format } = page
  const main = drawnCalls(anatomy)
  const { drawing, notes } = stacks({
    calls: main,
    width,
    height,
    valuesOf: tokensOf,
    label: (value) => format.short(value),
    say: (call) => sayCall(page, anatomy, call),
    name: t('why.chartLabel', { calls: main.length }),
  })
  return [drawing, notes]
}

/** @param {Page} page @param {Anatomy} anatomy @param {import('../../projecting.js').AnatomyCall} call */
export function sayCall({ t, format, money }, anatomy, call) {
  const spent = money.convert(call.soFar, anatomy.currency)
  const said = t('why.call', { call: call.call, tokens: format.short(call.context), spent: spent === null ? '' : format.forecast(spent, money.display()) })
  return call.event === 'call' ? said : `${said}, ${t(`event.${call.event}`)}`
}

/** Kinds of a bill by the ink they are drawn in. @param {string} kind @returns {import('../../parts/chart.js').Kind | 'other'} */
export function inkOf(kind) {
  if (kind.startsWith('cacheRead')) return 'read'
  if (kind === 'input') return 'fresh'
  if (kind.startsWith('cacheWrite')) return 'write'
  if (kind === 'output') return 'output'
  if (kind === 'reasoning') return 'reasoning'
  return 'other'
}

/** @param {Page} page @param {string} kind */
export function kindName({ t }, kind) {
  const ink = inkOf(kind)
  return ink === 'other' ? kind : t(`kind.${ink}`)
}

/** The bill of the drawn run, whose lines sum exactly. @param {Page} page @param {Anatomy} anatomy */
export function splitTable(page, anatomy) {
  const { t, format, money } = page
  const total = Number(anatomy.total)
  const convert = (/** @type {string} */ amount) => money.convert(amount, anatomy.currency) ?? amount
  const parts = anatomy.lines.map(({ kind, amount }) => ({ kind: inkOf(kind), share: total > 0 ? Number(amount) / total : 0 }))
  const places = Math.max(4, ...[anatomy.total, ...anatomy.lines.map(({ amount }) => amount)].map((amount) => decimals(trim(convert(amount)))))
  const row = (/** @type {import('../../projecting.js').AnatomyLine} */ { kind, amount }) =>
    h('tr', null, h('th', { scope: 'row' }, swatch(inkOf(kind)), ' ', kindName(page, kind)), h('td', { class: 'num mono' }, format.line(trim(convert(amount)), money.display(), places)), h('td', { class: 'num muted' }, format.percent(total > 0 ? Number(amount) / total : 0, t('under1'))))
  return [
    shareBar(parts),
    h('table', { class: 'facts split' }, h('tbody', null, anatomy.lines.map(row)), h('tfoot', null, h('tr', null, h('th', { scope: 'row' }, t('why.total')), h('td', { class: 'num mono' }, format.line(trim(convert(anatomy.total)), money.display(), places)), h('td')))),
  ]
}

/** Six decimals of a dollar are enough on the page; the JSON has them all. @param {string} amount */
const trim = (amount) => {
  const [whole = '0', fraction = ''] = amount.split('.')
  return fraction.length <= 6 ? amount : `${whole}.${fraction.slice(0, 6)}`
}

/** What was applied last and what stood there before; Back undoes it too. @type {{ text: string, before: Partial<import('../../state.js').State> } | null} */
let applied = null

/** @param {Page} page @param {Alternative[]} items @param {Row} row */
export function adviceList(page, items, row) {
  const { t, format, money, store } = page
  const rate = money.factor(row.projection.currency) ?? 1
  const undo = applied
  const line = (/** @type {Alternative} */ item) => {
    const less = item.saving >= 0
    const share = Math.abs(item.share)
    const size = less ? t('advice.less', { share: format.percent(share, t('under1')) }) : share > 1 ? t('advice.times', { times: format.plain(1 + share, 1) }) : t('advice.more', { amount: format.forecast(Math.abs(item.saving) * rate, money.display()) })
    const { patch } = item
    const apply = patch ? h('button', { type: 'button', class: 'link', 'aria-label': t('advice.applyThis', { what: item.text }), onclick: () => applyPatch(store, item.text, patch) }, t('advice.apply')) : null
    return h('li', null, h('div', { class: 'advice-head' }, h('b', null, item.text), h('span', { class: less ? 'less' : 'more' }, size)), h('p', { class: 'hint' }, item.condition, apply ? [' ', apply] : null))
  }
  return [
    undo && holds(store.state, undo.before) ? null : undo && h('p', { class: 'applied hint' }, t('advice.applied', { what: undo.text }), ' ', h('button', { type: 'button', class: 'link', onclick: () => takeBack(store) }, t('advice.undo'))),
    h('ul', { class: 'advice' }, items.map(line)),
  ]
}

/** @param {import('../../store.js').Store} store @param {string} text @param {Partial<import('../../state.js').State>} patch */
function applyPatch(store, text, patch) {
  const names = /** @type {(keyof typeof patch)[]} */ (Object.keys(patch))
  applied = { text, before: Object.fromEntries(names.map((name) => [name, store.state[name]])) }
  store.set(patch, { step: true })
}

/** @param {import('../../store.js').Store} store */
function takeBack(store) {
  const before = applied?.before ?? {}
  applied = null
  store.set(before, { step: true })
}

/** Whether a state is as it was before something was applied. @param {import('../../state.js').State} state @param {Partial<import('../../state.js').State>} before */
const holds = (state, before) => Object.entries(before).every(([name, value]) => state[/** @type {keyof typeof state} */ (name)] === value)
