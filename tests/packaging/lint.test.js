/** The tarball as the package linters see it, and what it may hold. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import { lint } from './support/lint.js'
import { pack } from './support/tarball.js'

/** Packed bytes; what the issue allows. */
const BUDGET = 4_000_000

let packed

before(async () => {
  packed = await pack()
})

test('publint and attw find nothing', async () => {
  assert.deepEqual(await lint(packed), [])
})

test('the tarball holds the files of its list, within its size', async () => {
  const golden = new URL('./tarball-files.txt', import.meta.url)
  const files = packed.listing.files.map((file) => file.path).sort()
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, `${files.join('\n')}\n`)
  assert.deepEqual(files, (await readFile(golden, 'utf8')).trim().split('\n'))
  assert.ok(packed.listing.size <= BUDGET, `${packed.listing.size} bytes packed`)
})
