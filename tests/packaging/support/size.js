/** What a script and everything it imports weigh, bundled, minified and gzipped. */
import { gzipSync } from 'node:zlib'
import { run } from './shell.js'
import { bin } from './tools.js'

export async function bundledSize(entry) {
  const { stdout } = await run(bin('esbuild'), [entry, '--bundle', '--minify', '--format=esm'])
  return gzipSync(stdout, { level: 9 }).length
}
