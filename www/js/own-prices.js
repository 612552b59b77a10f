/**
 * The reader's own rates and negotiated discounts: short texts in the link, and
 * the table that is laid over the published one.
 */

/** @typedef {import('./offers.js').Offer} Offer */
/** @typedef {import('../pkg/index.js').OwnTable} OwnTable */
/** @typedef {{ id: string, unit: string, rate: string }} OwnRate `id` of an offer, `unit` of its rates, per million tokens in its currency */
/** @typedef {{ vendor: string, times: string }} Discount every rate of a vendor times this */

/** The source that own rates name. */
export const YOURS = 'yours'

/** Units a reader may set, as offers name them and as the table does. @type {Record<string, string>} */
const UNITS = { input: 'in', output: 'out', cacheRead: 'cache_read', cacheWrite: 'cache_write', cacheWrite5m: 'cache_write_5m', cacheWrite30m: 'cache_write_30m', cacheWrite1h: 'cache_write_1h', cacheWrite12h: 'cache_write_12h', reasoning: 'reasoning' }

const AMOUNT = /^\d{1,7}(\.\d{1,9})?$/

/** Rates under the table's names of units. @param {Record<string, string>} rates */
const ratesOf = (rates) => Object.fromEntries(Object.entries(rates).flatMap(([unit, rate]) => (UNITS[unit] ? [[UNITS[unit], rate]] : [])))

/** @param {string} text `openai/gpt-5.5~input~1.8` @returns {OwnRate} */
export function readRate(text) {
  const [id = '', unit = '', rate = ''] = text.split('~')
  if (!/^[a-z0-9-]+\/[^~,]+$/.test(id) || !(unit in UNITS) || !AMOUNT.test(rate)) throw new RangeError('an offer, a unit and a rate')
  return { id, unit, rate }
}

/** @param {OwnRate} rate */
export const writeRate = ({ id, unit, rate }) => `${id}~${unit}~${rate}`

/** @param {string} text `anthropic~0.85` @returns {Discount} */
export function readDiscount(text) {
  const [vendor = '', times = ''] = text.split('~')
  if (!/^[a-z0-9-]+$/.test(vendor) || !AMOUNT.test(times) || Number(times) <= 0 || Number(times) > 10) throw new RangeError('a vendor and a factor')
  return { vendor, times }
}

/** @param {Discount} discount */
export const writeDiscount = ({ vendor, times }) => `${vendor}~${times}`

/** Whether what somebody typed is a rate. @param {string} text */
export const isRate = (text) => AMOUNT.test(text)

/**
 * @param {{ ownRates: string[], discounts: string[] }} state
 * @param {Offer[]} published the offers they change, with their published rates
 * @param {string} at the instant the prices are read at
 * @param {OwnTable | null} [file] the published table: with it, an own rate takes the place of the base alone, and what the vendor charges for long prompts, in batches or at night stays
 * @returns {OwnTable | undefined} nothing where the reader changed nothing
 */
export function ownTable({ ownRates, discounts }, published, at, file = null) {
  const day = at.slice(0, 10)
  if (ownRates.length === 0 && discounts.length === 0) return undefined
  const rates = ownRates.map(readRate)
  /** @type {Map<string, NonNullable<OwnTable['vendors']>[number]>} */
  const vendors = new Map()
  for (const offer of published) {
    const own = rates.filter(({ id }) => id === offer.id)
    if (own.length === 0) continue
    const set = ratesOf(Object.fromEntries(own.map(({ unit, rate }) => [unit, rate])))
    const flat = { currency: offer.currency, rates: { ...ratesOf(offer.rates), ...set }, sources: [YOURS], checked: day }
    const id = offer.id.slice(offer.vendor.length + 1)
    const prices = file?.vendors?.find(({ vendor }) => vendor.id === offer.vendor)?.model?.find((model) => model.id === id)?.price ?? []
    const holds = (/** @type {typeof prices[number]} */ { currency, from, to }) => currency === offer.currency && (!from || from <= at) && (!to || at < to)
    const yours = Object.fromEntries(Object.keys(set).map((key) => [key, [YOURS]]))
    const changed = prices.map((price) => (holds(price) ? { ...price, rates: { ...price.rates, ...set }, rate_sources: { ...price.rate_sources, ...yours } } : price))
    const ownFile = vendors.get(offer.vendor) ?? { vendor: { id: offer.vendor, name: offer.vendorName, route: offer.route }, model: [] }
    ownFile.model?.push({ id, price: prices.some(holds) ? changed : [flat] })
    vendors.set(offer.vendor, ownFile)
  }
  return {
    sources: { [YOURS]: { name: YOURS, date: day } },
    vendors: [...vendors.values()],
    discounts: discounts.map(readDiscount).map(({ vendor, times }) => ({ of: vendor, name: YOURS, mul: { all: times } })),
  }
}
