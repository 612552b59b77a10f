/**
 * taskfare: counts tokens, prices calls and projects what an agent task costs.
 * Importing does nothing; a wasm file is read by the first call that needs it,
 * and counting and pricing each read their own.
 */
import { platform } from '#platform'
import { compilePrices as compileOwn } from './lib/own.js'
import { openEngine, openEngineNow } from './lib/open-engine.js'
import { openEncoding } from './lib/tokens.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'
export { packVocabulary } from './lib/vocabulary/later.js'

export const createEngine = (options) => openEngine(platform, options)
export const createEngineSync = (options) => openEngineNow(platform, options)
export const compilePrices = (prices, options) => compileOwn(platform, prices, options)
export const loadEncoding = (name, options) => openEncoding(platform, name, options)
