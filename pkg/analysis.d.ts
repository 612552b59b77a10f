/** The engine, and what a projection is made of and hangs on: its calls, its course, its inputs, its past. */
import type { Engine, EngineOptions, ProjectRequest } from './index.js'
import type { Engine as RawAnalysis } from './wasm/analysis/analysis.js'

export { format, isTaskfareError, toNumber } from './index.js'
export type { TaskfareError } from './index.js'
export type { Advice, Anatomy, Fan, FareHistory, Pilot, Sensitivity } from './wasm/analysis/analysis.js'

/** The engine with everything that a page of one task shows. */
export interface Analysis extends Engine {
  /** One typical run of the first offer, call by call: exact bills whose lines add up. */
  anatomy(request: ProjectRequest): ReturnType<RawAnalysis['anatomy']>
  /**
   * What simulated tasks on the first offer have cost after so many calls, how many of them come so
   * far, and how the costs of whole tasks are distributed. Seeded, as `project` is.
   */
  fan(request: ProjectRequest): ReturnType<RawAnalysis['fan']>
  /** What would make the task cheaper on the first offer, the largest saving first, each with its condition. */
  advise(request: ProjectRequest): ReturnType<RawAnalysis['advice']>
  /** Which inputs move the cost most on the first offer. */
  sensitivity(request: ProjectRequest): ReturnType<RawAnalysis['sensitivity']>
  /** What n recorded costs of one's own tasks (two or more, each above zero) say about the next one and the average. */
  pilot(costs: Iterable<number>): ReturnType<RawAnalysis['pilot']>
  /**
   * The cost of a task on every date on which its price changed, in closed form, for every offer:
   * in its own currency, and in US dollars of the day.
   */
  fareHistory(request: ProjectRequest): ReturnType<RawAnalysis['fareHistory']>
}

/** Starts an engine that takes projections apart. Reads one file, `taskfare/analysis.wasm`, unless its `wasm` is handed in. */
export function createAnalysis(options?: EngineOptions): Promise<Analysis>
