/**
 * Prices and bills alone, about half the download of the whole engine: for apps
 * that bill calls and neither count, project nor read logs.
 */
import { compileFile } from '#file'
import { requireType } from './lib/errors.js'
import { Prices } from './lib/prices.js'
import { compileSource } from './lib/sources.js'
import { Engine as RawPrices, initSync } from './wasm/prices/prices.js'

export { format, toNumber } from './lib/money.js'
export { isTaskfareError } from './lib/errors.js'

let started = null

async function start(wasm) {
  // Written out literally: the form by which Vite and webpack find a file.
  const compiled = wasm === undefined ? compileFile(new URL('./wasm/prices/prices_bg.wasm', import.meta.url)) : compileSource(wasm)
  initSync({ module: await compiled })
}

/** Opens the price table of this release, with own prices on top where given. */
export async function createPrices(options = {}) {
  requireType(options, 'object', 'options')
  started ??= start(options.wasm)
  try {
    await started
  } catch (error) {
    // What failed may be tried again, with another file.
    started = null
    throw error
  }
  return new Prices(new RawPrices(options.prices))
}
