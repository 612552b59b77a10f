/**
 * The same package with engine and tokenizer inside the script: for bundlers and
 * pages that cannot serve a file beside it. A third larger over the wire;
 * vocabularies are still handed in by `{ url }` or `{ bytes }`.
 */
import { platform } from './lib/platform/inline.js'
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
