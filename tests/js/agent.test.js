/** The same seed gives the same bytes in wasm as natively: tests/agent.rs checks the same file. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createEngineSync } from '../../pkg/index.js'

const golden = JSON.parse(readFileSync(new URL('../golden/projection.json', import.meta.url), 'utf8'))

test('a seed gives the recorded bytes', () => {
  const engine = createEngineSync()
  const { offers } = engine.project({
    profile: 'interactive-session',
    harness: 'claude-code',
    offers: ['claude-opus-4-8', 'gpt-5.5', 'deepseek-v4-pro'].map((model) => ({ model })),
    at: '2026-11-22T08:00:00Z',
    runs: 500,
    seed: 20261122,
    budget: 2,
  })
  const got = offers.map(({ cost, calls, tokens }) => [cost, calls, tokens])
  assert.deepEqual(got, golden)
})

test('offers used together are projected in JS', () => {
  const engine = createEngineSync()
  const request = { profile: 'bug-fix', offers: ['minimax-m3', 'claude-opus-4-8'], at: '2026-11-22T08:00:00Z', runs: 0 }
  const cascade = { kind: 'cascade', first: 0, second: 1, checkCost: 0.01 }
  const { offers, mixes } = engine.project({ ...request, mixes: [cascade, { kind: 'route', shares: [0.5, 0.5] }] })
  assert.ok(mixes[0].success > Math.max(...offers.map((row) => row.success)))
  assert.ok(mixes[0].cost.mean < offers[1].cost.mean)
  assert.ok(Math.abs(mixes[1].cost.mean - (offers[0].cost.mean + offers[1].cost.mean) / 2) < 1e-12)
  assert.throws(
    () => engine.project({ ...request, mixes: [{ kind: 'route', shares: [1] }] }),
    (error) => error.code === 'invalid-argument' && error.path === 'mixes[0].shares',
  )
})
