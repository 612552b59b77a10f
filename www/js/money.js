/**
 * Amounts in the currency the reader chose. Only what is shown is converted, by
 * exact decimal arithmetic, at a rate that is always named beside it.
 */
import { divide, multiply } from './format.js'

export const CURRENCIES = /** @type {const} */ (['USD', 'CNY', 'EUR', 'GBP', 'JPY'])

/** @typedef {{ currency: string, perUsd: string, date: string, source: string }} ExchangeRate */

/**
 * @param {import('./format.js').Format} format
 * @param {import('./i18n.js').Words} t
 * @param {() => { currency: string, perUsd: string | null }} chosen
 * @param {() => ExchangeRate[]} table the dated rates that came with the prices
 */
export function createMoney(format, t, chosen, table) {
  /** @type {Map<string, string>} */
  const symbols = new Map()

  /** @param {string} [currency] */
  const symbol = (currency = chosen().currency) => {
    const known = symbols.get(currency)
    if (known) return known
    const found = new Intl.NumberFormat(format.locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency
    symbols.set(currency, found)
    return found
  }

  /** @param {string} currency */
  const listed = (currency) => table().find((rate) => rate.currency === currency)

  /** Units of `currency` for one US dollar; null where nobody has said. @param {string} currency @returns {string | null} */
  const perUsd = (currency) => {
    if (currency === 'USD') return '1'
    const { currency: display, perUsd: own } = chosen()
    return (currency === display && own) || listed(currency)?.perUsd || null
  }

  /** Where the rate of a currency comes from. @param {string} currency */
  const origin = (currency) => {
    const own = chosen()
    if (own.currency === currency && own.perUsd) return t('currency.given')
    const found = listed(currency)
    return found ? t('currency.table', { day: format.day(found.date), source: found.source }) : t('currency.none', { currency })
  }

  /** The currency amounts are shown in: the chosen one, or US dollars while its rate is missing. */
  const display = () => (perUsd(chosen().currency) === null ? 'USD' : chosen().currency)

  /**
   * An amount in the shown currency; null where no rate is known.
   * @param {string} amount @param {string} currency
   */
  const convert = (amount, currency) => {
    const to = display()
    if (currency === to) return amount
    const from = perUsd(currency)
    const into = perUsd(to)
    if (from === null || into === null) return null
    const dollars = from === '1' ? amount : divide(amount, from, 14)
    return into === '1' ? dollars : multiply(dollars, into)
  }

  /**
   * The same as a number, for sorting and drawing.
   * @param {string | null | undefined} amount @param {string} currency
   */
  const value = (amount, currency) => {
    const shown = amount === null || amount === undefined ? null : convert(amount, currency)
    return shown === null ? null : Number(shown)
  }

  /** What a forecast in a currency is multiplied by to be shown; null where no rate is known. @param {string} currency */
  const factor = (currency) => value('1', currency)

  /**
   * An amount in US dollars as `show` writes it in the shown currency; without a price, as such.
   * @param {string | number | null} dollars @param {(amount: string, currency: string) => string} [show]
   */
  const priced = (dollars, show = format.fact) => {
    if (dollars === null) return t('unpriced')
    const exact = typeof dollars === 'number' ? dollars.toFixed(12) : dollars
    return show(convert(exact, 'USD') ?? exact, display())
  }

  /** A rate as published; in the shown currency where that is another, only as sure as its exchange rate. @param {string} amount @param {string} currency */
  const rate = (amount, currency) => {
    const shown = value(amount, currency)
    return shown === null || currency === display() ? format.rate(amount, currency) : format.forecast(shown, display())
  }

  return { symbol, factor, perUsd, origin, display, convert, priced, value, rate }
}

/** @typedef {ReturnType<typeof createMoney>} Money */
