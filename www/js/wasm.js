/** The engine's wasm, fetched and compiled once for the page and all of its threads. */

/** @type {Promise<WebAssembly.Module | string> | null} */
let module = null

const address = () => new URL('../pkg/wasm/analysis/analysis_bg.wasm', import.meta.url).href

/** Ready for `createAnalysis({ wasm })`; where it cannot be compiled here, its address, so that the package says why. */
export const compiled = () => (module ??= compile())

async function compile() {
  try {
    return await WebAssembly.compileStreaming(fetch(address()))
  } catch {
    return address()
  }
}
