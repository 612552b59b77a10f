/**
 * Figures for people. Forecasts get two significant figures, facts all of
 * theirs: the precision alone tells which is which. Amounts come as exact
 * decimal strings and `Intl.NumberFormat` reads them as such.
 */

/** @typedef {string | number} Decimal an exact decimal string, or a number where it is a forecast */

const EN_DASH = '–'

/** @type {[number, string][]} */
const UNITS = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
]

/** What formats differ by. */
const DIGITS = /** @type {const} */ (['style', 'currency', 'minimumFractionDigits', 'maximumFractionDigits', 'minimumSignificantDigits', 'maximumSignificantDigits'])

/** A date's parts without its year and what parts that from the rest: before it in English, behind it in Chinese. @param {Intl.DateTimeFormatPart[]} parts */
function withoutYear(parts) {
  const year = parts.findIndex(({ type }) => type === 'year')
  const beside = year === 0 ? 1 : year - 1
  return parts.filter((_, at) => at !== year && at !== beside).map(({ value }) => value).join('')
}

/** What is dear to make, made when it is first asked for. @template T @param {() => T} make @returns {() => T} */
function once(make) {
  /** @type {T | undefined} */
  let made
  return () => (made ??= make())
}

/** @type {Map<string, Format>} */
const made = new Map()

/** The formats of a locale, made once. @param {string} locale @returns {Format} */
export function createFormat(locale) {
  const known = made.get(locale)
  if (known) return known
  const format = makeFormat(locale)
  made.set(locale, format)
  return format
}

/**
 * Makes what the first screen writes with: a tenth of a second on a slow machine, which it has while it waits for the
 * engine. @param {string} locale @param {() => Promise<void>} breathe
 */
export async function warmFormat(locale, breathe) {
  const { day, forecast, percent, count, short } = createFormat(locale)
  const uses = [() => day('2026-01-01'), ...[0.012, 1.2, 120].map((value) => () => [forecast(value, 'USD'), forecast(value, null)]), () => [count(1200), short(1200), percent(0.5, '')]]
  for (const use of uses) {
    use()
    await breathe()
  }
}

/** @param {string} locale */
function makeFormat(locale) {
  /** @type {Map<string, Intl.NumberFormat>} */
  const cache = new Map()

  /** @param {Intl.NumberFormatOptions} options */
  const formatter = (options) => {
    const key = DIGITS.map((name) => options[name]).join()
    let found = cache.get(key)
    if (!found) cache.set(key, (found = new Intl.NumberFormat(locale, options)))
    return found
  }

  /** @param {Decimal} value @param {Intl.NumberFormatOptions} digits @param {string | null} currency */
  const show = (value, digits, currency) => {
    const style = currency ? { style: /** @type {const} */ ('currency'), currency, currencyDisplay: /** @type {const} */ ('narrowSymbol') } : {}
    const exact = typeof value === 'string' ? /** @type {Intl.StringNumericLiteral} */ (value) : value
    return formatter({ ...style, ...digits }).format(exact)
  }

  /** A forecast: `$0.055`, `$1.60`, `$390`. @param {Decimal} value @param {string | null} currency */
  const forecast = (value, currency) => show(twoFigures(Number(value)), forecastDigits(Number(value)), currency)

  /** A tick of an axis: no more digits than it needs. @param {number} value @param {string} currency */
  const tick = (value, currency) => show(value, Number.isInteger(value) ? { maximumFractionDigits: 0 } : value >= 1 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 9 }, currency)

  /** A forecast's interval, unit once: `$0.26–1.90`. @param {Decimal} low @param {Decimal} high @param {string} currency */
  const range = (low, high, currency) => (forecast(low, null) === forecast(high, null) ? forecast(low, currency) : `${forecast(low, currency)}${EN_DASH}${forecast(high, null)}`)

  /** A fact in a table: cents from 1 up, below it four significant digits, or four decimals where that is more; the bill has them all. @param {Decimal} value @param {string | null} currency */
  const fact = (value, currency) => show(value, factDigits(String(value)), currency)

  /** A published rate: as published, two decimals at least. @param {Decimal} value @param {string | null} currency */
  const rate = (value, currency) => show(value, { minimumFractionDigits: 2, maximumFractionDigits: 12 }, currency)

  /** A line of a bill: four decimals, or as many as the exact value has. @param {Decimal} value @param {string | null} currency @param {number} [places] at least: those of the longest line, so that points stand under each other */
  const line = (value, currency, places = 4) =>
    show(value, { minimumFractionDigits: places, maximumFractionDigits: Math.max(places, Math.min(12, decimals(String(value)))) }, currency)

  /** An exact count with separators, its decimals up to so many. @param {number} count @param {number} [places] */
  const count = (count, places = 0) => formatter({ maximumFractionDigits: places }).format(count)

  /** A count in a few characters: `863k`, `2.4M`. @param {number} value */
  const short = (value) => {
    const [step, unit] = UNITS.find(([step]) => Math.abs(value) >= step * 0.9995) ?? [1, '']
    const scaled = value / step
    return formatter({ maximumFractionDigits: step > 1 && Math.abs(scaled) < 9.95 ? 1 : 0 }).format(scaled) + unit
  }

  /** Whole per cent of a share, `under 1%` where that would read 0. @param {number} share @param {string} under */
  const percent = (share, under) => {
    if (share > 0 && share < 0.01) return under
    return formatter({ style: 'percent', maximumFractionDigits: 0 }).format(share)
  }

  /** A day: `22 Nov 2026`. @param {string | Date} at */
  const day = (at) => dayFormat().format(typeof at === 'string' ? new Date(at) : at)
  // One of its kind serves both: making one takes longer than all that it will ever write.
  const dayFormat = once(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', day: 'numeric', month: locale.startsWith('zh') ? 'long' : 'short' }))

  /** A day of this year: `1 Dec`. @param {string | Date} at */
  const shortDay = (at) => withoutYear(dayFormat().formatToParts(typeof at === 'string' ? new Date(at) : at))

  /** A number with as many decimals as asked. @param {number} value @param {number} places */
  const plain = (value, places) => formatter({ minimumFractionDigits: places, maximumFractionDigits: places }).format(value)

  /** A month: `Nov`. @param {number} at */
  const month = (at) => monthFormat().format(at)
  const monthFormat = once(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short' }))

  /** Two significant figures of what is no money. @param {number} value */
  const significant = (value) => formatter({ maximumSignificantDigits: 2 }).format(value)

  return { month, significant, locale, forecast, tick, range, fact, rate, line, count, short, percent, day, shortDay, plain }
}

/** @typedef {ReturnType<typeof makeFormat>} Format */

/** @param {number} value */
export function twoFigures(value) {
  return Number(value.toPrecision(2))
}

/** @param {number} value @returns {Intl.NumberFormatOptions} */
function forecastDigits(value) {
  const size = Math.abs(twoFigures(value))
  if (size === 0) return { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  if (size >= 10) return { maximumFractionDigits: 0 }
  if (size >= 1) return { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }
}

/** @param {string} value @returns {Intl.NumberFormatOptions} */
function factDigits(value) {
  const size = Math.abs(Number(value))
  if (size >= 1 || size === 0) return { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  const leadingZeros = Math.max(0, -Math.floor(Math.log10(size)) - 1)
  return { minimumFractionDigits: 2, maximumFractionDigits: Math.max(4, Math.min(leadingZeros + 4, 14)) }
}

/** How many decimals a decimal string needs. @param {string} value */
export function decimals(value) {
  const fraction = value.split('.')[1] ?? ''
  return fraction.replace(/0+$/, '').length
}

/**
 * An exact product of a decimal string and a decimal string, as a decimal
 * string: how a price in one currency is shown in another without a float.
 * @param {string} left @param {string} right
 */
export function multiply(left, right) {
  const [a, aPlaces] = scaled(left)
  const [b, bPlaces] = scaled(right)
  return unscaled(a * b, aPlaces + bPlaces)
}

/** `left / right` to `places` decimals, rounded half up. @param {string} left @param {string} right @param {number} [places] */
export function divide(left, right, places = 12) {
  const [a, aPlaces] = scaled(left)
  const [b, bPlaces] = scaled(right)
  const top = a * 10n ** BigInt(places + bPlaces + 1)
  const quotient = top / (b * 10n ** BigInt(aPlaces))
  return unscaled((quotient + (quotient < 0n ? -5n : 5n)) / 10n, places)
}

/** @param {string} value @returns {[bigint, number]} */
function scaled(value) {
  const [whole = '0', fraction = ''] = value.split('.')
  return [BigInt(whole + fraction), fraction.length]
}

/** @param {bigint} value @param {number} places */
function unscaled(value, places) {
  const sign = value < 0n ? '-' : ''
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return sign + whole + (fraction ? `.${fraction}` : '')
}
