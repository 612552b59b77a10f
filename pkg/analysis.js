/** The engine, and what a projection is made of and hangs on: its calls, its course, its inputs, its past. */
import { compileFile } from '#file'
import { platform } from '#platform'
import { openAnalysis } from './lib/open-analysis.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'

// Written out literally: the form by which Vite and webpack find a file.
const file = () => compileFile(new URL('./wasm/analysis/analysis_bg.wasm', import.meta.url))

export const createAnalysis = (options) => openAnalysis(file, platform, options)
