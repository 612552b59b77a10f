/** The engine of the package, opened once, as the two faces the views work with; the reader's own prices are laid over it. */
import { compilePrices, createAnalysis } from '../pkg/browser.js'
import { compiled } from './wasm.js'
import { createFleet } from './fleet.js'
import { createOffers } from './offers.js'
import { ownTable } from './own-prices.js'
import { createProjecting } from './projecting.js'

/** @typedef {{ offers: import('./offers.js').Offers, projecting: import('./projecting.js').Projecting, fleet: import('./fleet.js').Fleet }} Opened */

/** @typedef {import('../pkg/index.js').OwnTable} OwnTable */

/** @returns {Promise<Opened & { lay(state: import('./state.js').State, at: string, again: () => void): Promise<void>, readPublished(): Promise<void> }>} */
export async function openEngine() {
  const engine = await createAnalysis({ wasm: await compiled() })
  const published = createOffers(engine)
  const offers = createOffers(engine)
  const projecting = createProjecting(engine)
  const fleet = createFleet(engine)
  let laid = ''
  /** The published table in full: only own rates need it. @type {OwnTable | null} */
  let file = null
  /** @type {Promise<void> | null} */
  let reading = null
  const readPublished = () => (reading ??= fetchPublished().catch(() => {}))
  async function fetchPublished() {
    const response = await fetch(new URL('../pkg/prices.v1.json', import.meta.url))
    if (response.ok) file = await response.json()
  }
  /** The newest prices that were laid, or are about to be. */
  let laying = Promise.resolve()
  /** @param {string} key @param {() => OwnTable | undefined} ownPrices @param {() => void} again */
  async function use(key, ownPrices, again) {
    const prices = ownPrices()
    const compiled = prices && (await compilePrices(prices))
    const own = compiled ? await createAnalysis({ prices: compiled }) : engine
    // Changed once more meanwhile: the newest holds.
    if (key !== laid) return
    offers.use(own)
    projecting.use(own, compiled)
    fleet.use(compiled)
    if (compiled) again()
  }
  return {
    offers,
    projecting,
    fleet,
    /** Fetches what own rates are laid into; without it they stand alone. */
    readPublished,
    /**
     * Takes over own rates and discounts where they changed: published prices at once, own ones when they are
     * compiled. `again` is called then, and where more of the published table has come. Fails where they make no table.
     */
    lay({ ownRates, discounts }, at, again) {
      const key = [...ownRates, '|', ...discounts, file && ownRates.length ? '|' : ''].join(',')
      if (key === laid || (laid === '' && key === '|,')) return laying
      laid = key
      if (ownRates.length && !file) void readPublished().then(() => file && again())
      laying = use(key, () => ownTable({ ownRates, discounts }, published.list(at, 'standard'), at, file), again)
      return laying
    },
  }
}
