/**
 * The packed tarball in every bundler and runtime that it promises to load in:
 * each runs the same small task, and each must answer as the native crate does.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { twoCopies } from './cases/copies.js'
import { esbuildInline, esbuildUnconfigured, esbuildUrl, esbuildWorker } from './cases/esbuild.js'
import { next } from './cases/next.js'
import { nodeEsm, nodeRequire } from './cases/node.js'
import { plain, plainForbidden } from './cases/plain.js'
import { rollup } from './cases/rollup.js'
import { bun, deno } from './cases/runtimes.js'
import { vite7Dev, vite7DevUnconfigured, viteBuild, viteDev } from './cases/vite.js'
import { vitest } from './cases/vitest.js'
import { webpack } from './cases/webpack.js'
import { workerd } from './cases/workerd.js'
import { closeBrowser } from './support/browser.js'
import { root } from './support/shell.js'
import { pack } from './support/tarball.js'
import { bundlers } from './support/tools.js'

const CASES = [nodeEsm, nodeRequire, plain, viteDev, viteBuild, vite7Dev, webpack, rollup, esbuildInline, esbuildUrl, esbuildWorker, workerd, vitest, next, deno, bun]

const rows = []
let tarball
let golden

before(async () => {
  golden = JSON.parse(await readFile(`${root}tests/golden/surface.json`, 'utf8'))
  await bundlers.install()
  tarball = (await pack()).file
})

after(async () => {
  await closeBrowser()
  console.log(['', ...rows.map((row) => `${row[0].padEnd(46)} ${row[1].padEnd(14)} ${row[2]}`)].join('\n'))
})

for (const one of CASES) {
  test(one.name, async () => {
    const results = Object.entries(await one.run(tarball))
    assert.ok(results.length > 0)
    for (const [where, result] of results) assert.deepEqual(result, golden, where)
    rows.push([one.name, await one.version(), `configuration: ${one.config}`])
  })
}

test('Vite 7 without its line of configuration is told the line', async () => {
  const { error, code } = await vite7DevUnconfigured(tarball)
  assert.equal(code, 'asset-unavailable')
  assert.match(error, /optimizeDeps: \{ exclude: \['taskfare'\] \}/)
})

test('esbuild with nothing copied is told to pass a URL or use taskfare/inline', async () => {
  const { error, code } = await esbuildUnconfigured(tarball)
  assert.equal(code, 'asset-unavailable')
  assert.match(error, /taskfare\/inline/)
})

test("a policy without 'wasm-unsafe-eval' is named in the error", async () => {
  const { error, code } = await plainForbidden(tarball)
  assert.equal(code, 'wasm-blocked')
  assert.match(error, /wasm-unsafe-eval/)
})

test('two copies in one bundle both work, and know each other’s errors', async () => {
  assert.deepEqual(await twoCopies(tarball), { known: true, one: golden, two: golden })
})
