/** People x tasks x days: budgets, plans, machines of one's own, energy, value, and the claims of articles. */
import type { CompiledPrices, Dated, EngineOptions } from './index.js'
import type { Engine as RawFleet } from './wasm/fleet/fleet.js'

export { format, isTaskfareError, toNumber } from './index.js'
export type { TaskfareError } from './index.js'
export type {
  Claim,
  Energy,
  EnergyRequest,
  Exhaustion,
  FleetReport,
  GroupSpend,
  Heavy,
  Hosting,
  HostingCost,
  MonthSpend,
  PlanFit,
  TaskCost,
  Value,
  ValueRequest,
  Verdict,
} from './wasm/fleet/fleet.js'

type RawFleetRequest = Parameters<RawFleet['fleet']>[1]
type RawGroup = NonNullable<RawFleetRequest['groups']>[number]
type RawWork = NonNullable<RawGroup['work']>[number]
/** What people do, by share of their tasks (1 where not given): a task profile under a harness (`claude-code` where not given) on an offer. */
export interface FleetWork {
  profile: string
  harness?: string
  /** A model by name (its standard offer), or an offer. */
  offer: string | RawWork['offer']
  share?: number
}
/** People who work alike: `tasksPerDay` of an active person, and what a task costs, by `cost` or by `work`. */
export type FleetGroup = { people: number; tasksPerDay: number; work?: FleetWork[] } & Partial<Omit<RawGroup, 'people' | 'tasksPerDay' | 'work'>>
/** People, days and a budget. */
export type FleetRequest = Dated<Omit<RawFleetRequest, 'groups'>> & { groups: FleetGroup[] }

/** Whose work, on which plans; all that are sold at the instant where `plans` is not given. */
export type PlansRequest = Dated<Omit<Parameters<RawFleet['planFits']>[1], 'group'>> & { group: FleetGroup }

/** What the fleet's own wasm file answers, over one price table. Reads no clock. */
export interface Fleet {
  /**
   * What people spend over days, by group, size class of the models and month, and how long a budget lasts: by matched
   * moments, or drawn day by day with `runs`. Throws `invalid-argument` or `invalid-profile`.
   */
  fleet(request: FleetRequest): ReturnType<RawFleet['fleet']>
  /**
   * Subscription plans beside the API for a group's people, per month, the cheapest first; quotas
   * that nobody published make a range. Throws `invalid-argument` or `invalid-profile`.
   */
  planFits(request: PlansRequest): ReturnType<RawFleet['planFits']>
  /**
   * Claims of two articles on what tokens and agents cost, recomputed, with a verdict each; other
   * figures may be given by id, and other words for the arithmetic: `{0}` stands for the first
   * input, `{a}` for the first figure. Throws `invalid-argument`.
   */
  claims(inputs?: Record<string, number[]>, lines?: Record<string, string>): ReturnType<RawFleet['claims']>
  /** What a million tokens cost on rented GPUs, and from how many on they are cheaper than an API. Throws `invalid-argument`. */
  hosting(request: Parameters<RawFleet['hosting']>[0]): ReturnType<RawFleet['hosting']>
  /** Energy and carbon of tokens, as intervals. Throws `invalid-argument`. */
  energy(request: Parameters<RawFleet['energy']>[0]): ReturnType<RawFleet['energy']>
  /** Return on a task's worth, and what a leaderboard of tokens would reward. Throws `invalid-argument`. */
  value(request: Parameters<RawFleet['value']>[0]): ReturnType<RawFleet['value']>
  /** Growth per month under which so many months spend `ratio` first months. Throws `invalid-argument`. */
  growthFor(months: number, ratio: number): number
  /** The same with own offers, discounts and fresher prices in its table, from `compilePrices`. */
  withPrices(prices?: CompiledPrices): Fleet
}

/** Reads one file, `taskfare/fleet.wasm`, unless its `wasm` is handed in. */
export function createFleet(options?: EngineOptions): Promise<Fleet>
