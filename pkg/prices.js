/**
 * Prices and bills alone, less than two thirds of the download of the whole engine: for apps
 * that bill calls and neither count nor project.
 */
import { compileFile } from '#file'
import { requireOptions } from './lib/errors.js'
import { opening } from './lib/opening.js'
import { tableOf } from './lib/own.js'
import { bodiesFile, ownFile } from './lib/files.js'
import { Prices } from './lib/prices.js'
import { compileSource } from './lib/sources.js'
import { Engine as RawPrices, initSync } from './wasm/prices/prices.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'

const file = opening('prices', initSync)

/** Opens the price table of this release, with own prices on top where given. */
export async function createPrices(options = {}) {
  requireOptions(options, ['prices', 'wasm', 'ownWasm', 'bodiesWasm'])
  // Written out literally: the form by which Vite and webpack find a file.
  await file.start(options.wasm, () => compileFile(new URL('./wasm/prices/prices_bg.wasm', import.meta.url)))
  const bodies = () => (options.bodiesWasm === undefined ? bodiesFile() : compileSource(options.bodiesWasm))
  return new Prices(new RawPrices(await tableOf(options, ownFile)), bodies)
}
