/** A team's spend, as the views ask for it: groups, budgets and plans from the engine; nothing is computed here twice. */

/** @typedef {import('../pkg/index.js').Engine} Engine */
/** @typedef {import('../pkg/index.js').CompiledPrices} CompiledPrices */
/** @typedef {import('../pkg/fleet.js').Fleet} Calculator */
/** @typedef {import('../pkg/fleet.js').FleetGroup} FleetGroup */
/** @typedef {ReturnType<Calculator['fleet']>} FleetReport */
/** @typedef {ReturnType<Calculator['planFits']>[number]} PlanFit */
/** @typedef {import('./state.js').State} State */

const DAY = 86_400_000

/** Days of an average month. */
export const MONTH = 30.44

/** Activity at the weekend over that of a working day: what the page assumes of every team. */
export const WEEKEND = 0.05

/** At published prices, once its file is here. @type {Calculator | null} */
let published = null

export const isFleetOpen = () => published !== null

/** A file of its own, fetched when the view of a team is first shown. @param {() => Promise<Calculator>} open the package's */
export async function openFleet(open) {
  published ??= await open()
}

/** Plans come with the engine, all else with the fleet's own file. @param {Engine} engine */
export function createFleet(engine) {
  /** @type {CompiledPrices | undefined} */
  let prices
  /** At the reader's own prices. @type {Calculator | null} */
  let repriced = null
  const opened = () => {
    if (!published) throw new Error('the fleet is not open')
    if (!prices) return published
    return (repriced ??= published.withPrices(prices))
  }
  return {
    use(/** @type {CompiledPrices | undefined} */ own) {
      prices = own
      repriced = null
    },
    plans: () => engine.table.plans(),
    /** @param {Parameters<Calculator['fleet']>[0]} request */
    report: (request) => opened().fleet(request),
    /** @param {Parameters<Calculator['planFits']>[0]} request */
    planFits: (request) => opened().planFits(request),
    /** @param {Parameters<Calculator['energy']>[0]} request */
    energy: (request) => opened().energy(request),
    /** @param {Parameters<Calculator['hosting']>[0]} request */
    hosting: (request) => opened().hosting(request),
    /** @param {Parameters<Calculator['value']>[0]} request */
    value: (request) => opened().value(request),
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
