/**
 * A scenario as a file: what `npx taskfare project` and `diff` read, with the
 * page's own address beside it, so that the page opens it as it was saved.
 */
import { scenarioOf } from './scenario.js'
import { decode, defaults, encode } from './state.js'

/** @typedef {import('./state.js').State} State */

/** Simulated tasks per offer that the command draws. */
const RUNS = 2000

/** @param {import('./page.js').Page} page @param {string[]} shown ids of offers where none is pinned or chosen */
export function writeScenario({ store, projecting, at }, shown) {
  const { state } = store
  const { profile, harness } = scenarioOf(projecting, state)
  const ids = [...new Set([...state.pins, ...(state.row ? [state.row] : [])])]
  const offers = (ids.length ? ids : shown).map((model) => (state.service === 'standard' ? model : { model, serviceTier: state.service }))
  const fixed = { ...state, at: state.at ?? at().replace(/:\d\d(\.\d+)?Z$/, 'Z'), prompt: null }
  return `${JSON.stringify({ profile, harness, offers, at: at(), runs: RUNS, seed: 1, page: encode(fixed) }, null, 2)}\n`
}

/**
 * @param {string} text of a file @param {import('./projecting.js').Projecting} projecting
 * @returns {{ state: State, problems: string[] }} throws a `RangeError` where it is no scenario
 */
export function readScenario(text, projecting) {
  const file = parse(text)
  if (typeof file.page === 'string' && file.page.startsWith('#/')) return decode(file.page)
  const state = { ...defaults(), view: /** @type {const} */ ('task') }
  const problems = []
  const profile = idOf(file.profile)
  const harness = idOf(file.harness)
  if (projecting.profiles().some(({ id }) => id === profile)) state.task = profile
  else problems.push(`profile ${profile}`)
  if (harness && projecting.harnesses().some(({ id }) => id === harness)) state.harness = harness
  else if (harness) problems.push(`harness ${harness}`)
  if (typeof file.at === 'string') state.at = file.at
  state.pins = (Array.isArray(file.offers) ? file.offers : []).map((offer) => (typeof offer === 'string' ? offer : String(offer?.model ?? ''))).filter(Boolean).slice(0, 4)
  return { state, problems }
}

/** @param {string} text @returns {Record<string, unknown>} */
function parse(text) {
  /** @type {unknown} */
  let value
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error))
  }
  const holds = typeof value === 'object' && value !== null && ('page' in value || 'profile' in value)
  if (!holds) throw new RangeError('profile?')
  return /** @type {Record<string, unknown>} */ (value)
}

/** @param {unknown} choice an id, or a profile or harness of one's own */
const idOf = (choice) => (typeof choice === 'string' ? choice : typeof choice === 'object' && choice !== null && 'id' in choice ? String(choice.id) : '')
