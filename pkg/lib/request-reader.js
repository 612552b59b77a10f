/** Takes request bodies apart, by a wasm file of its own: most who count have a text at hand. */
import { initSync, readRequest } from '../wasm/requests/requests.js'
import { opening } from './opening.js'

const file = opening('requests', initSync)

/** `readRequest`, when its file is open. */
export async function requestReader(platform) {
  await file.start(undefined, () => platform.compile('requests'))
  return readRequest
}
