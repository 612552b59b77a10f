/** A team's spend, as the views ask for it: groups, budgets and plans from the engine; nothing is computed here twice. */
import { OWN_WORK } from './own-work.js'

/** @typedef {import('../pkg/index.js').Engine} Engine */
/** @typedef {import('../pkg/index.js').FleetGroup} FleetGroup */
/** @typedef {ReturnType<Engine['fleet']>} FleetReport */
/** @typedef {ReturnType<Engine['planFits']>[number]} PlanFit */
/** @typedef {import('./state.js').State} State */

const DAY = 86_400_000
const Z90 = 1.2815515655446004

/** @param {Engine} first */
export function createFleet(first) {
  let engine = first
  return {
    use(/** @type {Engine} */ next) {
      engine = next
    },
    plans: () => engine.table.plans(),
    /** @param {Parameters<Engine['fleet']>[0]} request */
    report: (request) => engine.fleet(request),
    /** @param {Parameters<Engine['planFits']>[0]} request */
    planFits: (request) => engine.planFits(request),
    /** @param {Parameters<Engine['energy']>[0]} request */
    energy: (request) => engine.energy(request),
    /** @param {Parameters<Engine['value']>[0]} request */
    value: (request) => engine.value(request),
  }
}

/** @typedef {ReturnType<typeof createFleet>} Fleet */

/**
 * Spread of a lognormal whose upper tenth begins at so many times its average.
 * Beyond `e^(z²/2)`, 2.27 times, no lognormal does; the widest that comes near is taken.
 * @param {number} ratio
 */
export function sigmaOfTail(ratio) {
  const log = Math.log(Math.max(1, ratio))
  return log >= Z90 ** 2 / 2 ? Z90 : Z90 - Math.sqrt(Z90 ** 2 - 2 * log)
}

/** What a state says of the people and of what they do. @param {State} state @param {string} offer the model of a task @returns {FleetGroup} */
export function groupOf(state, offer) {
  const people = { name: 'team', people: state.people, activeShare: state.active / 100, heavy: { kind: /** @type {const} */ ('top-share'), value: state.heavy / 100 } }
  // What nobody knows of the average holds for everybody at once.
  const levelSigma = Math.log(1 + state.sure / 100) / Z90
  if (state.teamBy === 'task') return { ...people, tasksPerDay: state.teamTasks, work: [{ profile: state.task === OWN_WORK ? 'bug-fix' : state.task, harness: state.harness, offer }] }
  return { ...people, tasksPerDay: 1, cost: { mean: Number(state.dayCost), sigma: sigmaOfTail(Number(state.dayTail) / Number(state.dayCost)), levelSigma } }
}

/** The year a budget is for, and where in it we are. @param {State} state @param {string} at */
export function yearOf(state, at) {
  const today = at.slice(0, 10)
  const from = state.from ?? today
  const start = Date.parse(from)
  const end = new Date(start)
  end.setUTCFullYear(end.getUTCFullYear() + 1)
  const first = Math.max(start, Date.parse(today))
  const days = Math.round((end.getTime() - first) / DAY)
  return { from, first: new Date(first).toISOString().slice(0, 10), last: new Date(end.getTime() - DAY).toISOString().slice(0, 10), days, begun: start < first }
}
