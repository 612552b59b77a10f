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
 * @property {string} service the tier of its rates: standard, batch, flex or fast
 * @property {Record<string, string>} rates per million tokens, by unit; only published ones
 * @property {string[]} sources names of what was read
 * @property {number} agree how many of them say the same
 * @property {string | null} checked day
 * @property {Record<string, Origin>} rateSources by unit, where they are not those of the offer
 * @property {string | null} since instant
 * @property {string | null} until instant
 * @property {string | null} note
 * @property {{ at: string, rates: Record<string, string> } | null} next the next change already announced
 * @property {string | null} released day
 * @property {string | null} retired day
 */

/** @typedef {{ sources: string[], agree: number, checked: string | null }} Origin where a figure comes from, how many of the sources say all of it, and the day on which it was last seen there */

/**
 * The generation in a model's id: 6.1 of `gpt-6.1-sol`, 5.5 of `claude-opus-5-5`.
 * Dates and sizes in an id are no generation. Used for what to show first, nothing else.
 * @param {string} id
 */
export function generationOf(id) {
  const name = id.slice(id.indexOf('/') + 1)
  const match = /(?<![\d.])(\d{1,2})(?:[.-](\d{1,2}))?(?![\db])/.exec(name)
  return match ? Number(`${match[1]}.${match[2] ?? 0}`) : 0
}

/** Where a rate of an offer comes from: what only some of its sources list has its own. @param {Offer} offer @param {string} [unit] @returns {Origin} */
export const originOf = (offer, unit = 'input') => offer.rateSources[unit] ?? offer

/** Models that answer in tokens: those whose output is not charged at all turn text into vectors or scores. @param {Offer} offer */
export const answers = ({ rates }) => rates.output === undefined || Number(rates.output) > 0

/** Days after which a figure that nobody looked at again is called stale. */
const STALE_DAYS = 30

/** @param {{ checked: string | null }} figure @param {string} at @returns {number | null} days since the check, where that is too long */
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
 * @property {(engine: import('../pkg/index.js').Engine) => void} use another price table from now on
 * @property {(at: string, service: string, routes?: boolean) => Offer[]} list every offer; with `routes` false those of makers alone
 * @property {(at: string, service: string, vendors: string[], breathe: () => Promise<void>) => Promise<void>} listSlowly lists what all makers sell, one after another, so that the page stays alive
 * @property {(at: string, service: string, asked: Asked) => Offer[]} listFor the offers that may be shown: without clouds and resellers, a quarter of the work, where none is asked for
 * @property {() => { id: string, name: string }[]} makers vendors of what was listed so far
 * @property {() => { id: string, name: string }[]} vendors all, clouds and resellers too
 * @property {(id: string) => string} vendorName
 * @property {() => string | null} checked the newest day on which anything was checked
 * @property {() => import('./money.js').ExchangeRate[]} exchange
 * @property {(offer: Offer) => Interval[]} history of its rates in its tier, oldest first
 * @property {(at: string) => Family[]} families tokenizers of what is sold, each with a model to stand for it
 * @property {(offer: Offer) => import('../pkg/wasm/engine/engine.js').ModelTokenizer} tokenizer how the model's tokens can be counted
 * @property {(offer: Offer, call: { input: number, output: number }, at: string, service: string) => Bill} bill
 */

/** @typedef {{ routes: boolean, vendors: string[], pins: string[], row: string }} Asked what of a state may ask for a cloud's or a reseller's offer */

/** @typedef {{ id: string, title: string, offer: Offer, names: string[] }} Family a tokenizer, its strongest model, and some that share it */

/** Offers of one instant and tier are asked for once. */
const KEPT = 6

/** @param {string} at @param {string} service @param {boolean} routes */
const keyOf = (at, service, routes) => `${at} ${service} ${routes}`

/**
 * @param {import('../pkg/index.js').Engine} first
 * @returns {Offers}
 */
export function createOffers(first) {
  let engine = first
  /** @type {Map<string, Offer[]>} */
  const lists = new Map()
  /** @type {Map<string, Interval[]>} */
  const histories = new Map()
  /** @type {Map<string, import('../pkg/wasm/engine/engine.js').ModelTokenizer>} */
  const tokenizers = new Map()
  const namesOf = () => new Map(engine.table.sources().map(({ id, name }) => [id, name]))

  /** @param {string} at @param {string} service @param {boolean} [routes] */
  function list(at, service, routes = true) {
    return lists.get(keyOf(at, service, routes)) ?? keep(engine.models({ at, serviceTier: tierOf(service), routes }), at, service, routes)
  }

  /** @param {RawOffer[]} raws @param {string} at @param {string} service @param {boolean} routes */
  function keep(raws, at, service, routes) {
    const names = namesOf()
    const found = raws.filter((raw) => isOffered(raw, at, service)).map((raw) => toOffer(raw, names, service))
    if (lists.size >= KEPT) lists.delete(lists.keys().next().value ?? '')
    lists.set(keyOf(at, service, routes), found)
    latest = { at, service }
    return found
  }

  /** @param {string} at @param {string} service @param {string[]} vendors @param {() => Promise<void>} breathe */
  async function listSlowly(at, service, vendors, breathe) {
    const raws = []
    for (const vendor of vendors) {
      raws.push(...engine.models({ at, serviceTier: tierOf(service), routes: false, vendor }))
      await breathe()
    }
    keep(raws, at, service, false)
  }

  /** @param {string} at @param {string} service @param {Asked} asked @returns {Offer[]} */
  function listFor(at, service, { routes, vendors, pins, row }) {
    if (routes) return list(at, service)
    const makers = list(at, service, false)
    const known = new Set(makers.flatMap(({ id, vendor }) => [id, vendor]))
    return [...pins, ...vendors, ...(row ? [row] : [])].every((id) => known.has(id)) ? makers : list(at, service)
  }

  /** What was listed last. @type {{ at: string, service: string } | null} */
  let latest = null

  /** @returns {{ id: string, name: string }[]} vendors of what was listed so far */
  const makers = () => {
    const known = new Map([...lists.values()].flat().map(({ vendor, vendorName }) => [vendor, vendorName]))
    return [...known].map(([id, name]) => ({ id, name })).sort((left, right) => left.name.localeCompare(right.name))
  }

  const vendors = () => {
    if (latest) list(latest.at, latest.service)
    return makers()
  }

  return {
    use(next) {
      engine = next
      lists.clear()
      histories.clear()
    },
    list,
    listSlowly,
    listFor,
    makers,
    vendors,
    vendorName: (id) => (makers().find((vendor) => vendor.id === id) ?? vendors().find((vendor) => vendor.id === id))?.name ?? id,
    checked: () => engine.table.checked ?? null,
    exchange: () => newestRates(engine.table.exchange()),
    history({ id, currency, service }) {
      const key = `${id} ${currency} ${service}`
      let found = histories.get(key)
      if (!found) histories.set(key, (found = engine.rates({ model: id, currency, serviceTier: tierOf(service) }).map(toInterval)))
      return found
    },
    tokenizer({ id }) {
      let found = tokenizers.get(id)
      if (!found) tokenizers.set(id, (found = engine.tokenizer(id)))
      return found
    },
    families(at) {
      /** @type {Map<string, Family>} */
      const found = new Map()
      const order = ['flagship', 'mid', 'small', null]
      const makers = list(at, 'standard', false).filter(({ rates, retired }) => !retired && rates.input !== undefined && Number(rates.output ?? 1) > 0)
      for (const offer of makers.sort((left, right) => order.indexOf(left.tier) - order.indexOf(right.tier) || generationOf(right.id) - generationOf(left.id))) {
        const { family, title } = this.tokenizer(offer)
        const known = found.get(family)
        if (known) known.names.push(offer.name)
        else found.set(family, { id: family, title, offer, names: [offer.name] })
      }
      return [...found.values()]
    },
    bill: (offer, usage, at, service) => toBill(engine.price({ model: offer.id, usage, at, serviceTier: tierOf(service), currency: offer.currency }), offer),
  }
}

/** @param {string} service */
export const tierOf = (service) => /** @type {'standard' | 'batch' | 'flex' | 'fast'} */ (service)

/** @typedef {ReturnType<import('../pkg/index.js').Engine['models']>[number]} RawOffer */

/** A model without a price in a tier is not sold in it; in the standard tier it is unpriced, unless it has ended. @param {RawOffer} raw @param {string} at @param {string} service */
function isOffered(raw, at, service) {
  if (raw.price) return !raw.retired || raw.retired > at.slice(0, 10)
  return service === 'standard' && !raw.retired && !raw.deprecated
}

/** @param {RawOffer} raw @param {Map<string, string>} names of sources @param {string} service @returns {Offer} */
function toOffer(raw, names, service) {
  const named = (/** @type {string[]} */ ids) => ids.map((id) => names.get(id) ?? id)
  const own = Object.entries(raw.price?.rateSources ?? {})
  return {
    id: raw.id,
    vendor: raw.vendor,
    vendorName: raw.vendorName,
    name: raw.name,
    tier: raw.tier ?? null,
    context: raw.context ?? null,
    maxOutput: raw.maxOutput ?? null,
    openWeights: raw.openWeights ?? false,
    route: raw.route,
    tokenizer: raw.tokenizer ?? null,
    currency: raw.currency,
    service,
    rates: raw.price?.rates ?? {},
    sources: named(raw.price?.sources ?? []),
    agree: raw.price?.sources.length ?? 0,
    checked: raw.price?.checked ?? null,
    rateSources: Object.fromEntries(own.map(([unit, { sources, agree, checked }]) => [unit, { sources: named(sources), agree, checked }])),
    since: raw.price?.from ?? null,
    until: raw.price?.to ?? null,
    note: raw.price?.note ?? null,
    next: raw.next?.from ? { at: raw.next.from, rates: raw.next.rates } : null,
    released: raw.released ?? null,
    retired: raw.retired ?? null,
  }
}

/** @param {ReturnType<import('../pkg/index.js').Engine['rates']>[number]} raw @returns {Interval} */
const toInterval = ({ from, to, currency, rates }) => ({ from: from ?? null, to: to ?? null, currency, rates })

/** The last dated rate of every currency against the US dollar. @param {{ base: string, quote: string, day: string, rate: string, source: string }[]} rates oldest first */
function newestRates(rates) {
  const newest = new Map(rates.filter(({ base }) => base === 'USD').map(({ quote, day, rate, source }) => [quote, { currency: quote, perUsd: rate, date: day, source }]))
  return [...newest.values()]
}

/** Reasons that grade a price and take none away. */
const GRADES = ['one-source', 'start-unknown', 'region-unlisted']

/** @param {ReturnType<import('../pkg/index.js').Engine['price']>} raw @param {Offer} offer @returns {Bill} */
function toBill(raw, offer) {
  return {
    status: raw.status,
    total: raw.total ?? null,
    currency: raw.currency ?? offer.currency,
    lines: raw.lines.map(({ kind, count, rate, amount }) => ({ unit: kind, quantity: Number(count), rate: rate ?? null, amount: amount ?? null })),
    reason: raw.reasons.find(({ code }) => !GRADES.includes(code))?.code ?? null,
  }
}
