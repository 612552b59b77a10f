/**
 * Amounts for people. An amount crosses the boundary as an exact decimal
 * string; `Intl.NumberFormat` takes such a string without rounding it first,
 * so only what is shown is rounded, never what is computed.
 */
import { requireOptions, requireType, taskfareError } from './errors.js'

const DECIMAL = /^-?\d+(\.\d+)?$/
const formatters = new Map()

function formatter(locale, currency, digits) {
  const key = `${tags(locale)}|${currency}|${JSON.stringify(digits)}`
  let found = formatters.get(key)
  if (!found) {
    found = explained('options.currency', () => new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits }))
    formatters.set(key, found)
  }
  return found
}

function tags(locale) {
  if (locale !== undefined && !Array.isArray(locale)) requireType(locale, 'string', 'locale')
  return explained('locale', () => Intl.getCanonicalLocales(locale))
}

/** What `Intl` answers; it says neither where what it refuses came from, nor the same in every browser. */
function explained(path, ask) {
  try {
    return ask()
  } catch (error) {
    const hint = path === 'locale' ? 'a language tag such as en-US' : 'a code of ISO 4217 such as USD'
    throw taskfareError('invalid-argument', error.message, { path, hint, cause: error })
  }
}

export function requireDecimal(amount) {
  const text = typeof amount === 'number' && Number.isFinite(amount) ? plainDecimal(amount) : amount
  if (typeof text === 'string' && DECIMAL.test(text)) return text
  if (typeof amount !== 'number') requireType(amount, 'string', 'amount')
  throw taskfareError('invalid-argument', `expected a decimal string, got ${JSON.stringify(String(amount))}`, { path: 'amount' })
}

/** A finite number as a decimal string without an exponent. */
function plainDecimal(number) {
  const text = String(number)
  if (!text.includes('e')) return text
  return Math.abs(number) < 1 ? number.toFixed(20) : String(BigInt(number))
}

const NONE = { minimumFractionDigits: 0, maximumFractionDigits: 0 }
const CENTS = { minimumFractionDigits: 2, maximumFractionDigits: 2 }

/** Digits of a billed fact: cents from what rounds to 1 upward; below it as many as three significant figures need. */
function factDigits(size, text) {
  if (size === 0) return NONE
  if (size >= 0.9995 || /^-?\d+(\.\d\d?)?$/.test(text)) return CENTS
  return { minimumSignificantDigits: 1, maximumSignificantDigits: 3 }
}

/** Digits of a forecast of two significant figures: two decimals from 1 to 10, none above. */
function forecastDigits(size) {
  if (size === 0 || size >= 10) return NONE
  return size >= 1 ? CENTS : { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }
}

/** `1.62` as `1.6`, `9.96` as `10`: how many digits are printed depends on what is left, not on what was. */
const twoFigures = (text) => plainDecimal(Number(Number(text).toPrecision(2)))

/** The decimal that is shown of an amount, and to how many digits. */
export function shaped(amount, forecast) {
  const exact = requireDecimal(amount)
  const text = forecast ? twoFigures(exact) : exact
  const size = Math.abs(Number(text))
  return { text, digits: forecast ? forecastDigits(size) : factDigits(size, text) }
}

export function format(amount, locale, options = {}) {
  requireOptions(options, ['currency', 'forecast'])
  const { currency = 'USD', forecast = false } = options
  if (amount === null || amount === undefined) return '–'
  requireType(currency, 'string', 'options.currency')
  const { text, digits } = shaped(amount, forecast)
  return formatter(locale, currency, digits).format(text)
}

export function toNumber(amount) {
  return amount === null || amount === undefined ? null : Number(requireDecimal(amount))
}
