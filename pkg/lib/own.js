/**
 * Own prices, compiled on top of the table of this release by a wasm file of their own: whoever
 * has none never downloads what reads and checks them.
 */
import { compileTable, initSync } from '../wasm/own/own.js'
import { requireOptions, taskfareError } from './errors.js'
import { opening } from './opening.js'

const file = opening('own', initSync)

/** Nothing, or a table that is compiled and so is ready for every handle. */
const isReady = (prices) => prices === undefined || prices === null || ArrayBuffer.isView(prices)

/** What a handle takes for `prices`; `own` compiles the package's file where the caller hands none in. */
export async function tableOf({ prices, ownWasm }, own) {
  if (isReady(prices)) return prices
  await file.start(ownWasm, own)
  return compileTable(prices)
}

/** The same without waiting; there is no `own` where no file can be read at once. */
export function tableNow({ prices, ownModule }, own = refused) {
  if (isReady(prices)) return prices
  file.startNow(ownModule, own)
  return compileTable(prices)
}

function refused() {
  throw taskfareError('invalid-argument', 'a page cannot read the file for own prices synchronously', {
    path: 'prices',
    hint: 'pass what await compilePrices(prices) gave, or await createEngine({ prices })',
  })
}

/** Own prices, once compiled for every handle that takes them. */
export async function compilePrices(platform, prices, options = {}) {
  requireOptions(options, ['ownWasm'])
  return tableOf({ prices: prices ?? {}, ownWasm: options.ownWasm }, () => platform.compile('own'))
}
