/** The cost of one call with this text on every offer, as a table. */
import { assign, fill, h } from '../../dom.js'
import { drawAxis, logAxis } from '../../parts/axis.js'
import { createFilters, filterOffers, NO_FILTERS } from '../../parts/filters.js'
import { nameCell, offerFacts, ratesTable } from '../../parts/offer-cells.js'
import { answers } from '../../offers.js'
import { gradeBadge } from '../../parts/grade.js'
import { explain } from '../../parts/popover.js'
import { emptyMark, rangeMark } from '../../parts/range.js'
import { createTable, sortRows } from '../../parts/table.js'
import { save, toCsv } from '../../parts/download.js'
import { billTable } from './bill.js'
import { bandOf } from './families.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../offers.js').Offer} Offer */
/** @typedef {import('../../offers.js').Bill} Bill */

/**
 * @typedef {object} Call one row
 * @property {Offer} offer
 * @property {number | null} tokens exact, or the middle of the band
 * @property {Counted | null} counted with its grade; null where a link carried a number in place of the text
 * @property {Bill | null} bill of `tokens`
 * @property {number | null} cost in the shown currency
 * @property {[number, number] | null} range of the cost, where the count is a band
 * @property {number | null} perCharacters input per million characters, in the shown currency
 */

/** Rows drawn at first; the rest on request. */
const FIRST = 60

/** @typedef {import('./families.js').Counted} Counted */

/** @param {Page} page */
export function createCalls(page) {
  const { t, store, format, money, offers } = page
  /** @type {Call[]} */
  let all = []
  /** @type {Call[]} */
  let sorted = []
  let whole = false
  let tokens = new Map()
  let characters = 0
  /** @type {Map<string, Counted>} */
  let graded = new Map()
  /** @type {import('../../parts/axis.js').Axis | null} */
  let axis = null

  const csv = h('button', { type: 'button', class: 'button', onclick: () => save('taskfare-one-call.csv', 'text/csv', toCsv(rows())) }, t('table.csv'))
  const filters = createFilters(page, { end: [csv] })
  const output = outputField(page)
  const axisHead = h('span', { class: 'ticks', 'aria-hidden': 'true' })
  const columns = makeColumns(page, axisHead, () => axis)
  const values = Object.fromEntries(columns.map(({ key, value }) => [key, value]))
  const table = createTable({
    caption: t('prompt.table'),
    columns,
    id: ({ offer }) => offer.id,
    onSort: (sort) => store.set({ sort }, { step: true }),
    onOpen: (id) => store.set({ row: store.state.row === id ? '' : id }, { step: true }),
    detail: (row) => callDetail(page, row),
    sortLabel: t('table.sort'),
  })
  const foot = h('div', { class: 'table-foot' })
  const element = h('section', { class: 'calls' }, h('div', { class: 'section-head' }, h('h2', null, t('prompt.table')), output.element), filters.element, table.element, foot)

  function draw() {
    const { sort, row } = store.state
    const matching = all
    sorted = sortRows(matching, sort || 'call', values, format.locale)
    const shown = whole ? sorted : sorted.filter((call, at) => at < FIRST || call.offer.id === row)
    axis = logAxis(matching.flatMap(({ cost }) => (cost === null ? [] : [cost])))
    drawAxis(axis, axisHead, (value) => format.tick(value, money.display()))
    table.update({ rows: shown, sort: sort || 'call', open: row })
    const { matching: count, total } = size
    filters.update(count, total)
    fill(
      foot,
      count === 0 ? [t('table.none'), h('button', { type: 'button', class: 'link', onclick: clear }, t('table.clear'))] : null,
      sorted.length > shown.length ? h('button', { type: 'button', class: 'button', onclick: () => ((whole = true), draw()) }, t('table.more', { count: sorted.length })) : null,
    )
  }
  const clear = () => store.set({ ...NO_FILTERS, routes: false }, { step: true })
  let size = { matching: 0, total: 0 }

  /** @returns {import('../../parts/download.js').Rows} the table as text, all rows that match */
  function rows() {
    const head = ['model', 'id', 'vendor', 'tokens', 'tokens low', 'tokens high', 'grade', 'basis', 'input per million', 'output per million', 'rate currency', 'status', 'one call', 'currency', 'at', 'sources', 'checked']
    return [
      head,
      ...sorted.map(({ offer, tokens, counted, bill }) => [offer.name, offer.id, offer.vendorName, tokens, counted?.low ?? null, counted?.high ?? null, counted?.grade ?? null, counted?.basis ?? null, offer.rates.input ?? null, offer.rates.output ?? null, offer.currency, bill?.status ?? 'unpriced', bill?.total ?? null, bill?.currency ?? null, page.at(), offer.sources.join('; '), offer.checked]),
    ]
  }

  return {
    element,
    rows,
    draw,
    /**
     * Prices every offer; `draw` puts them into the table.
     * @param {Map<string, number>} counts by encoding @param {number} length in characters @param {Map<string, Counted>} families counts by tokenizer family
     * @returns {{ low: string, high: string } | null} the cheapest and the dearest call, in words
     */
    update(counts, length, families) {
      graded = families
      tokens = counts
      characters = length
      const { state } = store
      const listed = offers.listFor(page.at(), state.service, state)
      const matching = filterOffers(listed, state).filter(answers)
      size = { matching: matching.length, total: listed.length }
      all = matching.map((offer) => toCall(page, offer, tokens, graded, characters))
      output.update()
      const costs = all.flatMap(({ cost }) => (cost === null || cost === 0 ? [] : [cost]))
      if (costs.length === 0 || tokens.size + graded.size === 0) return null
      return { low: format.forecast(Math.min(...costs), money.display()), high: format.forecast(Math.max(...costs), money.display()) }
    },
  }
}

/** @param {Page} page @param {Offer} offer @param {Map<string, number>} counts @param {Map<string, Counted>} graded @param {number} characters @returns {Call} */
function toCall(page, offer, counts, graded, characters) {
  const { money, offers, store } = page
  const counted = graded.get(offers.tokenizer(offer).family) ?? null
  const tokens = counted?.tokens ?? counts.get('o200k_base') ?? null
  const billOf = (/** @type {number} */ input) => offers.bill(offer, { input, output: store.state.outputTokens }, page.at(), store.state.service)
  const costOf = (/** @type {Bill | null} */ bill) => (bill?.status === 'priced' ? money.value(bill.total, bill.currency) : null)
  const bill = tokens === null ? null : billOf(tokens)
  const ends = counted && counted.low < counted.high ? [costOf(billOf(counted.low)), costOf(billOf(counted.high))] : null
  const rate = money.value(offer.rates.input, offer.currency)
  return {
    offer,
    tokens,
    counted,
    bill,
    cost: costOf(bill),
    range: ends && ends[0] !== null && ends[1] !== null ? /** @type {[number, number]} */ (ends) : null,
    perCharacters: rate === null || !tokens || !characters ? null : (rate * tokens) / characters,
  }
}

/** @param {Page} page @param {HTMLElement} axisHead @param {() => import('../../parts/axis.js').Axis | null} axis @returns {import('../../parts/table.js').Column<Call>[]} */
function makeColumns(page, axisHead, axis) {
  const { t, format, money } = page
  const rate = (/** @type {Offer} */ offer, /** @type {string} */ unit) => {
    const own = offer.rates[unit]
    return own === undefined ? muted(t('prices.none')) : money.rate(own, offer.currency)
  }
  return [
    { key: 'model', label: t('prompt.colModel'), value: ({ offer }) => offer.name, cell: ({ offer }) => nameCell(page, offer) },
    { key: 'tokens', label: t('prompt.colTokens'), short: t('unit.tokens'), className: 'num narrow-line', value: ({ tokens }) => tokens, cell: (call) => tokensCell(page, call) },
    { key: 'in', label: t('prompt.colIn'), className: 'num drop-1', value: ({ offer }) => money.value(offer.rates.input, offer.currency), cell: ({ offer }) => rate(offer, 'input') },
    { key: 'chars', label: t('prompt.colChars'), className: 'num drop-2', value: ({ perCharacters }) => perCharacters, cell: ({ perCharacters }) => (perCharacters === null ? muted(t('unknown')) : format.forecast(perCharacters, money.display())) },
    { key: 'out', label: t('prompt.colOut'), className: 'num drop-1', value: ({ offer }) => money.value(offer.rates.output, offer.currency), cell: ({ offer }) => rate(offer, 'output') },
    { key: 'axis', label: [h('span', { class: 'visually-hidden' }, t('prompt.colAxis')), axisHead], className: 'axis', cell: ({ cost, range }) => markOf(axis(), cost, range) },
    { key: 'call', label: t('prompt.colCall'), className: 'num', value: ({ cost }) => cost, cell: (call) => costCell(page, call) },
  ]
}

/** @param {import('../../parts/axis.js').Axis | null} axis @param {number | null} cost @param {[number, number] | null} range */
const markOf = (axis, cost, range) => (axis && cost !== null && cost > 0 ? rangeMark(axis, range ? { low: range[0], typical: cost, high: range[1] } : { typical: cost }) : emptyMark(axis))

/** @param {string} text */
const muted = (text) => h('span', { class: 'muted' }, text)

/** @param {Page} page @param {Call} call */
function tokensCell({ t, format }, { tokens, counted }) {
  if (tokens === null) return muted(t('unknown'))
  if (!counted) return [format.count(tokens), h('small', null, explain(h('span', { class: 'grade half' }, t('grade.asO200k')), () => t('grade.asO200kHint')))]
  return [bandOf(format, counted), h('small', null, gradeBadge({ t }, counted.grade, counted.basis))]
}

/** @param {Page} page @param {Call} call */
function costCell({ t, format, money }, { bill, range }) {
  if (bill === null) return muted('')
  const shown = bill.total === null ? null : money.convert(bill.total, bill.currency)
  if (shown === null || bill.status === 'unpriced') return [muted(t('unpriced')), h('small', null, bill.reason === null ? '' : (t.maybe(`reason.${bill.reason}`) ?? bill.reason))]
  // A bill of a counted text is a fact; of a band it is a range.
  if (range && bill.status === 'priced') return [h('span', { class: 'strong' }, format.range(range[0], range[1], money.display())), h('small', null, t('prompt.typicalCall', { amount: format.forecast(Number(shown), money.display()) }))]
  const amount = format.fact(shown, money.display())
  return bill.status === 'partial' ? [h('span', { class: 'strong' }, t('detail.atLeast', { amount })), h('small', null, bill.reason === null ? '' : (t.maybe(`reason.${bill.reason}`) ?? bill.reason))] : h('span', { class: 'strong' }, amount)
}

/** @param {Page} page @param {Call} call */
function callDetail(page, { offer, bill }) {
  return h('div', { class: 'detail-body' }, h('div', null, ratesTable(page, offer), offerFacts(page, offer), offer.note ? h('p', { class: 'hint' }, offer.note) : null), bill ? billTable(page, bill) : null)
}

/** @param {Page} page */
function outputField({ t, store }) {
  const input = h('input', { class: 'input', type: 'text', inputmode: 'numeric', id: 'output-tokens', autocomplete: 'off', 'aria-describedby': 'output-error' })
  const error = h('span', { class: 'error', id: 'output-error', role: 'alert' })
  input.addEventListener('input', () => {
    const digits = input.value.replace(/[\s,_]/g, '')
    const good = /^\d+$/.test(digits) && Number(digits) <= 1_000_000
    assign(input, { 'aria-invalid': good ? null : 'true' })
    fill(error, good ? null : t('prompt.outputBad'))
    if (good) store.set({ outputTokens: Number(digits) })
  })
  const element = h('label', { class: 'inline-field' }, t('prompt.with'), input, t('prompt.withUnit'), error)
  return {
    element,
    update() {
      if (document.activeElement !== input && input.getAttribute('aria-invalid') === null) input.value = String(store.state.outputTokens)
    },
  }
}
