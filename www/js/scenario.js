/**
 * What is asked of the engine's projection: a profile and a harness with the
 * reader's own figures put in. Nothing is priced or drawn here.
 */

import { OWN_WORK, readOwnWork } from './own-work.js'

/** @typedef {import('./projecting.js').Profile} Profile */
/** @typedef {import('./projecting.js').Harness} Harness */
/** @typedef {import('./projecting.js').Spread} Spread */
/** @typedef {import('./state.js').State} State */

/** @typedef {{ profile: Profile, harness: Harness }} Scenario */

/** A compaction where the harness has none: what the engine's own harnesses assume. */
const SUMMARY = { summaryTokens: 3000, keepShare: 0.2, cold: false, extraCalls: 1 }

/** @param {Spread} spread its average */
export function meanOf(spread) {
  if (spread.kind === 'fixed') return spread.value
  if (spread.kind === 'gamma') return spread.mean
  if (spread.kind === 'empirical') return spread.values.reduce((sum, value) => sum + value, 0) / spread.values.length
  const mean = spread.median * Math.exp(spread.sigma ** 2 / 2)
  return spread.cap === null || spread.cap === undefined ? mean : Math.min(mean, spread.cap)
}

/** The value that so many standard deviations (of the logarithm) above the middle has. @param {Spread} spread @param {number} z */
export function quantileOf(spread, z) {
  if (spread.kind === 'fixed') return spread.value
  if (spread.kind === 'gamma') return spread.mean * Math.max(0, 1 + z / Math.sqrt(spread.shape))
  if (spread.kind === 'empirical') return spread.values[Math.floor(((z > 0 ? 0.9 : 0.5) * (spread.values.length - 1)))] ?? 0
  const value = spread.median * Math.exp(z * spread.sigma)
  return spread.cap === null || spread.cap === undefined ? value : Math.min(value, spread.cap)
}

/** @param {Spread} spread @param {number} factor @returns {Spread} */
function scaled(spread, factor) {
  if (spread.kind === 'fixed') return { ...spread, value: spread.value * factor }
  if (spread.kind === 'gamma') return { ...spread, mean: spread.mean * factor }
  if (spread.kind === 'empirical') return { ...spread, values: spread.values.map((value) => value * factor) }
  const cap = spread.cap ?? null
  return { ...spread, median: spread.median * factor, cap: cap === null ? undefined : cap * factor }
}

/** Tokens that a run starts with: system prompt, tools and the request. @param {Scenario} scenario */
export const startOf = ({ profile, harness }) => Math.round(harness.systemTokens + profile.promptTokens)

/** Tokens that the context grows by from call to call, on average. @param {Scenario} scenario */
export const growthOf = ({ profile }) => Math.round(meanOf(profile.output) + meanOf(profile.results))

/** Averages of a growth that leave no room below the model's own output. @param {Scenario} scenario */
export const leastGrowth = ({ profile }) => Math.ceil(meanOf(profile.output))

/** The scenario a state asks for, the reader's own figures and own work put in. @param {import('./projecting.js').Projecting} projecting @param {State} state */
export function scenarioOf(projecting, state) {
  const own = state.own !== null && state.task === OWN_WORK ? readOwnWork(state.own) : null
  const profile = own ?? byId(projecting.profiles(), state.task)
  const chosen = byId(projecting.harnesses(), state.harness)
  // A first prompt read from a log holds its harness's own part already.
  return withOwnFigures({ profile, harness: own ? { ...chosen, systemTokens: 0 } : chosen }, state)
}

/** @template {{ id: string }} T @param {T[]} all @param {string} id @returns {T} the first where the id is unknown */
function byId(all, id) {
  const found = all.find((one) => one.id === id) ?? all[0]
  if (!found) throw new Error('the engine has no profiles')
  return found
}

/**
 * @param {Scenario} base as it comes with the engine
 * @param {State} state
 * @returns {Scenario}
 */
export function withOwnFigures(base, state) {
  const profile = { ...base.profile }
  const harness = { ...base.harness, cache: { ...base.harness.cache } }
  if (state.start !== null) {
    harness.systemTokens = Math.max(0, state.start - profile.promptTokens)
    profile.promptTokens = state.start - harness.systemTokens
  }
  if (state.growth !== null) {
    const output = meanOf(profile.output)
    const results = meanOf(profile.results)
    const wanted = Math.max(0, state.growth - output)
    profile.results = results > 0 ? scaled(profile.results, wanted / results) : { kind: 'fixed', value: wanted }
  }
  if (state.tries !== null) harness.attempts = state.tries
  if (state.compactAt !== null) harness.compaction = { ...(harness.compaction ?? SUMMARY), trigger: { kind: 'tokens', tokens: state.compactAt } }
  if (state.cache === 'off') harness.cache.stablePrefix = 'off'
  if (state.cache === 'system') harness.cache.stablePrefix = 'system'
  if (state.cache === 'hour') harness.cache.ttlSeconds = 3600
  return { profile, harness }
}
