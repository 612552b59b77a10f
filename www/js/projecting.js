/**
 * Projections as the views use them: the engine's own answers, asked for in one
 * place. Closed form at once on this thread; simulation in the worker.
 */
import { workerEngine } from './counting.js'

/**
 * @typedef {{ kind: 'fixed', value: number } | { kind: 'lognormal', median: number, sigma: number, cap?: number | null } | { kind: 'gamma', mean: number, shape: number } | { kind: 'empirical', values: number[] }} Spread
 */

/** @typedef {{ field: string, grade: 'measured' | 'published' | 'assumed', source: string, date: string, n: number | null }} Basis */

/**
 * @typedef {object} Profile the parts of the engine's profile that the page reads; the rest passes through
 * @property {string} id
 * @property {string} name
 * @property {number} promptTokens
 * @property {Spread} calls
 * @property {Spread} output
 * @property {Spread} results
 * @property {{ rate: number }} success
 * @property {Basis[]} basis
 */

/**
 * @typedef {object} Harness
 * @property {string} id
 * @property {string} name
 * @property {number} systemTokens
 * @property {{ stablePrefix: 'whole' | 'system' | 'none', ttlSeconds: number | null }} cache
 * @property {number} attempts
 * @property {Basis[]} basis
 */

/** @typedef {{ p10: number, p50: number, p90: number, p99: number, mean: number }} Quantiles */

/**
 * @typedef {object} OfferProjection
 * @property {string} offer
 * @property {'projected' | 'partial' | 'unpriced' | 'cannot-hold'} standing
 * @property {'measured' | 'carried-over' | 'assumed'} grade
 * @property {{ code: string, text: string }[]} reasons
 * @property {string} currency
 * @property {Quantiles | null} cost of one task, in `currency`
 * @property {number | null} fare
 * @property {number} success
 * @property {number} firstTry
 * @property {Quantiles | null} calls
 * @property {Quantiles | null} tokens
 * @property {number | null} breaksAtCall
 */

/**
 * @typedef {object} AnatomyCall
 * @property {number} call
 * @property {number} agent
 * @property {'call' | 'miss' | 'compaction' | 'reset' | 'keep-alive' | 'heartbeat'} event
 * @property {number} context
 * @property {number} fresh
 * @property {number} read
 * @property {number} written
 * @property {number} output
 * @property {number} reasoning
 * @property {string} cost
 * @property {string} soFar
 */

/** @typedef {{ kind: string, quantity: number, amount: string }} AnatomyLine */
/** @typedef {{ offer: string, currency: string, calls: AnatomyCall[], total: string, lines: AnatomyLine[] }} Anatomy */
/** @typedef {{ code: string, text: string, condition: string, saving: number, share: number }} Advice */

/**
 * @typedef {object} Projecting
 * @property {() => Profile[]} profiles
 * @property {() => Harness[]} harnesses
 * @property {(ask: Ask) => Map<string, OfferProjection>} closed all offers at once, without simulation
 * @property {(ask: Ask, known: Map<string, OfferProjection>, signal: AbortSignal) => Promise<Map<string, OfferProjection>>} simulated
 * @property {(ask: Ask) => Anatomy | null} anatomy of the first offer asked for
 * @property {(ask: Ask) => Advice[]} advice for the first offer asked for
 */

/** @typedef {{ scenario: import('./scenario.js').Scenario, offers: string[], at: string, service: string }} Ask */

/** Simulated tasks per offer: enough that the ends of the bar move by less than its dot. */
const RUNS = 1000

/** One seed for the page, so that the same link shows the same figures. */
const SEED = 1

/**
 * @param {import('../pkg/index.js').Engine} engine
 * @returns {Projecting}
 */
export function createProjecting(engine) {
  const profiles = engine.profiles()
  const harnesses = engine.harnesses()
  return {
    profiles: () => profiles,
    harnesses: () => harnesses,
    closed(ask) {
      const once = { ...ask.scenario, harness: { ...ask.scenario.harness, attempts: 1 } }
      const first = new Map(engine.project(request({ ...ask, scenario: once }, 0)).offers.map(({ offer, success }) => [offer, success]))
      return byOffer(engine.project(request(ask, 0)).offers, (offer) => first.get(offer) ?? 0)
    },
    async simulated(ask, known, signal) {
      const worker = await workerEngine()
      const { offers } = await worker.project(request(ask, RUNS), { signal })
      return byOffer(offers, (offer) => known.get(offer)?.firstTry ?? 0)
    },
    anatomy(ask) {
      const found = engine.anatomy(request(ask, 0))
      return found
    },
    advice: (ask) => engine.advice(request(ask, 0)),
  }
}

/** @param {Ask} ask @param {number} runs */
function request({ scenario, offers, at, service }, runs) {
  return { ...scenario, offers: offers.map((model) => ({ model, serviceTier: service })), at, runs, seed: SEED }
}

/** @param {any[]} rows @param {(offer: string) => number} firstTry @returns {Map<string, OfferProjection>} */
function byOffer(rows, firstTry) {
  return new Map(rows.map((row) => [row.offer, { ...row, firstTry: firstTry(row.offer) }]))
}
