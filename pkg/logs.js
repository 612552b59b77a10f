/** Logs of agent tools and consoles: what their calls cost, what they would have cost elsewhere, a profile of one's work. */
import { compileFile } from '#file'
import { openLogs } from './lib/logs/logs.js'
import { ownFile } from './lib/files.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'

// Written out literally: the form by which Vite and webpack find a file.
const file = () => compileFile(new URL('./wasm/logs/logs_bg.wasm', import.meta.url))

export const createLogs = (options) => openLogs(file, ownFile, options)
