/**
 * Starting a wasm file of the package: once, however many handles are made of it,
 * and again by a later attempt where one fails.
 */
import { compileSource } from './sources.js'
import { taskfareError } from './errors.js'

/** `initSync` is the file's own. */
export function opening(initSync) {
  let started = false
  let starting = null
  const init = (module) => {
    if (!started) initSync({ module })
    started = true
  }
  return {
    /** Of what the caller hands in, or else of the package's own file. */
    async start(given, own) {
      if (started) return
      starting ??= given === undefined ? own() : compileSource(given)
      try {
        init(await starting)
      } finally {
        starting = null
      }
    },
    startNow(given, own) {
      if (given !== undefined) requireModule(given)
      if (!started) init(given ?? own())
    },
  }
}

/** By its tag, not its class: a test runner's or a frame's `WebAssembly` is another one. */
function requireModule(module) {
  if (Object.prototype.toString.call(module) === '[object WebAssembly.Module]') return
  throw taskfareError('invalid-argument', 'expected a WebAssembly.Module', { path: 'module', hint: 'await WebAssembly.compile(bytes)' })
}
