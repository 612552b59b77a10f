/** The table of the task view: fare, range, success, month and tokens of every offer. */
import { assign, fill, h } from '../../dom.js'
import { decimalCell } from '../../parts/decimal.js'
import { drawAxis, logAxis } from '../../parts/axis.js'
import { NO_FILTERS } from '../../parts/filters.js'
import { nameCell } from '../../parts/offer-cells.js'
import { gradeBadge } from '../../parts/grade.js'
import { explain } from '../../parts/popover.js'
import { rangeMark } from '../../parts/range.js'
import { encode } from '../../state.js'
import { firstRows } from './rows.js'
import { createTable, sortRows } from '../../parts/table.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('./rows.js').Row} Row */

/** Fewer rows than this are never cut short. */
const FEW = 8

/** Rows drawn of a narrowed list, before anybody asks for more. */
const MOST = 60

export const LETTERS = ['A', 'B', 'C', 'D']

/**
 * @param {Page} page
 * @param {object} acts
 * @param {(id: string) => void} acts.onChoose
 * @param {() => void} acts.onWhole asks for every row to be drawn
 * @param {(id: string) => void} acts.onPin
 */
export function createTaskTable(page, { onChoose, onPin, onWhole }) {
  const { t, store, format, money } = page
  /** @type {import('../../parts/axis.js').Axis | null} */
  let axis = null
  let whole = false
  const axisHead = h('span', { class: 'ticks', 'aria-hidden': 'true' })
  const columns = makeColumns(page, axisHead, () => axis, onPin)
  const values = Object.fromEntries(columns.map(({ key, value }) => [key, value]))
  const table = createTable({
    caption: t('view.task'),
    columns,
    id: ({ offer }) => offer.id,
    rowClass: ({ offer }) => (offer.id === store.state.row ? 'chosen' : ''),
    onSort: (sort) => store.set({ sort }, { step: true }),
    onOpen: onChoose,
    onKey: (key, { offer }) => {
      if (key !== 'p' && key !== ' ') return false
      onPin(offer.id)
      return true
    },
    gap: (row) => (row.priced ? null : gapText(page, row)),
    pinned: ({ offer }) => store.state.pins.includes(offer.id),
    sortLabel: t('table.sort'),
  })
  const foot = h('div', { class: 'table-foot' })
  let isShort = false
  const clear = () => store.set({ ...NO_FILTERS, measured: false, context: 0 }, { step: true })

  return {
    element: h('div', null, table.element, foot),
    /** Whether the rows in sight are those that stand first, however many there are. */
    isShort: () => isShort,
    /** @param {Row[]} rows @param {string} chosen @param {number} count of all rows, those to come included @param {boolean} [gentle] few rows at a time: nobody waits for them @returns {Row[]} in the order shown */
    update(rows, chosen, count, gentle) {
      const { sort, pins, find, vendors, measured } = store.state
      const ordered = sortRows(rows, sort || 'fare', values, format.locale)
      const pinned = pins.flatMap((id) => ordered.find(({ offer }) => offer.id === id) ?? [])
      const rest = ordered.filter(({ offer }) => !pins.includes(offer.id))
      const all = [...pinned, ...rest]
      const first = firstRows(rows, [...pins, chosen])
      const short = all.filter(({ offer }) => first.has(offer.id))
      const narrowed = find !== '' || vendors.length > 0 || measured
      isShort = !(whole || narrowed || short.length < FEW)
      const shown = isShort ? short : all.slice(0, whole ? undefined : MOST)
      axis = logAxis(shown.flatMap(({ spread }) => (spread ? [spread.low, spread.tail] : [])))
      drawAxis(axis, axisHead, (value) => format.tick(value, money.display()))
      table.update({ rows: shown, sort: sort || 'fare', open: '', gentle })
      if (all.length === 0) fill(foot, t('table.none'), h('button', { type: 'button', class: 'link', onclick: clear }, t('table.clear')))
      else fill(foot, count > shown.length ? h('button', { type: 'button', class: 'button', onclick: () => ((whole = true), onWhole()) }, t('table.more', { count })) : null)
      return shown
    },
  }
}

/** Why a row has no figures: in its place, never a zero. @param {Page} page @param {Row} row */
function gapText(page, { projection, offer }) {
  const { t, format } = page
  const first = projection.reasons[0]
  const own = first ? (t.maybe(`reason.${first.code}`) ?? first.text) : t('unknown')
  if (projection.standing === 'cannot-hold') return [projection.breaksAtCall ? t('gap.cannotHold', { call: format.count(projection.breaksAtCall) }) : t('gap.cannotHoldAny')]
  const price = { ...page.carry('prices'), find: offer.name, row: offer.id }
  return [own, ' ', h('a', { href: encode(price) }, t('own.price'))]
}

/** @param {Page} page @param {HTMLElement} axisHead @param {() => import('../../parts/axis.js').Axis | null} axis @param {(id: string) => void} onPin @returns {import('../../parts/table.js').Column<Row>[]} */
function makeColumns(page, axisHead, axis, onPin) {
  const { t, format, money, store } = page
  const amount = (/** @type {number} */ value) => format.forecast(value, money.display())
  const standing = (/** @type {Row} */ { projection }) => t(projection.standing === 'cannot-hold' ? 'cannotHold' : 'unpriced')
  return [
    { key: 'model', label: t('prompt.colModel'), className: 'model', value: ({ offer }) => offer.name, cell: ({ offer }) => nameCell(page, offer), before: ({ offer }) => pinButton(page, offer, onPin) },
    {
      key: 'fare',
      label: t('task.fare'),
      sub: t('task.typical'),
      hint: t('task.fareHint'),
      className: 'num fare',
      value: ({ fare }) => fare,
      cell: (row) => (row.fare === null ? h('span', { class: 'muted' }, standing(row)) : [h('span', { class: 'strong' }, decimalCell(amount(row.fare))), h('small', null, decimalCell(amount(row.spread?.typical ?? 0)))]),
    },
    { key: 'axis', label: [h('span', { class: 'visually-hidden' }, t('task.range')), axisHead], className: 'axis', cell: ({ spread, measured }) => rangeCell(page, axis(), spread, measured) },
    { key: 'tail', label: t('task.tail'), sub: t('task.perCall'), hint: t('task.tailHint'), className: 'num drop-2', value: ({ spread }) => spread?.tail ?? null, cell: ({ spread, perCall }) => (spread ? [decimalCell(amount(spread.tail)), h('small', null, perCall === null ? null : amount(perCall))] : null) },
    { key: 'done', label: t('task.done'), short: t('task.doneShort'), hint: t('task.doneHint'), className: 'num narrow-line', value: ({ firstTry, priced }) => (priced ? firstTry : null), cell: (row) => doneCell(page, row) },
    {
      key: 'month',
      label: t('task.monthColumn'),
      short: t('task.monthShort'),
      sub: t('task.monthSub'),
      className: 'num narrow-line',
      value: ({ month }) => month?.mean ?? null,
      cell: ({ month }) => (month ? [amount(month.mean), h('small', null, `${format.forecast(month.low, null)}–${format.forecast(month.high, null)}`)] : null),
    },
    { key: 'tokens', label: t('prompt.colTokens'), className: 'num drop-1', value: ({ projection }) => projection.tokens?.mean ?? null, sub: t('task.countIs'), cell: (row) => tokensCell(page, row) },
  ]
  function pinButton(/** @type {Page} */ { t }, /** @type {import('../../offers.js').Offer} */ offer, /** @type {(id: string) => void} */ pin) {
    const at = store.state.pins.indexOf(offer.id)
    return h('button', { type: 'button', class: at < 0 ? 'pin' : 'pin on', 'aria-pressed': String(at >= 0), 'aria-label': t('task.pin', { model: offer.name }), onclick: () => pin(offer.id) }, at < 0 ? '+' : LETTERS[at])
  }
}

/** @param {Page} page @param {import('../../parts/axis.js').Axis | null} axis @param {Row['spread']} spread @param {boolean} measured */
function rangeCell({ t, format, money }, axis, spread, measured) {
  if (!axis || !spread) return null
  const words = t('task.eightInTen', { range: format.range(spread.low, spread.high, money.display()) })
  const mark = rangeMark(axis, { ...spread, measured })
  explain(mark, () => [h('strong', null, words), h('br'), t('task.typicalTail', { typical: format.forecast(spread.typical, money.display()), tail: format.forecast(spread.tail, money.display()) }), h('br'), t(measured ? 'task.measuredHere' : 'task.carriedOver')])
  return [mark, h('span', { class: 'range-words' }, words)]
}

/** @param {Page} page @param {Row} row */
function tokensCell({ t, format, offers }, { offer, projection }) {
  if (!projection.tokens) return h('span', { class: 'muted' }, t('unknown'))
  const { grade, title, basis } = offers.tokenizer(offer)
  return [format.short(projection.tokens.mean), h('small', null, gradeBadge({ t }, grade, [h('strong', null, title), h('br'), basis]))]
}

/** @param {Page} page @param {Row} row */
function doneCell({ t, format }, { firstTry, measured, priced }) {
  if (!priced) return null
  const share = format.percent(firstTry, t('under1'))
  if (measured) return [share, h('small', null, t('task.measuredShort'))]
  return [h('span', { class: 'assumed' }, share), h('small', null, t('task.assumed'))]
}
