/**
 * A scenario as a file: what `npx taskfare project` and `diff` read, with the
 * page's own address beside it, so that the page opens it as it was saved.
 */
import { requestOf, yearOf } from './fleet.js'
import { scenarioOf } from './scenario.js'
import { decode, defaults, encode } from './state.js'
import { fleetGroup, fromFile, groupsOf, modelOf } from './team-groups.js'

/** @typedef {import('./state.js').State} State */

/** Simulated tasks per offer that the command draws. */
const RUNS = 2000

/** @param {import('./page.js').Page} page @param {string[]} shown ids of offers where none is pinned or chosen */
export function writeScenario(page, shown) {
  const { state } = page.store
  const written = state.view === 'team' ? teamFile(page) : taskFile(page, shown)
  const fixed = { ...state, at: state.at ?? page.at().replace(/:\d\d(\.\d+)?Z$/, 'Z'), prompt: null }
  return `${JSON.stringify({ ...written, page: encode(fixed) }, null, 2)}\n`
}

/** What `npx taskfare fleet` reads. @param {import('./page.js').Page} page */
function teamFile(page) {
  const { store, at } = page
  const { state } = store
  const groups = groupsOf(state).map((group) => fleetGroup(group, modelOf(page)))
  return { ...requestOf(groups, yearOf(state, at()), at()), budget: Math.max(0.01, state.budget - state.spent) }
}

/** What `npx taskfare project` reads. @param {import('./page.js').Page} page @param {string[]} shown */
function taskFile({ store, projecting, at }, shown) {
  const { state } = store
  const { profile, harness } = scenarioOf(projecting, state)
  const ids = [...new Set([...state.pins, ...(state.row ? [state.row] : [])])]
  const offers = (ids.length ? ids : shown).map((model) => (state.service === 'standard' ? model : { model, serviceTier: state.service }))
  return { profile, harness, offers, at: at(), runs: RUNS, seed: 1 }
}

/**
 * @param {string} text of a file @param {import('./projecting.js').Projecting} projecting
 * @returns {{ state: State, problems: string[] }} throws a `RangeError` where it is no scenario
 */
export function readScenario(text, projecting) {
  const file = parse(text)
  if (typeof file.page === 'string' && file.page.startsWith('#/')) return decode(file.page)
  if ('groups' in file) return readTeam(file)
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

/** A file of `npx taskfare fleet`. @param {Record<string, unknown>} file @returns {{ state: State, problems: string[] }} */
function readTeam({ groups, at, budget }) {
  const base = { ...defaults(), view: /** @type {const} */ ('team') }
  const like = /** @type {import('./team-groups.js').TeamGroup} */ (groupsOf(base)[0])
  const { state, problems } = fromFile(groups, like)
  const whole = Math.round(Number(budget ?? base.budget))
  if (!(whole >= 1 && whole <= 1_000_000_000)) problems.push('budget')
  return { state: { ...base, ...state, at: typeof at === 'string' ? at : null, budget: whole >= 1 && whole <= 1_000_000_000 ? whole : base.budget }, problems }
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
  const holds = typeof value === 'object' && value !== null && ('page' in value || 'profile' in value || 'groups' in value)
  if (!holds) throw new RangeError('profile?')
  return /** @type {Record<string, unknown>} */ (value)
}

/** @param {unknown} choice an id, or a profile or harness of one's own */
const idOf = (choice) => (typeof choice === 'string' ? choice : typeof choice === 'object' && choice !== null && 'id' in choice ? String(choice.id) : '')
