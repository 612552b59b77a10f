/**
 * What the page shows, as plain data, and as the part of its address after the
 * `#` (which no server ever sees): `#/prompt?v=1&o=800`. Keys are short, values
 * that are defaults are left out, and what cannot be read is named, not guessed.
 */
import { GRIDS, OWN_GRID } from './grids.js'
import { readDiscount, readRate } from './own-prices.js'
import { readOwnWork } from './own-work.js'
import { MOST_GROUPS, RANGES, readGroup, readPart } from './team-groups.js'

export const VERSION = 1

/** Views by their name in the address. */
export const VIEWS = /** @type {const} */ (['task', 'prompt', 'logs', 'team', 'prices'])

/** @typedef {(typeof VIEWS)[number]} View */

/**
 * @typedef {object} Codec
 * @property {(text: string) => unknown} read throws where the text is no such value
 * @property {(value: any) => string} write
 */

/** @type {Codec} */
const text = { read: (value) => value, write: String }

/** @type {Codec} */
const name = {
  read(value) {
    if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(value)) throw new RangeError('a kebab-case name')
    return value
  },
  write: String,
}

/** @param {number} low @param {number} high @returns {Codec} */
const whole = (low, high) => ({
  read(value) {
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < low || number > high) throw new RangeError(`${low} to ${high}`)
    return number
  },
  write: String,
})

/** A number with up to four decimals. @param {number} low @param {number} high @returns {Codec} */
const figure = (low, high) => ({
  read(value) {
    const number = Number(value)
    if (!/^\d+(\.\d{1,4})?$/.test(value) || number < low || number > high) throw new RangeError(`${low} to ${high}`)
    return number
  },
  write: String,
})

/** @param {readonly string[]} choices @returns {Codec} */
const oneOf = (choices) => ({
  read(value) {
    if (!choices.includes(value)) throw new RangeError(choices.join(', '))
    return value
  },
  write: String,
})

/** @type {Codec} */
const flag = {
  read(value) {
    if (value !== '1') throw new RangeError('1')
    return true
  },
  write: () => '1',
}

/** @type {Codec} */
const list = { read: (value) => value.split(',').filter(Boolean), write: (value) => value.join(',') }

/** Items that each must be readable. @param {(text: string) => unknown} read @returns {Codec} */
const listOf = (read) => ({
  read(value) {
    const items = value.split(',').filter(Boolean)
    items.forEach(read)
    return items
  },
  write: (value) => value.join(','),
})

/** @type {Codec} */
const decimal = {
  read(value) {
    if (!/^\d{1,9}(\.\d{1,9})?$/.test(value) || Number(value) === 0) throw new RangeError('a positive number')
    return value
  },
  write: String,
}

/** @type {Codec} */
const day = {
  read(value) {
    if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value))) throw new RangeError('2026-07-01')
    return value
  },
  write: String,
}

/** @type {Codec} */
const instant = {
  read(value) {
    const at = new Date(value)
    if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(value) || Number.isNaN(at.getTime())) throw new RangeError('2026-11-22T05:30Z')
    return value
  },
  write: String,
}

/** @type {Codec} */
const ownWork = {
  read(value) {
    readOwnWork(value)
    return value
  },
  write: String,
}

/** Least and most of the team's other figures: the engine's own ranges, as far as a field has digits for them. */
export const FIGURES = /** @type {const} */ ({ limit: [0.01, 1_000_000], loss: [0, 1000], review: [0, 1_000_000], outputOfTen: [1, 100], grams: [0, 2000], gpuHour: [0.01, 1_000_000], gpuSpeed: [1, 1_000_000_000], gpuBusy: [1, 100], gpus: [1, 100_000_000], gpuPower: [0, 1000], powerPrice: [0, 1000] })

/**
 * Every part of the state: its short key, its default and how it is written.
 * A part is never renamed or given another meaning within one version.
 */
const PARTS = /** @type {const} */ ({
  at: ['at', null, instant],
  currency: ['c', 'USD', oneOf(['USD', 'CNY', 'EUR', 'GBP', 'JPY'])],
  perUsd: ['x', null, decimal],
  sort: ['s', '', text],
  find: ['q', '', text],
  vendors: ['ve', [], list],
  tiers: ['ti', [], list],
  billed: ['bi', [], list],
  service: ['st', 'standard', oneOf(['standard', 'batch', 'flex', 'fast'])],
  routes: ['ro', false, flag],
  open: ['ow', false, flag],
  row: ['r', '', text],
  outputTokens: ['o', 800, whole(0, 1_000_000)],
  promptTokens: ['n', null, whole(0, 100_000_000)],
  prompt: ['p', null, text],
  left: ['tl', 'o200k_base', text],
  right: ['tr', 'cl100k_base', text],
  changed: ['ch', false, flag],
  task: ['k', 'bug-fix', name],
  harness: ['h', 'plain-loop', name],
  start: ['b', null, whole(1, 2_000_000)],
  growth: ['g', null, whole(0, 200_000)],
  tries: ['y', null, whole(1, 100)],
  cache: ['ca', 'harness', oneOf(['harness', 'hour', 'system', 'off'])],
  compactAt: ['co', null, whole(1000, 10_000_000)],
  perDay: ['d', 20, whole(1, 1_000_000)],
  days: ['m', 21, whole(1, 31)],
  pins: ['pi', [], list],
  measured: ['me', false, flag],
  context: ['cx', 0, whole(0, 10_000_000)],
  anatomy: ['an', false, flag],
  money: ['mo', false, flag],
  limit: ['li', null, figure(...FIGURES.limit)],
  by: ['by', 'model', oneOf(['model', 'kind', 'project'])],
  other: ['wi', '', text],
  own: ['ol', null, ownWork],
  ownRates: ['er', [], listOf(readRate)],
  discounts: ['di', [], listOf(readDiscount)],
  teamBy: ['tm', 'day', oneOf(['day', 'task'])],
  teamName: ['tn', '', text],
  people: ['pe', 40, whole(...RANGES.people)],
  dayCost: ['dc', '13', decimal],
  dayTail: ['dt', '28', decimal],
  active: ['ac', 80, whole(...RANGES.active)],
  teamTasks: ['tt', 3, whole(...RANGES.tasks)],
  heavy: ['hv', 40, whole(...RANGES.heavy)],
  sure: ['su', 20, whole(...RANGES.sure)],
  grows: ['gm', 3, whole(...RANGES.grows)],
  mix: ['mx', [], listOf(readPart)],
  groups: ['gr', [], listOf(readGroup)],
  group: ['gi', 0, whole(0, MOST_GROUPS - 1)],
  worth: ['wo', 0, whole(0, 1_000_000)],
  loss: ['lo', 0, whole(...FIGURES.loss)],
  review: ['rv', 0, figure(...FIGURES.review)],
  outputOfTen: ['oe', 2, figure(...FIGURES.outputOfTen)],
  grid: ['el', 'any', oneOf([...Object.keys(GRIDS), 'own'])],
  gridLow: ['e0', OWN_GRID.low, whole(...FIGURES.grams)],
  gridHigh: ['e1', OWN_GRID.high, whole(...FIGURES.grams)],
  gpuHour: ['gh', null, figure(...FIGURES.gpuHour)],
  gpuSpeed: ['gt', null, whole(...FIGURES.gpuSpeed)],
  gpuBusy: ['gb', 50, whole(...FIGURES.gpuBusy)],
  gpus: ['gn', 8, whole(...FIGURES.gpus)],
  gpuPower: ['gw', 0, figure(...FIGURES.gpuPower)],
  powerPrice: ['gp', 0, figure(...FIGURES.powerPrice)],
  budget: ['bu', 100_000, whole(1, 1_000_000_000)],
  spent: ['sp', 0, whole(0, 1_000_000_000)],
  from: ['fr', null, day],
  plans: ['pl', ['claude-max', 'claude-ultra'], list],
  plain: ['pt', false, flag],
  pieces: ['lt', false, flag],
  ids: ['id', false, flag],
})

/**
 * @typedef {object} State
 * @property {View} view
 * @property {string | null} at instant the prices are read at, UTC; null is now
 * @property {string} currency
 * @property {string | null} perUsd units of `currency` for one US dollar, typed by the user
 * @property {string} sort `fare`, `-fare`, or several with commas
 * @property {string} find
 * @property {string[]} vendors
 * @property {string[]} tiers
 * @property {string} service
 * @property {boolean} routes whether resellers and clouds are shown too
 * @property {boolean} open open weights only
 * @property {string[]} billed currencies in which vendors bill; none: any
 * @property {string} row the chosen or opened offer
 * @property {number} outputTokens
 * @property {number | null} promptTokens a count carried without its text
 * @property {string | null} prompt text, only where the sharer chose to include it
 * @property {string} left
 * @property {string} right
 * @property {boolean} changed prices changed this month only
 * @property {string} task profile id
 * @property {string} harness id
 * @property {number | null} start tokens; null as the profile and harness have it
 * @property {number | null} growth tokens per call; null as the profile has it
 * @property {number | null} tries attempts before giving up; null as the harness has it
 * @property {string} cache `harness`, or the reader's own choice
 * @property {number | null} compactAt context at which the conversation is summarised, tokens; null as the harness does
 * @property {number} perDay tasks
 * @property {number} days of a month
 * @property {string[]} pins ids of offers, A to D
 * @property {boolean} measured offers whose model was recorded on this task only
 * @property {number} context tokens a model must hold
 * @property {boolean} anatomy the chosen row in full
 * @property {boolean} money anatomy in money instead of tokens
 * @property {number | null} limit US dollars that one task should not exceed; null: not said
 * @property {'model' | 'kind' | 'project'} by what the columns of the log chart are split by
 * @property {string} other the model that logs are replayed on
 * @property {string | null} own a profile of one's own work, as numbers
 * @property {string[]} ownRates rates the reader set, as `own-prices.js` writes them
 * @property {string[]} discounts negotiated factors on every rate of a vendor
 * @property {'day' | 'task'} teamBy whether a team's use is given by a day's cost or by tasks
 * @property {string} teamName of the first group
 * @property {number} people
 * @property {string} dayCost US dollars of an active person's day, on average
 * @property {string} dayTail US dollars that one such day in ten exceeds
 * @property {number} active per cent of the people at work with an agent on a working day
 * @property {number} teamTasks tasks of an active person a day
 * @property {number} heavy per cent of all use by the top tenth
 * @property {number} sure per cent by which the average may be off, 8 in 10
 * @property {number} grows per cent a month
 * @property {string[]} mix models of the first group with their shares, as `team-groups.js` writes them
 * @property {string[]} groups the others, as `team-groups.js` writes them
 * @property {number} group place of the one whose fields are shown
 * @property {number} worth US dollars of a completed task; 0: not said
 * @property {number} loss per cent of a task's cost that is lost beside it: rework, idle attention
 * @property {number} review US dollars of looking over one task's result
 * @property {number} outputOfTen output that ten times the tokens deliver, in times
 * @property {string} grid one of `grids.js`, or `own`
 * @property {number} gridLow grams of CO2 a kWh of one's own grid
 * @property {number} gridHigh likewise, the upper end
 * @property {number | null} gpuHour US dollars of a rented GPU's hour; null: not said
 * @property {number | null} gpuSpeed tokens a second of one GPU at full load; null: not said
 * @property {number} gpuBusy per cent of the time that it is loaded
 * @property {number} gpus that run, loaded or not
 * @property {number} gpuPower kW of one; 0: in its price
 * @property {number} powerPrice US dollars a kWh
 * @property {number} budget US dollars for the year
 * @property {number} spent US dollars of it that are gone
 * @property {string | null} from first day of the budget's year; null is today
 * @property {string[]} plans ids of subscriptions to compare
 * @property {boolean} plain a text that looks like a request body is counted as text all the same
 * @property {boolean} pieces tokens in both panes of the prompt, no text field
 * @property {boolean} ids token ids in place of their text
 */

/** @returns {State} */
export function defaults() {
  const state = Object.fromEntries(Object.entries(PARTS).map(([name, [, value]]) => [name, value]))
  return /** @type {State} */ ({ ...state, view: 'task' })
}

/** @param {State} state the address of a state, from its `#` on */
export function encode(state) {
  const query = new URLSearchParams()
  for (const [name, [key, fallback, codec]] of Object.entries(PARTS)) {
    const value = state[/** @type {keyof State} */ (name)]
    if (same(value, fallback)) continue
    query.set(key, codec.write(/** @type {any} */ (value)))
  }
  if (query.size === 0) return `#/${state.view}`
  return `#/${state.view}?v=${VERSION}&${readable(query)}`
}

/** Keeps what needs no escape after a `#` as it is. @param {URLSearchParams} query */
const readable = (query) => query.toString().replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/')

/** @param {unknown} left @param {unknown} right */
const same = (left, right) => left === right || (Array.isArray(left) && Array.isArray(right) && String(left) === String(right))

/**
 * @param {string} hash
 * @returns {{ state: State, problems: string[] }} what could be read, and the parts that could not
 */
export function decode(hash) {
  const state = defaults()
  /** @type {string[]} */
  const problems = []
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  if (VIEWS.includes(/** @type {View} */ (path))) state.view = /** @type {View} */ (path)
  else if (path !== '') problems.push(path)
  const query = new URLSearchParams(search)
  const version = query.get('v')
  if (version !== null && version !== String(VERSION)) problems.push(`v=${version}`)
  /** @type {Map<string, { name: string, codec: Codec }>} */
  const byKey = new Map(Object.entries(PARTS).map(([name, [key, , codec]]) => [key, { name, codec }]))
  for (const [key, value] of query) {
    if (key === 'v') continue
    const part = byKey.get(key)
    try {
      if (!part) throw new RangeError('no such part')
      Object.assign(state, { [part.name]: part.codec.read(value) })
    } catch {
      problems.push(`${key}=${value}`)
    }
  }
  return { state, problems }
}
