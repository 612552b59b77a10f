/**
 * Bodies of requests and responses taken apart, by a wasm file of its own: most who count have a
 * text at hand, and most who price have counts.
 */
import { initSync, readRequest, readUsage } from '../wasm/bodies/bodies.js'
import { opening } from './opening.js'

const file = opening('bodies', initSync)
const readers = { readRequest, readUsage }

/** Its functions, when it is open; `compile` finds the file. */
export async function bodyReaders(compile) {
  await file.start(undefined, compile)
  return readers
}
