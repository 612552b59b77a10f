/**
 * The same package where nothing resolves `#platform`: a plain
 * `<script type="module">` and its workers, straight from static files.
 */
import { compilePrices as compileOwn } from './lib/own.js'
import { openAnalysis } from './lib/open-analysis.js'
import { openEngine, openEngineNow } from './lib/open-engine.js'
import { openEncoding } from './lib/tokens.js'
import { platform } from './lib/platform/browser.js'
import { compileFile } from './lib/platform/file.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'
export { packVocabulary } from './lib/vocabulary/later.js'

export const createEngine = (options) => openEngine(platform, options)
export const createEngineSync = (options) => openEngineNow(platform, options)
export const compilePrices = (prices, options) => compileOwn(platform, prices, options)
const own = () => platform.compile('own')
const analysis = () => compileFile(new URL('./wasm/analysis/analysis_bg.wasm', import.meta.url))
export const createAnalysis = (options) => openAnalysis(analysis, platform, options)
// Apart from the rest until they are asked for; under a bundler, `taskfare/logs` and `taskfare/fleet`.
export const createLogs = async (options) =>
  (await import('./lib/logs/logs.js')).openLogs(() => compileFile(new URL('./wasm/logs/logs_bg.wasm', import.meta.url)), own, options)
export const createFleet = async (options) =>
  (await import('./lib/fleet.js')).openFleet(() => compileFile(new URL('./wasm/fleet/fleet_bg.wasm', import.meta.url)), own, options)
export const loadEncoding = (name, options) => openEncoding(platform, name, options)
