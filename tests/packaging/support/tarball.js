/** The packed tarball, and a folder that has installed it as any user would. */
import { mkdir, writeFile } from 'node:fs/promises'
import { emptyFolder, root, run } from './shell.js'

/** Packs a package of the repository; gives the tarball's path and what npm says is in it. */
export async function pack(name, source = 'pkg') {
  const folder = await emptyFolder(`tarball-${name}`)
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: `${root}${source}` })
  // npm prints what the prepack script says before the JSON.
  const [listing] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
  return { file: `${folder}/${listing.filename}`, listing }
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
