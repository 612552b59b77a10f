/** A wasm file of the package where files are fetched. */
import { compileResponse } from '../fetching.js'

export const compileFile = (url) => compileResponse(fetch(url), url)
