/** The engine of the package, opened once, as the two faces the views work with. */
import { createEngine } from '../pkg/browser.js'
import { createOffers } from './offers.js'
import { createProjecting } from './projecting.js'

/** @typedef {{ offers: import('./offers.js').Offers, projecting: import('./projecting.js').Projecting }} Opened */

/** @returns {Promise<Opened>} */
export async function openEngine() {
  const engine = await createEngine()
  return { offers: createOffers(engine), projecting: createProjecting(engine) }
}
