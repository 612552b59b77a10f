/**
 * The page's modules as few files: what every visit needs, the further views, each
 * language, and the threads, each fetched when it is needed.
 * The modules stay plain: a server that holds them as they lie serves the same page.
 */
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { build } from 'esbuild'

const COMMON = { bundle: true, format: 'esm', target: 'es2022', minify: true, charset: 'utf8', legalComments: 'none', sourcemap: 'linked', logLevel: 'warning', metafile: true }

/**
 * Where files lie in the repository and on a site: `pkg/` is beside the page there and above it here. A file that
 * says `import.meta.url` means its own place on the site, wherever its code ends up.
 */
function places({ root, www }, base) {
  const onSite = (file) => (file.startsWith(`${www}/`) ? relative(www, file) : relative(root, file))
  return {
    name: 'places',
    setup(builder) {
      builder.onResolve({ filter: /\/pkg\// }, ({ path, resolveDir }) => {
        const file = join(resolveDir, path)
        return file.startsWith(`${www}/pkg/`) ? { path: join(root, relative(www, file)) } : undefined
      })
      builder.onLoad({ filter: /\.js$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8')
        return { loader: 'js', contents: text.replaceAll('import.meta.url', `new URL(${JSON.stringify(base + onSite(path))}, import.meta.url).href`) }
      })
    },
  }
}

/** Threads and the frame's script: one file each, at its own address. */
const ALONE = ['js/embed.js', 'pkg/lib/worker/thread.js']

/** What runs before the first paint, to stand in the document itself. */
export async function bootScript({ www }) {
  const { outputFiles } = await build({ entryPoints: [join(www, 'js/theme.js')], write: false, minify: true, charset: 'utf8' })
  return outputFiles[0].text.trim()
}

/**
 * Writes `js/` and the threads into `dist`.
 * @returns {Promise<string[]>} addresses of what the first view in English starts with, in the order they are needed
 */
export async function bundle({ root, www, dist }) {
  for (const path of ALONE) {
    const from = path.startsWith('pkg/') ? join(root, path) : join(www, path)
    await build({ ...COMMON, entryPoints: [from], outfile: join(dist, path), plugins: [places({ root, www }, '../'.repeat(path.split('/').length - 1))] })
  }
  const { metafile } = await build({ ...COMMON, entryPoints: [join(www, 'js/main.js')], splitting: true, outdir: join(dist, 'js'), chunkNames: '[name]-[hash]', plugins: [places({ root, www }, '../')] })
  return firstOf(metafile.outputs, { root, dist })
}

/** The entry and its first language, with all that they import. */
function firstOf(outputs, { root, dist }) {
  const made = Object.entries(outputs)
  const of = (source) => made.find(([, { entryPoint }]) => entryPoint?.endsWith(source))?.[0]
  const found = new Set()
  const visit = (name) => {
    if (!name || found.has(name)) return
    found.add(name)
    for (const { path, kind } of outputs[name].imports) if (kind === 'import-statement') visit(path)
  }
  for (const source of ['www/js/main.js', 'www/js/i18n/en.js']) visit(of(source))
  return [...found].map((name) => relative(dist, join(root, name)))
}
