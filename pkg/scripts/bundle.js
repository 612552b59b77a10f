/**
 * The package's entries for Node, and its command, each in one file of `node/`: Node 20 takes more than a millisecond
 * to find and read a module, and a first bill needs a dozen. Bundlers and browsers take the sources.
 */
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const pkg = fileURLToPath(new URL('../', import.meta.url))
const out = path.join(pkg, 'node')
const { exports } = JSON.parse(await readFile(path.join(pkg, 'package.json'), 'utf8'))

const entries = Object.values(exports).filter((entry) => entry.node !== undefined)
const named = entries.map((entry) => [path.basename(entry.node, '.js'), path.join(pkg, entry.default)])

/**
 * A source with each `new URL('./wasm/…', import.meta.url)` as its file is called from `node/`. They stay of that form,
 * by which bundlers for Node find a file; the page's own bundle, which no other takes, moves `import.meta.url` instead.
 */
function fromBundle(source, file) {
  return source.replaceAll(/new URL\('(\.[^']*)', import\.meta\.url\)/g, (_, beside) => {
    const url = path.relative(out, path.resolve(path.dirname(file), beside)).split(path.sep).join('/')
    return `new URL('${url}', import.meta.url)`
  })
}

const addresses = {
  name: 'addresses',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.js$/ }, async ({ path: file }) => ({ contents: fromBundle(await readFile(file, 'utf8'), file), loader: 'js' })),
}

await rm(out, { recursive: true, force: true })
await esbuild.build({
  entryPoints: { ...Object.fromEntries(named), cli: path.join(pkg, 'lib/cli/main.js') },
  outdir: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  plugins: [addresses],
})
