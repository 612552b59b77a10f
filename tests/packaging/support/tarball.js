/** The packed tarball, and a folder that has installed it as any user would. */
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { emptyFolder, root, run } from './shell.js'

/**
 * Packs a package of the repository; gives the tarball's path and what npm says is in it.
 * Packed once for as long as its folder stays as it is: every test file asks for it.
 */
export async function pack(source = 'pkg') {
  const folder = `${root}target/packaging/tarball-${source}`
  const stamp = await stampOf(`${root}${source}`)
  const kept = await readFile(`${folder}/packed.json`, 'utf8').then(JSON.parse, () => null)
  if (kept?.stamp === stamp) return kept
  await emptyFolder(`tarball-${source}`)
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: `${root}${source}` })
  // npm prints what the prepack script says before the JSON.
  const [listing] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
  // Packing writes into the folder, too.
  const packed = { file: `${folder}/${listing.filename}`, listing, stamp: await stampOf(`${root}${source}`) }
  await writeFile(`${folder}/packed.json`, JSON.stringify(packed))
  return packed
}

/** The newest change below a folder, and how many files there are. */
async function stampOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))
  return `${files.length} files, ${Math.max(...times)}`
}

/** Installs the tarball in a folder that holds nothing else. */
export async function install(tarball, folder, files = {}) {
  await writeFile(`${folder}/package.json`, JSON.stringify({ private: true, type: 'module' }))
  await run('npm', ['install', '--offline', '--no-fund', '--no-audit', '--loglevel=error', tarball], { cwd: folder })
  for (const [name, text] of Object.entries(files)) {
    await mkdir(`${folder}/${name}`.replace(/\/[^/]*$/, ''), { recursive: true })
    await writeFile(`${folder}/${name}`, text)
  }
  return folder
}
