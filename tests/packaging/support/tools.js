/** The bundlers and runtimes of the matrix, installed once below `target/`, with the versions of their lock file. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { root, run } from './shell.js'

const source = `${root}tests/packaging/tools`
export const tools = `${root}target/packaging/tools`

/** Installs the tools if their lock file is another than the installed one. */
export async function installTools() {
  const lock = await readFile(`${source}/package-lock.json`, 'utf8')
  const installed = await readFile(`${tools}/installed-lock.json`, 'utf8').catch(() => null)
  if (lock === installed) return
  await mkdir(tools, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) await copyFile(`${source}/${file}`, `${tools}/${file}`)
  await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: tools })
  await writeFile(`${tools}/installed-lock.json`, lock)
}

export const bin = (name) => `${tools}/node_modules/.bin/${name}`

export async function versionOf(name) {
  return JSON.parse(await readFile(`${tools}/node_modules/${name}/package.json`, 'utf8')).version
}
