/** People x tasks x days: budgets, plans, machines of one's own, energy, value, and the claims of articles. */
import { compileFile } from '#file'
import { openFleet } from './lib/fleet.js'
import { ownFile } from './lib/files.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'

// Written out literally: the form by which Vite and webpack find a file.
const file = () => compileFile(new URL('./wasm/fleet/fleet_bg.wasm', import.meta.url))

export const createFleet = (options) => openFleet(file, ownFile, options)
