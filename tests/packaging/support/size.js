/** What a script and everything it imports weigh, bundled, minified and gzipped. */
import { gzipSync } from 'node:zlib'
import { run } from './shell.js'
import { bundlers } from './tools.js'

export async function bundledSize(entry) {
  const { stdout } = await run(bundlers.bin('esbuild'), [entry, '--bundle', '--minify', '--format=esm'])
  return gzipSync(stdout, { level: 9 }).length
}
