/**
 * Own prices, compiled on top of the shipped table by a wasm file of their own: whoever has none
 * never downloads what reads and checks them.
 */
import { Compiler, initSync } from '../wasm/own/own.js'
import { taskfareError } from './errors.js'
import { opening } from './opening.js'

const file = opening(initSync)
let compiler = null

/** Tables that are compiled, and so are ready for every handle. */
const isCompiled = (prices) => ArrayBuffer.isView(prices)

/** `shipped` gives the shipped table's bytes; it is asked once. */
const compile = (prices, shipped) => (compiler ??= new Compiler(shipped())).compile(prices)

/**
 * What a handle takes for `prices`: nothing, a compiled table as it is, or own prices compiled.
 * `shipped` is of the handle's own wasm file, which is open by then; `own` compiles the
 * package's file for own prices where the caller hands none in.
 */
export async function tableOf({ prices, ownWasm }, shipped, own) {
  if (prices === undefined || prices === null || isCompiled(prices)) return prices
  await file.start(ownWasm, own)
  return compile(prices, shipped)
}

/** The same without waiting; `own` may be missing where no file can be read at once. */
export function tableNow({ prices, ownModule }, shipped, own) {
  if (prices === undefined || prices === null || isCompiled(prices)) return prices
  file.startNow(ownModule, own ?? refused)
  return compile(prices, shipped)
}

function refused() {
  throw taskfareError('invalid-argument', 'a page cannot read the file for own prices synchronously', {
    path: 'prices',
    hint: 'pass what await compilePrices(prices) gave, or await createEngine({ prices })',
  })
}
