/**
 * Starting a wasm file of the package: once, however many handles are made of it,
 * and again by a later attempt where one fails.
 */
import { compileSource, requireModule, requireSource } from './sources.js'
import { taskfareError } from './errors.js'

/** By the glue's own function: whoever asks for a file starts the same one. */
const files = new Map()

/** `kind` is the file's name, `initSync` its own. */
export function opening(kind, initSync) {
  if (!files.has(initSync)) files.set(initSync, opener(kind, initSync))
  return files.get(initSync)
}

function opener(kind, initSync) {
  let started = false
  let starting = null
  const init = (module) => {
    if (started) return
    instantiate(kind, initSync, module)
    started = true
  }
  return {
    /** Of what the caller hands in, or else of the package's own file, which callers at the same time share. */
    async start(given, own) {
      if (given !== undefined) await requireSource(given)
      if (started) return
      if (given !== undefined) return init(await compileSource(given))
      starting ??= own().finally(() => (starting = null))
      init(await starting)
    },
    startNow(given, own) {
      if (given !== undefined) requireModule(given)
      if (!started) init(given ?? own())
    },
  }
}

/** The glue names itself in what its file imports; a file of other glue would half start and never stop failing. */
function instantiate(kind, initSync, module) {
  const refused = (what, cause) =>
    taskfareError('asset-unavailable', what, { path: 'wasm', hint: `the file is 'taskfare/${kind}.wasm' of this release`, cause })
  const made = WebAssembly.Module.imports(module).map((one) => one.module)
  if (!made.includes(`./${kind}_bg.js`)) throw refused('this WebAssembly is another file')
  try {
    initSync({ module })
  } catch (error) {
    throw refused(`this WebAssembly does not fit: ${error.message}`, error)
  }
}
