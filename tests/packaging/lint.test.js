/** The tarball as the package linters see it, and what it may hold. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { root, run } from './support/shell.js'
import { pack } from './support/tarball.js'

/** Packed bytes; what the issue allows. */
const BUDGET = 4_000_000

let packed

before(async () => {
  packed = await pack('lint')
})

test('publint finds nothing', async () => {
  const bytes = await readFile(packed.file)
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg, { color: false })), [])
})

test('attw finds nothing', async () => {
  // Assets have no types; every script entry has.
  const assets = ['encodings/*', 'engine.wasm', 'tokens.wasm', 'worker-thread', 'element.css', 'custom-elements.json']
  const { stdout, code } = await run(
    `${root}node_modules/.bin/attw`,
    [packed.file, '--profile', 'esm-only', '--format', 'json', '--exclude-entrypoints', ...assets],
    { fails: true },
  )
  assert.equal(code, 0, stdout)
})

test('the tarball holds the files of its list, within its size', async () => {
  const golden = new URL('./tarball-files.txt', import.meta.url)
  const files = packed.listing.files.map((file) => file.path).sort()
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, `${files.join('\n')}\n`)
  assert.deepEqual(files, (await readFile(golden, 'utf8')).trim().split('\n'))
  assert.ok(packed.listing.size <= BUDGET, `${packed.listing.size} bytes packed`)
})
