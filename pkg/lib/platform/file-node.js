/** A wasm file of the package where files are on disk. */
import { readFile } from 'node:fs/promises'

export const compileFile = async (url) => WebAssembly.compile(await readFile(url))
