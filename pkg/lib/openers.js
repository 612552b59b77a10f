/** Opens the handles of an engine's wasm file, at once or when the file has come. */
import { requireOptions, taskfareError } from './errors.js'
import { opening } from './opening.js'
import { tableNow, tableOf } from './own.js'
import { compileSource } from './sources.js'

/** `kind` is the file's name, `Engine` and `initSync` its own, and `Handle` what users get. */
export function openers(kind, { Engine: Raw, initSync }, Handle) {
  const file = opening(kind, initSync)
  return {
    async open(platform, options = {}) {
      requireOptions(options, ['wasm', 'prices', 'ownWasm', 'bodiesWasm'])
      const [table] = await Promise.all([
        tableOf(options, () => platform.compile('own')),
        file.start(options.wasm, () => platform.compile(kind)),
      ])
      return new Handle(new Raw(table), located(platform, options))
    },
    openNow(platform, options = {}) {
      requireOptions(options, ['module', 'prices', 'ownModule', 'bodiesWasm'])
      file.startNow(options.module, () => moduleNow(platform, kind))
      const own = platform.compileNow && (() => platform.compileNow('own'))
      return new Handle(new Raw(tableNow(options, own)), located(platform, options))
    },
  }
}

/** The platform, with the caller's own file of bodies where one is handed in. */
const located = (platform, { bodiesWasm }) =>
  bodiesWasm === undefined ? platform : { ...platform, compile: (kind) => (kind === 'bodies' ? compileSource(bodiesWasm) : platform.compile(kind)) }

function moduleNow(platform, kind) {
  if (platform.compileNow) return platform.compileNow(kind)
  throw taskfareError('invalid-argument', 'a page cannot read a file synchronously', {
    path: 'module',
    hint: 'pass createEngineSync({ module }) a WebAssembly.Module, or await createEngine()',
  })
}
