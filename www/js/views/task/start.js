/**
 * What the task view projects while the page starts: the rows of the first screen a slice at a time, so that the page
 * stays alive; the others once there is nothing better to do.
 */
import { answers } from '../../offers.js'
import { filterOffers } from '../../parts/filters.js'
import { scenarioOf } from '../../scenario.js'
import { defaults } from '../../state.js'
import { firstRows } from './rows.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../state.js').State} State */
/** @typedef {import('../../projecting.js').OfferProjection} OfferProjection */
/** @typedef {{ projections: Map<string, OfferProjection>, asked: string, rest: Set<string> }} Started `rest`: offers that are still to be projected */

/** What changes the projections; anything else changes only how they are shown. @type {(keyof State)[]} */
const ASKED = ['task', 'own', 'harness', 'start', 'growth', 'tries', 'cache', 'compactAt', 'at', 'service', 'ownRates', 'discounts']

/** What changes which rows are shown. @type {(keyof State)[]} */
const SHOWN = ['find', 'vendors', 'tiers', 'billed', 'routes', 'open', 'measured', 'context', 'sort', 'pins', 'row', 'anatomy']

/** What the projections of a state hang on. @param {Page} page */
export const keyOf = ({ store, at }) => JSON.stringify([...ASKED.map((name) => store.state[name]), at()])

/** What of that is a figure of the task or its harness: which models were measured on it stays the same. @type {(keyof State)[]} */
const FIGURES = ['start', 'growth', 'tries', 'cache', 'compactAt']

/** Whether two states differ by such figures and by nothing else that counts. @param {State} state @param {State} before */
export const onlyFigures = (state, before) => [...ASKED, ...SHOWN].every((name) => FIGURES.includes(name) || String(state[name]) === String(before[name]))

/** Offers projected in one go: what a slow machine does between two frames. */
const SLICE = 5

/** What the state asks for, projected before the view was made. @type {(Started & { projecting: import('../../projecting.js').Projecting }) | null} */
let warmed = null

/** Lists and projects what the first screen shows. @param {Page} page @param {() => Promise<void>} breathe */
export async function warm(page, breathe) {
  const { store, offers, projecting } = page
  const { state } = store
  const asked = keyOf(page)
  for (const read of [projecting.profiles, projecting.harnesses]) {
    read()
    await breathe()
  }
  const makers = told('makers')
  if (makers && isUsual(state)) await offers.listSlowly(page.at(), state.service, makers, breathe)
  const listed = filterOffers(offers.listFor(page.at(), state.service, state), state).filter(answers)
  const first = firstOf(state, listed)
  const [ids, rest] = [listed.filter(({ id }) => first.has(id)), listed.filter(({ id }) => !first.has(id))].map((some) => some.map(({ id }) => id))
  /** @type {Map<string, OfferProjection>} */
  const projections = new Map()
  for (let at = 0; at < (ids?.length ?? 0); at += SLICE) {
    await breathe()
    const part = projecting.closed({ scenario: scenarioOf(projecting, state), offers: ids?.slice(at, at + SLICE) ?? [], at: page.at(), service: state.service })
    for (const [id, row] of part) projections.set(id, row)
  }
  await breathe()
  warmed = { projecting, projections, asked, rest: new Set(rest) }
}

/** What was projected for this engine, if anything was. @param {import('../../projecting.js').Projecting} projecting @returns {Started} */
export function started(projecting) {
  if (warmed?.projecting !== projecting) return { projections: new Map(), asked: '', rest: new Set() }
  const found = warmed
  // A view that is made again may be looked at otherwise: it takes what there is and projects what it lacks.
  warmed = { ...found, rest: new Set() }
  return found
}

/** What the page, when it was built, wrote down of the default task. @param {string} name */
const told = (name) => /** @type {HTMLElement | null} */ (document.querySelector('.first'))?.dataset[name]?.split(' ')

/** Whether a state asks for the default task, looked at as it is drawn in the page. @param {State} state */
function isUsual(state) {
  const usual = defaults()
  return [...ASKED, ...SHOWN].every((name) => name === 'at' || String(state[name]) === String(usual[name]))
}

/**
 * The rows that stand on the first screen. Of the default task it is known which models were measured; everything
 * else, or another look at it, needs every row.
 * @param {State} state @param {import('../../offers.js').Offer[]} listed
 */
function firstOf(state, listed) {
  const measured = told('measured') ?? []
  if (measured.length < 2 || !isUsual(state)) return new Set(listed.map(({ id }) => id))
  return firstRows(listed.map((offer) => ({ offer, measured: measured.includes(offer.id) })), [])
}
