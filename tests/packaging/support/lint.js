/** What the package linters find in a tarball, as lines. */
import { readFile } from 'node:fs/promises'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { root, run } from './shell.js'

/** Publint's and attw's findings on a packed package. */
export async function lint({ file }, source = 'pkg') {
  const { exports } = JSON.parse(await readFile(`${root}${source}/package.json`, 'utf8'))
  // Assets have no types and are exported as they are; every script entry has.
  const assets = Object.keys(exports).filter((name) => typeof exports[name] === 'string' && name !== './package.json').map((name) => name.slice(2))
  const bytes = await readFile(file)
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  const said = messages.map((message) => formatMessage(message, pkg, { color: false }))
  const attw = [file, '--profile', 'esm-only', '--format', 'json', '--exclude-entrypoints', ...assets]
  const { stdout, code } = await run(`${root}node_modules/.bin/attw`, attw, { fails: true })
  return code === 0 ? said : [...said, stdout]
}
