/**
 * The same package where nothing resolves `#platform`: a plain
 * `<script type="module">` and its workers, straight from static files.
 */
import { openEngine, openEngineNow } from './lib/engine.js'
import { openEncoding } from './lib/tokens.js'
import { platform } from './lib/platform/browser.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'

export const createEngine = (options) => openEngine(platform, options)
export const createEngineSync = (options) => openEngineNow(platform, options)
export const loadEncoding = (name, options) => openEncoding(platform, name, options)
