/** What every table says of an offer: its name with the chips that matter, and its rates with their sources. */
import { h } from '../dom.js'
import { originOf, staleDays } from '../offers.js'
import { readRate, YOURS } from '../own-prices.js'
import { explain } from './popover.js'
import { rateInput } from './rate-input.js'
import { unitName } from './unit-name.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../offers.js').Offer} Offer */

/** Units in the order people read them; others follow. */
const UNITS = /** @type {const} */ (['input', 'cacheRead', 'cacheReadAudio', 'cacheWrite', 'cacheWrite5m', 'cacheWrite30m', 'cacheWrite1h', 'cacheWrite12h', 'output', 'reasoning'])

/** @param {Page} page @param {Offer} offer */
export function nameCell(page, offer) {
  const { t, store, format } = page
  const { service } = store.state
  const facts = [offer.vendorName, service === 'standard' ? null : t(`service.${/** @type {'batch'} */ (service)}`), offer.context ? format.short(offer.context) : null]
  // One chip a line, so that every row keeps its two lines.
  const [first, second] = chips(page, offer)
  return [h('span', { class: 'name' }, offer.name), first, h('small', null, facts.filter(Boolean).join(' · '), second)]
}

/** At most two chips, the most urgent first; the row's detail says all of it. @param {Page} page @param {Offer} offer */
export function chips(page, offer) {
  const { t, format, money } = page
  const at = page.at()
  const found = []
  const change = nextChange(page, offer)
  if (change) found.push(chip('warn', change.text, () => change.detail))
  const { checked } = originOf(offer)
  const stale = staleDays({ checked }, at)
  if (stale !== null) found.push(chip('warn', t('chip.stale', { day: format.shortDay(checked ?? at) }), () => t('chip.staleText', { day: format.day(checked ?? at), days: stale })))
  if (offer.note) found.push(chip('', t('chip.note'), () => offer.note))
  if (offer.currency !== 'USD') found.push(chip('', t('chip.native', { symbol: money.symbol(offer.currency) }), () => ratesText(page, offer)))
  return found.slice(0, 2)
}

/** @param {string} kind @param {string} text @param {() => import('../dom.js').Children} more */
const chip = (kind, text, more) => explain(h('span', { class: `chip ${kind}` }, text), more)

/** @param {Page} page @param {Offer} offer */
function ratesText({ format }, { rates, currency }) {
  return [rates.input, rates.output].filter((rate) => rate !== undefined).map((rate) => format.rate(rate, currency)).join(' / ')
}

/** The next announced change of the input rate in words. @param {Page} page @param {Offer} offer */
function nextChange({ t, format, at }, offer) {
  const { next } = offer
  const from = offer.rates.input
  const to = next?.rates.input
  if (!next || from === undefined || to === undefined || Date.parse(next.at) - Date.parse(at()) > 120 * 86_400_000) return null
  const factor = Number(to) / Number(from)
  const day = format.shortDay(next.at)
  const text = factor === 2 ? t('chip.doubles', { day }) : factor > 1 ? t('chip.rises', { day }) : factor < 1 ? t('chip.falls', { day }) : t('chip.changes', { day })
  const show = (/** @type {Record<string, string>} */ rates) => [rates.input, rates.output].filter((rate) => rate !== undefined).map((rate) => format.rate(rate, offer.currency)).join(' / ')
  return { text, detail: `${show(offer.rates)} → ${show(next.rates)}, ${format.day(next.at)}` }
}

/** Every rate of an offer with its source, the day it was checked and how many sources agree. @param {Page} page @param {Offer} offer */
export function ratesTable(page, offer) {
  const { t, format, money } = page
  const mine = new Set(page.store.state.ownRates.map(readRate).filter(({ id }) => id === offer.id).map(({ unit }) => unit))
  const units = [...new Set([...Object.keys(offer.rates), ...ASKED_FOR])].sort((left, right) => place(left) - place(right))
  return h(
    'table',
    { class: 'facts rates-table' },
    h('caption', { class: 'visually-hidden' }, t('detail.title', { model: offer.name })),
    h('thead', null, h('tr', null, [t('detail.kind'), `${t('detail.rate')}, ${t('unit.perMillion')}`, t('detail.source'), t('detail.checked'), t('detail.agree')].map((label, at) => h('th', { scope: 'col', class: at === 1 ? 'num' : null }, label)))),
    h(
      'tbody',
      null,
      units.map((unit) => {
        const rate = offer.rates[unit]
        // What nobody published was not looked up, and one's own needs no witness.
        const from = rate === undefined || mine.has(unit) ? null : originOf(offer, unit)
        const stale = from && staleDays(from, page.at())
        const shown = rate === undefined || money.display() === offer.currency ? null : money.convert(rate, offer.currency)
        return h(
          'tr',
          null,
          h('th', { scope: 'row' }, unitName(page, unit)),
          h('td', { class: 'num' }, rateInput(page, offer, unit, unitName(page, unit)), shown ? h('small', null, format.fact(shown, money.display())) : null),
          h('td', { class: 'rate-source' }, mine.has(unit) ? h('span', { class: 'chip good' }, t('own.yours')) : from ? sourcesOf(page, from) : h('span', { class: 'muted' }, t('prices.none'))),
          h('td', from && { 'data-label': t('detail.checked') }, from && (from.checked ? format.day(from.checked) : t('unknown')), stale !== null ? [' ', h('span', { class: 'chip warn' }, t('chip.ago', { days: stale }))] : null),
          h('td', null, from && agreeText(page, from)),
        )
      }),
    ),
  )
}

/** How many sources say the same. @param {Pick<Page, 't'>} page @param {import('../offers.js').Origin} figure */
export const agreeText = ({ t }, { agree }) => (agree === 1 ? t('chip.single') : t('chip.agree', { count: agree }))

/** @param {Page} page @param {import('../offers.js').Origin} figure */
const sourcesOf = ({ t }, { sources }) => sources.map((name) => (name === YOURS ? t('own.published') : name)).join('; ')

/** Kinds that a run bills: where none is published, one can be entered. */
const ASKED_FOR = ['input', 'cacheRead', 'output']

/** @param {string} unit */
function place(unit) {
  const at = UNITS.indexOf(/** @type {typeof UNITS[number]} */ (unit))
  return at < 0 ? UNITS.length : at
}

/** Facts of an offer in one line. @param {Page} page @param {Offer} offer */
export function offerFacts({ t, format }, offer) {
  const pairs = [
    [t('detail.id'), offer.id],
    [t('detail.context'), offer.context ? format.count(offer.context) : null],
    [t('detail.output'), offer.maxOutput ? format.count(offer.maxOutput) : null],
    [t('detail.tokenizer'), offer.tokenizer],
    ['', offer.since ? t('detail.since', { day: format.day(offer.since) }) : null],
    ['', offer.until ? t('detail.until', { day: format.day(offer.until) }) : null],
  ].filter(([, value]) => value !== null)
  return h('dl', { class: 'pairs' }, pairs.map(([label, value]) => h('div', null, h('dt', null, label ? `${label} ` : ''), h('dd', null, value))))
}
