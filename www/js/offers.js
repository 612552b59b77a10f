/**
 * The engine's price table as rows for people: one offer per model of a vendor,
 * at one instant and service tier. Everything the views know of prices is here.
 */

/**
 * @typedef {object} Offer
 * @property {string} id `vendor/model`, as the engine resolves it
 * @property {string} vendor
 * @property {string} vendorName
 * @property {string} name
 * @property {string | null} tier flagship, mid or small
 * @property {number | null} context tokens
 * @property {number | null} maxOutput tokens
 * @property {boolean} openWeights
 * @property {boolean} route a cloud or reseller of another vendor's model
 * @property {string | null} tokenizer
 * @property {string} currency
 * @property {Record<string, string>} rates per million tokens, by unit; only published ones
 * @property {string[]} sources names of what was read
 * @property {string | null} checked day
 * @property {string | null} since instant
 * @property {string | null} until instant
 * @property {string | null} note
 * @property {{ at: string, rates: Record<string, string> } | null} next the next change already announced
 * @property {string | null} released day
 * @property {string | null} retired day
 */

/** Days after which a figure that nobody looked at again is called stale. */
const STALE_DAYS = 30

/** @param {Offer} offer @param {string} at @returns {number | null} days since the check, where that is too long */
export function staleDays({ checked }, at) {
  if (!checked) return null
  const days = Math.floor((Date.parse(at) - Date.parse(checked)) / 86_400_000)
  return days > STALE_DAYS ? days : null
}

/**
 * @typedef {object} Bill one call, itemised
 * @property {'priced' | 'partial' | 'unpriced'} status partial: the total is a lower bound
 * @property {string | null} total exact decimal
 * @property {string} currency
 * @property {{ unit: string, quantity: number, rate: string | null, amount: string | null }[]} lines
 * @property {string | null} reason why it is not fully priced
 */

/**
 * @typedef {object} Interval rates over a half-open interval of time
 * @property {string | null} from
 * @property {string | null} to
 * @property {string} currency
 * @property {Record<string, string>} rates
 */

/**
 * @typedef {object} Offers
 * @property {(at: string, service: string) => Offer[]} list
 * @property {() => { id: string, name: string }[]} vendors
 * @property {(id: string) => string} vendorName
 * @property {() => string | null} checked the newest day on which anything was checked
 * @property {() => import('./money.js').ExchangeRate[]} exchange
 * @property {(offer: Offer) => Interval[]} history oldest first
 * @property {(offer: Offer, call: { input: number, output: number }, at: string, service: string) => Bill} bill
 */
