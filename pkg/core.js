/**
 * Bring your own wasm: the same functions with no knowledge of where the
 * package's files are. For bundlers and runtimes with their own way of
 * importing WebAssembly.
 */
import { compilePrices as compileOwn } from './lib/own.js'
import { openEngine, openEngineNow } from './lib/open-engine.js'
import { openEncoding } from './lib/tokens.js'
import { platform } from './lib/platform/none.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'
export { packVocabulary } from './lib/vocabulary/later.js'

export const createEngine = (options) => openEngine(platform, options)
export const createEngineSync = (options) => openEngineNow(platform, options)
export const compilePrices = (prices, options) => compileOwn(platform, prices, options)
export const loadEncoding = (name, options) => openEncoding(platform, name, options)
