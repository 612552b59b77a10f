/** Prices: what does each vendor charge, since when, and says who? */
import { assign, fill, h, rich } from '../dom.js'
import { decimalCell } from '../parts/decimal.js'
import { save, toCsv } from '../parts/download.js'
import { createFilters, filterOffers, NO_FILTERS, toggle } from '../parts/filters.js'
import { agreeText, nameCell, offerFacts, ratesTable } from '../parts/offer-cells.js'
import { historyChart, yearLine, yearText } from '../parts/steps.js'
import { createTable, sortRows } from '../parts/table.js'
import { generationOf, originOf, staleDays } from '../offers.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../offers.js').Offer} Offer */

/** Rows drawn at first; the rest on request. */
const FIRST = 80

/** Vendors' size classes in the order people ask for them; a model without one stands last. */
const SIZES = ['flagship', 'mid', 'small', '']

/**
 * The order before anybody asks for one: of every vendor the newest of its strongest class, then the next of
 * each, so that the first screen holds what is sold now and no vendor's whole past.
 * @param {Offer[]} all
 */
function leading(all) {
  /** @type {Map<string, Offer[]>} */
  const byVendor = new Map()
  for (const offer of all) byVendor.set(offer.vendor, [...(byVendor.get(offer.vendor) ?? []), offer])
  const size = (/** @type {Offer} */ { tier }) => SIZES.indexOf(tier ?? '')
  const places = new Map()
  for (const group of byVendor.values()) {
    group.sort((left, right) => Number(left.retired !== null) - Number(right.retired !== null) || size(left) - size(right) || generationOf(right.id) - generationOf(left.id) || left.name.localeCompare(right.name))
    group.forEach(({ id }, place) => places.set(id, place))
  }
  return [...all].sort((left, right) => places.get(left.id) - places.get(right.id) || size(left) - size(right) || left.vendorName.localeCompare(right.vendorName))
}

/** @param {Page} page */
export function createView(page) {
  const { t, store, format, money, offers } = page
  const heading = h('h1', { id: 'answer', 'aria-live': 'polite' })
  const eyebrow = h('p', { class: 'eyebrow' })
  const changed = toggle(t('prices.changed'), () => store.set({ changed: !store.state.changed }, { step: true }))
  const csv = h('button', { type: 'button', class: 'button', onclick: () => save('taskfare-prices.csv', 'text/csv', toCsv(rows())) }, t('table.csv'))
  const json = h('button', { type: 'button', class: 'button', onclick: () => save('taskfare-prices.json', 'application/json', toJson()) }, t('table.json'))
  const filters = createFilters(page, { extra: [changed], end: [csv, json] })
  const columns = makeColumns(page)
  const values = Object.fromEntries(columns.map(({ key, value }) => [key, value]))
  const table = createTable({
    caption: t('view.prices'),
    columns,
    id: ({ id }) => id,
    onSort: (sort) => store.set({ sort }, { step: true }),
    onOpen: (id) => store.set({ row: store.state.row === id ? '' : id }, { step: true }),
    detail: (offer) => priceDetail(page, offer),
    sortLabel: t('table.sort'),
  })
  const foot = h('div', { class: 'table-foot' })
  const native = h('span')
  const news = h('p', { class: 'hint news' })
  const element = h('div', { class: 'prices' }, eyebrow, heading, h('p', { class: 'lead' }, t('prices.lead'), ' ', native), news, filters.element, table.element, foot)
  let whole = false
  /** @type {Offer[]} */
  let sorted = []

  function show() {
    const { state } = store
    const listed = offers.listFor(page.at(), state.service, state)
    const matching = filterOffers(listed, state).filter((offer) => !state.changed || changedThisMonth(page, offer))
    sorted = state.sort ? sortRows(matching, state.sort, values, format.locale) : leading(matching)
    const shown = whole ? sorted : sorted.filter((offer, at) => at < FIRST || offer.id === state.row)
    table.update({ rows: shown, sort: state.sort, open: state.row })
    filters.update(matching.length, listed.length)
    assign(changed, { 'aria-pressed': String(state.changed) })
    fill(
      foot,
      matching.length === 0 ? [t('table.none'), h('button', { type: 'button', class: 'link', onclick: clear }, t('table.clear'))] : null,
      sorted.length > shown.length ? h('button', { type: 'button', class: 'button', onclick: () => ((whole = true), show()) }, t('table.more', { count: sorted.length })) : null,
    )
    showAnswer(matching)
    showNews(listed)
  }
  const clear = () => store.set({ ...NO_FILTERS, routes: false, changed: false }, { step: true })

  /** @param {Offer[]} matching */
  function showAnswer(matching) {
    const vendors = new Set(matching.map(({ vendor }) => vendor)).size
    fill(eyebrow, t(vendors === 1 ? 'prices.eyebrowOne' : 'prices.eyebrow', { day: format.day(page.at()), vendors }))
    fill(native, money.display() === 'USD' ? null : t('prices.leadNative'))
    const input = extent(matching, 'input')
    const output = extent(matching, 'output')
    if (!input || !output) return fill(heading, t('table.none'))
    const same = input[0] === input[1] && output[0] === output[1]
    fill(heading, rich(t(same ? 'prices.answerOne' : 'prices.answer', { low: input[0], high: input[1], outLow: output[0], outHigh: output[1] })))
  }

  /** What changed this month and what is announced, in a sentence each. @param {Offer[]} listed */
  function showNews(listed) {
    const makers = listed.filter(({ route }) => !route)
    const recent = makers.filter((offer) => changedThisMonth(page, offer))
    const ahead = makers.flatMap(({ name, next }) => (next ? [{ name, at: next.at }] : [])).sort((left, right) => left.at.localeCompare(right.at))
    const [first] = ahead
    fill(news, recent.length === 0 ? t('prices.changedNone') : t('prices.changedCount', { count: recent.length, names: recent.slice(0, 3).map(({ name }) => name).join(', ') }), first ? ` ${t('prices.ahead', { count: ahead.length, name: first.name, day: format.day(first.at) })}` : null)
  }

  /** @param {Offer[]} matching @param {string} unit @returns {[string, string] | null} */
  function extent(matching, unit) {
    const found = matching
      .flatMap(({ rates, currency }) => ({ value: money.value(rates[unit], currency) ?? 0, converted: currency !== money.display() }))
      .filter(({ value }) => value > 0)
      .sort((left, right) => left.value - right.value)
    const [least, most] = [found[0], found.at(-1)]
    if (!least || !most) return null
    // A published rate is said as it stands; a converted one is only as sure as its exchange rate.
    const say = (/** @type {{ value: number, converted: boolean }} */ { value, converted }) => (converted ? format.forecast(value, money.display()) : format.rate(String(Number(value.toPrecision(6))), money.display()))
    return [say(least), say(most)]
  }

  /** @returns {import('../parts/download.js').Rows} */
  function rows() {
    const units = ['input', 'cacheRead', 'cacheWrite', 'output']
    return [
      ['vendor', 'model', 'id', 'currency', ...units, 'context', 'since', 'sources', 'checked', 'sourcesOfSingleRates', 'at'],
      ...sorted.map((offer) => [offer.vendorName, offer.name, offer.id, offer.currency, ...units.map((unit) => offer.rates[unit] ?? null), offer.context, offer.since, offer.sources.join('; '), offer.checked, ownSources(offer), page.at()]),
    ]
  }

  /** The same offers with every rate, its sources and its history. */
  function toJson() {
    const listed = sorted.map((offer) => ({ id: offer.id, vendor: offer.vendorName, name: offer.name, currency: offer.currency, unit: 'one million tokens', rates: offer.rates, sources: offer.sources, checked: offer.checked, rateSources: offer.rateSources, context: offer.context, next: offer.next, history: offers.history(offer) }))
    return JSON.stringify({ at: page.at(), service: store.state.service, offers: listed }, null, 2) + '\n'
  }

  show()
  return { element, update: show, rows }
}

/** Where the rates come from that not all sources of the offer list: `cacheRead: pi-ai; webSearches: genai-prices + litellm`. @param {Offer} offer */
const ownSources = ({ rateSources }) => Object.entries(rateSources).map(([unit, { sources }]) => `${unit}: ${sources.join(' + ')}`).join('; ')

/** @param {Page} page @param {Offer} offer */
const changedThisMonth = (page, { since }) => since !== null && since.slice(0, 7) === page.at().slice(0, 7)

/** The rate of writing to the cache, whichever lifetime is the vendor's default. @param {Offer} offer */
const writeRate = ({ rates }) => rates.cacheWrite ?? rates.cacheWrite5m ?? rates.cacheWrite30m ?? rates.cacheWrite1h

/** @param {Page} page @returns {import('../parts/table.js').Column<Offer>[]} */
function makeColumns(page) {
  const { t, format, money } = page
  const rateColumn = (/** @type {string} */ key, /** @type {string} */ label, /** @type {(offer: Offer) => string | undefined} */ of, className = '') => ({
    key,
    label,
    short: label,
    sub: t('prices.unit'),
    className: `num ${className}`,
    value: (/** @type {Offer} */ offer) => money.value(of(offer), offer.currency),
    cell: (/** @type {Offer} */ offer) => {
      const rate = of(offer)
      return rate === undefined ? h('span', { class: 'none' }, t('prices.none')) : decimalCell(format.rate(rate, offer.currency))
    },
  })
  return [
    { key: 'model', label: t('prompt.colModel'), value: ({ name }) => name, cell: (offer) => nameCell(page, offer) },
    { key: 'size', label: t('table.tier'), className: 'drop-1', value: ({ tier }) => SIZES.indexOf(tier ?? ''), cell: ({ tier }) => (tier ? t(`tier.${/** @type {'mid'} */ (tier)}`) : h('span', { class: 'muted' }, t('unknown'))) },
    rateColumn('in', t('prices.colIn'), ({ rates }) => rates.input, 'narrow-line'),
    rateColumn('read', t('prices.colRead'), ({ rates }) => rates.cacheRead, 'drop-1'),
    rateColumn('write', t('prices.colWrite'), writeRate, 'drop-2'),
    rateColumn('out', t('prices.colOut'), ({ rates }) => rates.output, 'narrow-line'),
    { key: 'year', label: t('prices.colYear'), className: 'year drop-1', cell: (offer) => [yearLine(page, offer), h('span', { class: 'visually-hidden' }, yearText(page, offer))] },
    {
      key: 'checked',
      label: t('prices.colSource'),
      className: 'num drop-2',
      value: (offer) => originOf(offer).checked,
      cell: (offer) => checkedCell(page, offer),
    },
  ]
}

/** @param {Page} page @param {Offer} offer */
function checkedCell({ t, format, at }, offer) {
  const from = originOf(offer)
  if (!from.checked) return h('span', { class: 'muted' }, t('unknown'))
  const stale = staleDays(from, at())
  return [format.day(from.checked), h('small', null, stale === null ? agreeText({ t }, from) : h('span', { class: 'chip warn' }, t('chip.ago', { days: stale })))]
}

/** @param {Page} page @param {Offer} offer */
function priceDetail(page, offer) {
  const { t } = page
  return h(
    'div',
    { class: 'detail-body' },
    h('div', null, ratesTable(page, offer), offer.note ? h('p', { class: 'hint' }, offer.note) : null),
    h('div', null, h('h2', null, t('detail.history')), historyChart(page, offer), historyTable(page, offer), offerFacts(page, offer)),
  )
}

/** @param {Page} page @param {Offer} offer */
function historyTable({ t, format, offers }, offer) {
  const past = [...offers.history(offer)].reverse()
  return h(
    'table',
    { class: 'facts' },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('detail.from')), h('th', { scope: 'col', class: 'num' }, t('prices.colIn')), h('th', { scope: 'col', class: 'num' }, t('prices.colRead')), h('th', { scope: 'col', class: 'num' }, t('prices.colOut')))),
    h(
      'tbody',
      null,
      past.map(({ from, rates, currency }) =>
        h('tr', null, h('th', { scope: 'row' }, from ? format.day(from) : t('detail.everSince')), [rates.input, rates.cacheRead, rates.output].map((rate) => h('td', { class: 'num' }, rate === undefined ? t('prices.none') : format.rate(rate, currency)))),
      ),
    ),
  )
}
