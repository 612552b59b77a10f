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
