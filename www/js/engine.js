/** The engine of the package, opened once, as the two faces the views work with; the reader's own prices are laid over it. */
import { createEngine, createEngineSync } from '../pkg/browser.js'
import { compiled } from './wasm.js'
import { createFleet } from './fleet.js'
import { createOffers } from './offers.js'
import { ownTable } from './own-prices.js'
import { createProjecting } from './projecting.js'

/** @typedef {{ offers: import('./offers.js').Offers, projecting: import('./projecting.js').Projecting, fleet: import('./fleet.js').Fleet }} Opened */

/** @returns {Promise<Opened & { lay(state: import('./state.js').State, at: string): void }>} */
export async function openEngine() {
  const engine = await createEngine({ wasm: await compiled() })
  const published = createOffers(engine)
  const offers = createOffers(engine)
  const projecting = createProjecting(engine)
  const fleet = createFleet(engine)
  let laid = ''
  return {
    offers,
    projecting,
    fleet,
    /** Takes over own rates and discounts where they changed. Throws where they make no table. */
    lay({ ownRates, discounts }, at) {
      const key = [...ownRates, '|', ...discounts].join(',')
      if (key === laid || (laid === '' && key === '|')) return
      laid = key
      const prices = ownTable({ ownRates, discounts }, published.list(at, 'standard'), at.slice(0, 10))
      const own = prices ? createEngineSync({ prices }) : engine
      offers.use(own)
      projecting.use(own, prices)
      fleet.use(own)
    },
  }
}
