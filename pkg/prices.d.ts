/** Prices and bills alone, less than two thirds of the download of the whole engine. */
import type { Engine, EngineOptions } from './index.js'

export { format, isTaskfareError, toNumber } from './index.js'
export type { TaskfareError } from './index.js'

/** What an engine says about prices: no counts, no projections. */
export type Prices = Pick<Engine, 'table' | 'price' | 'priceMany' | 'perMillionCharacters' | 'models' | 'model' | 'nearest' | 'rates' | 'readUsage'>

/** Opens the price table of this release. Reads one file, `taskfare/prices.wasm`, unless its `wasm` is handed in. */
export function createPrices(options?: EngineOptions): Promise<Prices>
