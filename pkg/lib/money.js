/**
 * Amounts for people. An amount crosses the boundary as an exact decimal
 * string; `Intl.NumberFormat` takes such a string without rounding it first,
 * so only what is shown is rounded, never what is computed.
 */
import { taskfareError } from './errors.js'

const DECIMAL = /^-?\d+(\.\d+)?$/
const formatters = new Map()

function formatter(locale, currency, digits) {
  const key = `${locale}|${currency}|${JSON.stringify(digits)}`
  let found = formatters.get(key)
  if (!found) {
    found = created(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits })
    formatters.set(key, found)
  }
  return found
}

/** The formatter; `Intl` names neither what it refused nor where it came from. */
function created(locale, options) {
  try {
    return new Intl.NumberFormat(locale, options)
  } catch (error) {
    const path = /locale/i.test(error.message) ? 'locale' : 'options.currency'
    throw taskfareError('invalid-argument', error.message, { path, cause: error })
  }
}

export function requireDecimal(amount) {
  const text = typeof amount === 'number' && Number.isFinite(amount) ? plainDecimal(amount) : amount
  if (typeof text === 'string' && DECIMAL.test(text)) return text
  throw taskfareError('invalid-argument', `expected a decimal string, got ${JSON.stringify(amount)}`, { path: 'amount' })
}

/** A finite number as a decimal string without an exponent. */
function plainDecimal(number) {
  const text = String(number)
  return text.includes('e') ? number.toFixed(20) : text
}

/** Digits of a billed fact: cents from 1 upward; below it as many as three significant figures need. */
function factDigits(size, text) {
  if (size === 0) return { minimumFractionDigits: 0, maximumFractionDigits: 0 }
  if (size >= 1 || /^-?\d+(\.\d\d?)?$/.test(text)) return { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return { minimumSignificantDigits: 1, maximumSignificantDigits: 3 }
}

/** Digits of a forecast: two significant figures, two decimals from 1 to 10, none above. */
function forecastDigits(size) {
  if (size === 0) return { minimumFractionDigits: 0, maximumFractionDigits: 0 }
  if (size >= 10) return { minimumSignificantDigits: 1, maximumSignificantDigits: 2 }
  if (size >= 1) return { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }
}

/** `1.62` as `1.60`: two significant figures where two decimals are printed. */
const twoFigures = (text) => (Math.abs(Number(text)) >= 1 && Math.abs(Number(text)) < 10 ? String(Number(Number(text).toPrecision(2))) : text)

/** The decimal that is shown of an amount, and to how many digits. */
export function shaped(amount, forecast) {
  const text = requireDecimal(amount)
  const size = Math.abs(Number(text))
  return forecast ? { text: twoFigures(text), digits: forecastDigits(size) } : { text, digits: factDigits(size, text) }
}

export function format(amount, locale, { currency = 'USD', forecast = false } = {}) {
  if (amount === null || amount === undefined) return '–'
  const { text, digits } = shaped(amount, forecast)
  return formatter(locale, currency, digits).format(text)
}

export function toNumber(amount) {
  return amount === null || amount === undefined ? null : Number(requireDecimal(amount))
}
