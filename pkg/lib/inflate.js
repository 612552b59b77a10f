import { taskfareError } from './errors.js'

/** Whether the bytes begin as a gzip file does. */
export const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Undoes gzip where there is one; other bytes pass through as they are. */
export async function inflate(bytes) {
  if (!isGzip(bytes)) return bytes
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
    return new Uint8Array(await new Response(stream).arrayBuffer())
  } catch (error) {
    throw taskfareError('bad-vocabulary', 'the gzip file is truncated or altered', { cause: error })
  }
}
