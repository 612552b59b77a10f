/** A wasm file of the package where files are on disk. */
import { readFile } from 'node:fs/promises'
import { compileBytes } from '../fetching.js'

export const compileFile = async (url) => compileBytes(await readFile(url), String(url))
