/**
 * Numbers and money as `Intl` writes them in English, without it: the first formatter of a Node
 * process loads the data of all languages, 20 of the 150 ms in which the command is to answer.
 * A test holds both to be equal.
 */
import { format, requireDecimal, shaped } from '../money.js'

/** Symbols of the currencies of the price table; of any other `Intl` is asked. */
const SYMBOLS = { USD: '$', CNY: '¥' }

/** A decimal string as `digits`, an integer, over ten to the `decimals`. */
function parsed(text) {
  const [whole, fraction = ''] = text.replace('-', '').split('.')
  return { digits: BigInt(whole + fraction), decimals: fraction.length }
}

/** To so many decimals, below zero to tens and hundreds; a half is rounded away from zero. */
function rounded({ digits, decimals }, wanted) {
  const dropped = decimals - wanted
  if (dropped <= 0) return { digits, decimals }
  const unit = 10n ** BigInt(dropped)
  return { digits: (digits + unit / 2n) / unit, decimals: wanted }
}

const significant = ({ digits }) => (digits === 0n ? 1 : String(digits).length)

/** Without the trailing zeros that no digit is asked for, or with those that are. */
function padded({ digits, decimals }, isEnough) {
  let value = { digits, decimals }
  while (value.decimals < 0 || !isEnough(value)) value = { digits: value.digits * 10n, decimals: value.decimals + 1 }
  while (value.decimals > 0 && value.digits % 10n === 0n) {
    const shorter = { digits: value.digits / 10n, decimals: value.decimals - 1 }
    if (!isEnough(shorter)) break
    value = shorter
  }
  return value
}

/** `shown` is what `Intl` calls its digit options. */
function shortened(text, shown) {
  const value = parsed(text)
  if (shown.maximumSignificantDigits === undefined) {
    return padded(rounded(value, shown.maximumFractionDigits), ({ decimals }) => decimals >= shown.minimumFractionDigits)
  }
  const excess = significant(value) - shown.maximumSignificantDigits
  return padded(rounded(value, value.decimals - excess), (short) => significant(short) >= (shown.minimumSignificantDigits ?? 1))
}

function written(text, shown) {
  const { digits, decimals } = shortened(text, shown)
  const all = String(digits).padStart(decimals + 1, '0')
  const whole = all.slice(0, all.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === 0 ? whole : `${whole}.${all.slice(-decimals)}`
}

const sign = (text) => (text.startsWith('-') ? '-' : '')

/** An amount: a billed fact, or a forecast in two significant figures. */
export function moneyText(amount, { currency = 'USD', forecast = false } = {}) {
  const symbol = SYMBOLS[currency]
  if (symbol === undefined || amount === null || amount === undefined) return format(amount, 'en', { currency, forecast })
  const { text, digits } = shaped(amount, forecast)
  return `${sign(text)}${symbol}${written(text, digits)}`
}

/** A count, or any number in as many significant digits. */
export function numberText(value, maximumSignificantDigits = 21) {
  const text = requireDecimal(value)
  return sign(text) + written(text, { maximumSignificantDigits })
}
