/**
 * Projections as the views use them: the engine's own answers, asked for in one
 * place. Closed form at once on this thread; simulation in the worker.
 */
import { pricedWorker } from './counting.js'
import { tierOf } from './offers.js'

/** @typedef {import('../pkg/wasm/engine/engine.js').Spread} Spread */
/** @typedef {import('../pkg/wasm/engine/engine.js').Basis} Basis */
/** @typedef {import('../pkg/index.js').Profile} Profile */
/** @typedef {import('../pkg/index.js').Harness} Harness */
/** @typedef {import('../pkg/index.js').Quantiles} Quantiles */
/** @typedef {import('../pkg/index.js').OfferProjection & { firstTry: number }} OfferProjection `firstTry`: probability that the first run completes the task */
/** @typedef {import('../pkg/wasm/engine/engine.js').AnatomyCall} AnatomyCall */
/** @typedef {import('../pkg/wasm/engine/engine.js').AnatomyLine} AnatomyLine */
/** @typedef {import('../pkg/wasm/engine/engine.js').Anatomy} Anatomy */
/** @typedef {import('../pkg/wasm/engine/engine.js').Advice} Advice */
/** @typedef {import('../pkg/wasm/engine/engine.js').Fan} Fan */
/** @typedef {import('../pkg/wasm/engine/engine.js').FarePoint} FarePoint */

/**
 * @typedef {object} Projecting
 * @property {(engine: import('../pkg/analysis.js').Analysis, prices: import('../pkg/index.js').CompiledPrices | undefined) => void} use another price table from now on
 * @property {() => Profile[]} profiles
 * @property {() => Harness[]} harnesses
 * @property {(ask: Ask) => Map<string, OfferProjection>} closed all offers at once, without simulation
 * @property {(ask: Ask, signal: AbortSignal) => Promise<Map<string, OfferProjection>>} closedApart the same in the worker, for what can wait
 * @property {(ask: Ask, known: Map<string, OfferProjection>, signal: AbortSignal) => Promise<Map<string, OfferProjection>>} simulated
 * @property {(ask: Ask, signal: AbortSignal) => Promise<Fan>} fan costs along the calls of the first offer asked for, simulated
 * @property {(ask: Ask) => FarePoint[]} overTime the first offer's task on every date on which its price changed, oldest first
 * @property {(ask: Ask) => Anatomy | null} anatomy of the first offer asked for
 * @property {(ask: Ask) => Advice[]} advice for the first offer asked for
 */

/** @typedef {{ scenario: import('./scenario.js').Scenario, offers: string[], at: string, service: string }} Ask */

/** Simulated tasks per offer: enough that the ends of the bar move by less than its dot. The same for the one that is shown in full: it says what its row says. */
const RUNS = 2000

/** One seed for the page, so that the same link shows the same figures. */
const SEED = 1

/**
 * @param {import('../pkg/analysis.js').Analysis} first
 * @returns {Projecting}
 */
export function createProjecting(first) {
  let engine = first
  /** @type {import('../pkg/index.js').CompiledPrices | undefined} */
  let prices
  // The same under every price table; read when they are first asked for, apart from the engine's own start.
  /** @type {Profile[] | undefined} */
  let profiles
  /** @type {Harness[] | undefined} */
  let harnesses
  return {
    use(next, own) {
      engine = next
      prices = own
    },
    profiles: () => (profiles ??= engine.profiles()),
    harnesses: () => (harnesses ??= engine.harnesses()),
    closed: (ask) => firstTries(ask, engine.project(request(ask, 0)).offers, () => engine.project(request(once(ask), 0)).offers),
    async closedApart(ask, signal) {
      const worker = await pricedWorker(prices)
      const { offers } = await worker.project(request(ask, 0), { signal })
      const tries = isOnce(ask) ? offers : (await worker.project(request(once(ask), 0), { signal })).offers
      return firstTries(ask, offers, () => tries)
    },
    async simulated(ask, known, signal) {
      const worker = await pricedWorker(prices)
      const { offers } = await worker.project(request(ask, RUNS), { signal })
      return byOffer(offers, ({ offer }) => known.get(offer)?.firstTry ?? 0)
    },
    async fan(ask, signal) {
      const worker = await pricedWorker(prices)
      return worker.fan(request(ask, RUNS), { signal })
    },
    overTime: (ask) => engine.fareHistory(request(ask, 0))[0]?.points ?? [],
    anatomy: (ask) => engine.anatomy(request(ask, 0)),
    advice: (ask) => engine.advise(request(ask, 0)),
  }
}

/** @param {Ask} ask @param {number} runs */
function request({ scenario, offers, at, service }, runs) {
  return { ...scenario, offers: offers.map((model) => ({ model, serviceTier: tierOf(service) })), at, runs, seed: SEED }
}

/** @param {Ask} ask */
const isOnce = ({ scenario }) => scenario.harness.attempts === 1

/** The same with a single try. @param {Ask} ask @returns {Ask} */
const once = (ask) => ({ ...ask, scenario: { ...ask.scenario, harness: { ...ask.scenario.harness, attempts: 1 } } })

/** Rows with how likely the first try completes the task: where one try is all, that is their success. @param {Ask} ask @param {import('../pkg/index.js').OfferProjection[]} rows @param {() => import('../pkg/index.js').OfferProjection[]} ofOne the same offers with a single try */
function firstTries(ask, rows, ofOne) {
  if (isOnce(ask)) return byOffer(rows, ({ success }) => success)
  const first = new Map(ofOne().map(({ offer, success }) => [offer, success]))
  return byOffer(rows, ({ offer }) => first.get(offer) ?? 0)
}

/** @param {import('../pkg/index.js').OfferProjection[]} rows @param {(row: import('../pkg/index.js').OfferProjection) => number} firstTry @returns {Map<string, OfferProjection>} */
function byOffer(rows, firstTry) {
  return new Map(rows.map((row) => [row.offer, { ...row, firstTry: firstTry(row) }]))
}
