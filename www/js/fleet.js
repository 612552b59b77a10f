/** A team's spend, as the views ask for it: groups, budgets and plans from the engine; nothing is computed here twice. */

/** @typedef {import('../pkg/index.js').Engine} Engine */
/** @typedef {import('../pkg/index.js').FleetGroup} FleetGroup */
/** @typedef {ReturnType<Engine['fleet']>} FleetReport */
/** @typedef {ReturnType<Engine['planFits']>[number]} PlanFit */
/** @typedef {import('./state.js').State} State */

const DAY = 86_400_000

/** Days of an average month. */
export const MONTH = 30.44

/** Activity at the weekend over that of a working day: what the page assumes of every team. */
export const WEEKEND = 0.05

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
    /** @param {Parameters<Engine['hosting']>[0]} request */
    hosting: (request) => engine.hosting(request),
    /** @param {Parameters<Engine['value']>[0]} request */
    value: (request) => engine.value(request),
  }
}

/** @typedef {ReturnType<typeof createFleet>} Fleet */

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

/** What is asked of the engine for a team's year. @param {FleetGroup[]} groups @param {ReturnType<typeof yearOf>} year @param {string} at */
export function requestOf(groups, year, at) {
  return { groups, from: year.first, days: Math.max(1, year.days), weekend: WEEKEND, currency: 'USD', at }
}
