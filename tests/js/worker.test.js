/** The engine in a worker: what can go there, what is refused on this side, and what the table says of itself. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { createEngine } from '../../pkg/index.js'
import { postable } from '../../pkg/lib/sources.js'
import { createWorkerEngine } from '../../pkg/worker.js'
import { threadEngine } from './support/worker.js'

const engine = await threadEngine()
after(() => engine.close())
const CALL = { model: 'gpt-5.5', usage: { input: 1000 }, at: '2026-11-22T00:00:00Z' }

test('what cannot be asked of a worker is refused by its place', async () => {
  for (const [act, path] of [
    [() => createWorkerEngine(null), 'options'],
    [() => createWorkerEngine({ price: {} }), 'options.price'],
    [() => createWorkerEngine({ worker: 5 }), 'options.worker'],
    [() => createWorkerEngine({ wasm: 5 }), 'wasm'],
    [() => engine.price(CALL, null), 'options'],
    [() => engine.price(CALL, { signal: 5 }), 'options.signal'],
    [() => engine.price(CALL, { signl: AbortSignal.abort() }), 'options.signl'],
    [() => engine.price({ ...CALL, model: () => 'gpt-5.5' }), 'arguments'],
    [() => engine.loadEncoding('r50k_base', null), 'options'],
    [() => engine.loadEncoding('r50k_base', { url: 5 }), 'url'],
    [() => engine.loadEncoding('r50k_base', { onProgress: 5 }), 'options.onProgress'],
    [() => engine.readLogs([], null), 'options'],
  ]) {
    await assert.rejects(async () => act(), { name: 'TaskfareError', code: 'invalid-argument', path }, String(act))
  }
  assert.equal((await engine.price(CALL)).total, '0.005')
})

test('an aborted call is rejected with the reason of its signal', async () => {
  await assert.rejects(engine.price(CALL, { signal: AbortSignal.abort(new Error('enough')) }), /enough/)
})

test('the table says in the worker what it says here', async () => {
  const { table } = await createEngine()
  assert.equal(await engine.table.checked(), table.checked)
  for (const fact of ['sources', 'plans', 'exchange']) assert.deepEqual(await engine.table[fact](), table[fact]())
})

test('responses go to a worker as what is compiled of them, and addresses as they mean the same there', async () => {
  const wasm = readFileSync(new URL('../../pkg/wasm/analysis/analysis_bg.wasm', import.meta.url))
  const served = new Response(wasm, { headers: { 'content-type': 'application/wasm' } })
  assert.ok(structuredClone(await postable(Promise.resolve(served))) instanceof WebAssembly.Module)
  assert.equal(await postable(new URL('https://example.org/a.wasm')), 'https://example.org/a.wasm')
  globalThis.location = new URL('https://example.org/docs/page.html')
  assert.equal(await postable('a.wasm'), 'https://example.org/docs/a.wasm')
  delete globalThis.location
  assert.equal(await postable(undefined), undefined)
})
