/** A rate that the reader may set: the published one until then, and again when it is emptied. */
import { assign, fill, h } from '../dom.js'
import { isRate, readRate, writeRate } from '../own-prices.js'

/** Units that bills count in tokens; fees for searches and storage stay as published. */
const SETTABLE = /^(input|output|reasoning|cacheRead|cacheWrite.*)$/

/** @param {import('../main.js').Page} page @param {import('../offers.js').Offer} offer @param {string} unit @param {string} name */
export function rateInput(page, offer, unit, name) {
  const { t, store, format } = page
  const rate = offer.rates[unit]
  if (!SETTABLE.test(unit)) return rate === undefined ? '' : format.rate(rate, offer.currency)
  const own = () => store.state.ownRates.map(readRate).find((one) => one.id === offer.id && one.unit === unit)
  const error = h('small', { class: 'error', role: 'alert' })
  const input = h('input', { class: own() ? 'rate-input own' : 'rate-input', type: 'text', inputmode: 'decimal', autocomplete: 'off', value: own()?.rate ?? rate ?? '', placeholder: t('own.enter'), 'aria-label': t('own.label', { name, model: offer.name, currency: offer.currency }) })
  input.addEventListener('change', () => {
    const text = input.value.trim().replace(',', '.')
    const good = text === '' || isRate(text)
    assign(input, { 'aria-invalid': good ? null : 'true' })
    fill(error, good ? null : t('own.bad'))
    if (!good || (text !== '' && text === (own()?.rate ?? rate))) return
    const rest = store.state.ownRates.filter((one) => one !== (own() ? writeRate(/** @type {import('../own-prices.js').OwnRate} */ (own())) : ''))
    store.set({ ownRates: text === '' ? rest : [...rest, writeRate({ id: offer.id, unit, rate: text })] }, { step: true })
  })
  input.addEventListener('keydown', (event) => event.stopPropagation())
  return [h('span', { class: 'quiet' }, page.money.symbol(offer.currency)), input, error]
}
