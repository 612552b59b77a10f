/** The bundlers, runtimes and generators, installed once below `target/` with the versions of their lock files. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { root, run } from './shell.js'

/** One set of tools: its folder in the repository and where it is installed. */
function toolbox(source, installed) {
  const from = `${root}tests/packaging/${source}`
  const folder = `${root}target/packaging/${installed}`
  return {
    folder,
    /** Installs the tools if their lock file is another than the installed one. */
    async install() {
      const lock = await readFile(`${from}/package-lock.json`, 'utf8')
      const before = await readFile(`${folder}/installed-lock.json`, 'utf8').catch(() => null)
      if (lock === before) return
      await mkdir(folder, { recursive: true })
      for (const file of ['package.json', 'package-lock.json']) await copyFile(`${from}/${file}`, `${folder}/${file}`)
      // Not `ci`: it refuses a lock file without the builds for other systems, which some mirrors do not carry.
      await run('npm', ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: folder })
      await writeFile(`${folder}/installed-lock.json`, lock)
    },
    bin: (name) => `${folder}/node_modules/.bin/${name}`,
    async versionOf(name) {
      return JSON.parse(await readFile(`${folder}/node_modules/${name}/package.json`, 'utf8')).version
    },
  }
}

export const bundlers = toolbox('tools', 'tools')
export const generators = toolbox('generator-tools', 'generators')
