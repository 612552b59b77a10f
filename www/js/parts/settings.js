/** What the menus of the top bar hold: the instant of the prices, and the currency. */
import { assign, fill, h } from '../dom.js'
import { CURRENCIES } from '../money.js'
import { menuChoice } from './menu.js'

/** @typedef {import('../main.js').Page} Page */

/** @param {string} iso @returns {string} as it is typed: `2026-11-22 05:30` */
const typed = (iso) => new Date(iso).toISOString().slice(0, 16).replace('T', ' ')

/** @param {string} text @returns {string | null} an instant of the state, null where the text is none */
export function readInstant(text) {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?Z?$/.exec(text.trim())
  if (!match) return null
  const instant = `${match[1]}T${match[2] ?? '00:00'}Z`
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(match[1] ?? '') ? null : instant
}

/** @param {Page} page @param {() => void} close */
export function dateMenu({ t, store, at, format, offers }, close) {
  const error = h('span', { class: 'error', role: 'alert', hidden: true }, t('date.bad'))
  const input = h('input', { class: 'input', type: 'text', id: 'at', value: typed(at()), autocomplete: 'off', spellcheck: 'false' })
  const apply = () => {
    const instant = readInstant(input.value)
    error.hidden = instant !== null
    assign(input, { 'aria-invalid': instant === null ? 'true' : null })
    if (instant !== null) store.set({ at: instant }, { step: true })
  }
  input.addEventListener('change', apply)
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    apply()
    if (error.hidden) close()
  })
  const checked = offers.checked()
  return h(
    'div',
    { class: 'group' },
    h('label', { class: 'field' }, h('span', { class: 'label' }, t('date.title')), input, error, h('span', { class: 'hint' }, t('date.hint'))),
    h('p', { class: 'hint' }, checked ? t('date.checked', { day: format.day(checked) }) : null),
    h('button', { type: 'button', class: 'button small', onclick: () => (store.set({ at: null }, { step: true }), close()) }, t('date.now')),
  )
}

/** @param {Page} page @param {() => void} close */
export function currencyMenu(page, close) {
  const { t, store, money } = page
  const box = h('div', { class: 'group', hidden: true })
  const showRate = () => {
    box.hidden = store.state.currency === 'USD'
    fill(box, box.hidden ? null : rateField(page))
  }
  showRate()
  const choices = CURRENCIES.map((currency) =>
    menuChoice(`${currency} ${money.symbol(currency)}`, store.state.currency === currency, () => {
      store.set({ currency, perUsd: null }, { step: true })
      if (currency === 'USD') close()
      else showRate()
    }),
  )
  const list = h('div', { role: 'radiogroup', 'aria-label': t('bar.currency') }, choices)
  list.addEventListener('click', () => choices.forEach((choice, at) => assign(choice, { 'aria-checked': String(store.state.currency === CURRENCIES[at]) })))
  return [list, box, h('p', { class: 'group hint' }, t('currency.hint'))]
}

/** @param {Page} page */
function rateField({ t, store, money }) {
  const { currency } = store.state
  const rate = money.perUsd(currency)
  const error = h('span', { class: 'error', role: 'alert', hidden: true }, t('currency.bad'))
  const hint = h('span', { class: 'hint' }, money.origin(currency))
  const input = h('input', { class: 'input', type: 'text', inputmode: 'decimal', value: rate ?? '', autocomplete: 'off' })
  input.addEventListener('input', () => {
    const value = input.value.trim()
    const good = value === '' || (/^\d{1,9}(\.\d{1,9})?$/.test(value) && Number(value) > 0)
    error.hidden = good
    assign(input, { 'aria-invalid': good ? null : 'true' })
    if (!good) return
    store.set({ perUsd: value || null })
    fill(hint, money.origin(currency))
  })
  return h('label', { class: 'field' }, h('span', { class: 'label' }, t('currency.rate', { currency })), input, error, hint)
}
