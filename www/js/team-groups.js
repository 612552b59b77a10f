/**
 * The groups of a team as the state holds them: the first in keys of its own,
 * the others each as a short text, so that a link says all of them.
 */
import { generationOf } from './offers.js'
import { OWN_WORK } from './own-work.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {import('../pkg/fleet.js').FleetGroup} FleetGroup */
/** @typedef {{ offer: string, share: number }} Part `share` of the tasks, in parts of the sum of all shares */

/**
 * @typedef {object} TeamGroup
 * @property {string} name
 * @property {number} people
 * @property {number} active per cent of the people at work with an agent on a working day
 * @property {number} heavy per cent of all use by the top tenth
 * @property {'day' | 'task'} by whether use is given by a day's cost or by tasks
 * @property {string} dayCost US dollars of an active person's day, on average
 * @property {string} dayTail US dollars that one such day in ten exceeds
 * @property {number} sure per cent by which the average may be off, 8 in 10
 * @property {number} tasks of an active person a day
 * @property {string} task profile id
 * @property {string} harness id
 * @property {number} grows per cent a month
 * @property {string[]} mix models and their shares of the tasks, as `writePart` has them; none: one model
 */

/** Least and most of what is counted. */
export const RANGES = /** @type {const} */ ({ people: [1, 1_000_000], active: [1, 100], heavy: [10, 95], sure: [0, 300], tasks: [1, 10_000], grows: [0, 100] })

/** What a field of the first group is called in the state. */
const FIRST = /** @type {const} */ ({ name: 'teamName', people: 'people', active: 'active', heavy: 'heavy', by: 'teamBy', dayCost: 'dayCost', dayTail: 'dayTail', sure: 'sure', tasks: 'teamTasks', task: 'task', harness: 'harness', grows: 'grows', mix: 'mix' })

const FIELDS = /** @type {(keyof TeamGroup)[]} */ (Object.keys(FIRST))

/** Groups that a link has room for. */
export const MOST_GROUPS = 8
const AMOUNT = /^\d{1,9}(\.\d{1,9})?$/
const ID = /^[a-z0-9][a-z0-9-]{0,60}$/

/** @param {string} text `openai/gpt-5.5*30` @returns {Part} */
export function readPart(text) {
  const [, offer = '', share = ''] = /^([a-z0-9-]+\/[^~,*+]+)\*(\d{1,3})$/.exec(text) ?? []
  if (offer === '' || Number(share) < 1 || Number(share) > 100) throw new RangeError('a model and its share')
  return { offer, share: Number(share) }
}

/** @param {Part} part */
export const writePart = ({ offer, share }) => `${offer}*${share}`

/** @param {TeamGroup} group */
export function writeGroup({ name, mix, ...rest }) {
  const plain = FIELDS.filter((field) => field !== 'name' && field !== 'mix').map((field) => rest[/** @type {keyof typeof rest} */ (field)])
  return [encodeURIComponent(name).replaceAll('~', '%7E'), ...plain, mix.join('+')].join('~')
}

/** @param {string} text @returns {TeamGroup} throws a `RangeError` where it is no such text */
export function readGroup(text) {
  const parts = text.split('~')
  if (parts.length !== FIELDS.length) throw new RangeError('a group')
  const said = /** @type {Record<keyof TeamGroup, string>} */ (Object.fromEntries(FIELDS.map((field, at) => [field, parts[at] ?? ''])))
  const whole = (/** @type {keyof typeof RANGES} */ field) => {
    const [low, high] = RANGES[field]
    const number = Number(said[field])
    if (!Number.isInteger(number) || number < low || number > high) throw new RangeError(`${low} to ${high}`)
    return number
  }
  const matching = (/** @type {string} */ value, /** @type {RegExp} */ form) => {
    if (!form.test(value)) throw new RangeError(String(form))
    return value
  }
  const mix = said.mix.split('+').filter(Boolean)
  mix.forEach(readPart)
  return {
    name: decodeURIComponent(said.name).slice(0, 40),
    people: whole('people'),
    active: whole('active'),
    heavy: whole('heavy'),
    by: /** @type {'day'} */ (matching(said.by, /^(day|task)$/)),
    dayCost: matching(said.dayCost, AMOUNT),
    dayTail: matching(said.dayTail, AMOUNT),
    sure: whole('sure'),
    tasks: whole('tasks'),
    task: matching(said.task, ID),
    harness: matching(said.harness, ID),
    grows: whole('grows'),
    mix,
  }
}

/** Every group of a state. @param {State} state @returns {TeamGroup[]} */
export function groupsOf(state) {
  const first = /** @type {unknown} */ (Object.fromEntries(FIELDS.map((field) => [field, state[FIRST[field]]])))
  return [/** @type {TeamGroup} */ (first), ...state.groups.map(readGroup)]
}

/** The place of the group at hand, where the state names one that exists. @param {State} state */
export const placeOf = (state) => Math.min(state.group, state.groups.length)

/** @param {TeamGroup[]} groups one or more @returns {Partial<State>} */
function stateOf([first, ...others]) {
  const flat = Object.fromEntries(FIELDS.map((field) => [FIRST[field], first?.[field]]))
  return { ...flat, groups: others.map(writeGroup) }
}

/** What changes when a group does. @param {State} state @param {number} place @param {Partial<TeamGroup>} patch @returns {Partial<State>} */
export function changed(state, place, patch) {
  return stateOf(groupsOf(state).map((group, at) => (at === place ? { ...group, ...patch } : group)))
}

/** One more group, as the one at hand is, and at hand itself. @param {State} state @param {string} name @returns {Partial<State>} */
export function added(state, name) {
  const groups = groupsOf(state)
  const like = /** @type {TeamGroup} */ (groups[placeOf(state)])
  return { ...stateOf([...groups, { ...like, name, people: Math.max(1, Math.round(like.people / 4)) }]), group: groups.length }
}

/** The same without one; the last stays. @param {State} state @param {number} place @returns {Partial<State>} */
export function removed(state, place) {
  const left = groupsOf(state).filter((_, at) => at !== place)
  return left.length === 0 ? {} : { ...stateOf(left), group: Math.max(0, place - 1) }
}

/** The model of a task where none is named: the chosen row, else of the flagships that most sources price the newest. @param {import('./page.js').Page} page */
export function modelOf({ store, offers, at }) {
  if (store.state.row) return store.state.row
  const sold = offers.list(at(), 'standard', false).filter(({ tier, rates, sources, retired, currency }) => tier === 'flagship' && !retired && currency === 'USD' && rates.input !== undefined && rates.cacheRead !== undefined && sources.length > 1)
  return sold.sort((left, right) => right.sources.length - left.sources.length || generationOf(right.id) - generationOf(left.id) || left.id.localeCompare(right.id))[0]?.id ?? ''
}

/** The models of a group, each with its share of the tasks; one for all where no mix is set. @param {TeamGroup} group @param {string} fallback @returns {Part[]} */
export function partsOf({ mix }, fallback) {
  return mix.length ? mix.map(readPart) : [{ offer: fallback, share: 100 }]
}

const Z90 = 1.2815515655446004

/**
 * Spread of a lognormal whose upper tenth begins at so many times its average.
 * Beyond `e^(z²/2)`, 2.27 times, no lognormal does; the widest that comes near is taken.
 * @param {number} ratio
 */
export function sigmaOfTail(ratio) {
  const log = Math.log(Math.max(1, ratio))
  return log >= Z90 ** 2 / 2 ? Z90 : Z90 - Math.sqrt(Z90 ** 2 - 2 * log)
}

/** A group as the engine takes it. @param {TeamGroup} group @param {string} fallback the model where no mix is set @returns {FleetGroup} */
export function fleetGroup(group, fallback) {
  const people = { name: group.name, people: group.people, activeShare: group.active / 100, heavy: { kind: /** @type {const} */ ('top-share'), value: group.heavy / 100 }, growth: group.grows / 100 }
  if (group.by === 'task') {
    const parts = partsOf(group, fallback)
    const whole = parts.reduce((sum, { share }) => sum + share, 0)
    // One's own work has no profile of this name in the engine.
    const profile = group.task === OWN_WORK ? 'bug-fix' : group.task
    return { ...people, tasksPerDay: group.tasks, work: parts.map(({ offer, share }) => ({ profile, harness: group.harness, offer, share: share / whole })) }
  }
  // What nobody knows of the average holds for everybody at once.
  const levelSigma = Math.log(1 + group.sure / 100) / Z90
  return { ...people, tasksPerDay: 1, cost: { mean: Number(group.dayCost), sigma: sigmaOfTail(Number(group.dayTail) / Number(group.dayCost)), levelSigma } }
}

/**
 * Groups of a file as `taskfare fleet` reads them, as far as the page has fields for them.
 * @param {unknown} groups @param {TeamGroup} like what a file does not say
 * @returns {{ state: Partial<State>, problems: string[] }}
 */
export function fromFile(groups, like) {
  /** @type {string[]} */
  const problems = []
  const read = (Array.isArray(groups) ? groups : []).slice(0, MOST_GROUPS).map((group, at) => oneFromFile(group, like, `groups[${at}]`, problems))
  if (read.length === 0) throw new RangeError('groups?')
  if (Array.isArray(groups) && groups.length > MOST_GROUPS) problems.push(`groups[${MOST_GROUPS}]`)
  return { state: { ...stateOf(read), group: 0 }, problems }
}

/** @param {any} group @param {TeamGroup} like @param {string} path @param {string[]} problems @returns {TeamGroup} */
function oneFromFile(group, like, path, problems) {
  const number = (/** @type {unknown} */ value, /** @type {keyof typeof RANGES} */ field, times = 1) => {
    if (value === undefined || value === null) return like[field]
    const [low, high] = RANGES[field]
    const whole = Math.round(Number(value) * times)
    if (whole >= low && whole <= high) return whole
    problems.push(`${path}.${field}`)
    return like[field]
  }
  const work = Array.isArray(group?.work) ? group.work : []
  const offerOf = (/** @type {any} */ one) => (typeof one?.offer === 'string' ? one.offer : String(one?.offer?.model ?? ''))
  const mix = work.flatMap((/** @type {any} */ one) => {
    const text = writePart({ offer: offerOf(one), share: Math.max(1, Math.round(Number(one?.share ?? 1) * 100)) })
    try {
      readPart(text)
      return [text]
    } catch {
      problems.push(`${path}.work: ${offerOf(one)}`)
      return []
    }
  })
  if (group?.heavy !== undefined && group.heavy?.kind !== 'top-share') problems.push(`${path}.heavy`)
  const mean = Number(group?.cost?.mean)
  const sigma = Number(group?.cost?.sigma ?? 0)
  const known = Number.isFinite(mean) && mean > 0 && work.length === 0
  // The page asks for a day's cost: a task's times the tasks of a day.
  const day = mean * Number(group?.tasksPerDay ?? 1)
  const dollars = (/** @type {number} */ value) => String(Math.max(1, Math.round(value)))
  return {
    ...like,
    name: String(group?.name ?? '').slice(0, 40),
    people: number(group?.people, 'people'),
    active: number(group?.activeShare, 'active', 100),
    heavy: group?.heavy?.kind === 'top-share' ? number(group.heavy.value, 'heavy', 100) : like.heavy,
    grows: number(group?.growth, 'grows', 100),
    by: known ? 'day' : 'task',
    tasks: number(group?.tasksPerDay, 'tasks'),
    ...(known ? { dayCost: dollars(day), dayTail: dollars(day * Math.exp(Z90 * sigma - sigma ** 2 / 2)), sure: number(group?.cost?.levelSigma === undefined ? 0 : Math.exp(Z90 * Number(group.cost.levelSigma)) - 1, 'sure', 100) } : {}),
    ...(work.length ? { task: String(work[0].profile ?? like.task), harness: String(work[0].harness ?? 'claude-code'), mix } : {}),
  }
}
