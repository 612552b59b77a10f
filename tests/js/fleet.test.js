/** Fleets, plans and claims in wasm as natively: tests/fleet.rs checks the same file. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createFleet } from '../../pkg/fleet.js'
import { createAnalysis } from '../../pkg/analysis.js'

const golden = JSON.parse(readFileSync(new URL('../golden/fleet.json', import.meta.url), 'utf8'))
const at = '2026-11-23T08:00:00Z'
const engine = await createAnalysis()
const fleet = await createFleet()
const engineers = {
  name: 'engineers',
  people: 100,
  activeShare: 0.8,
  tasksPerDay: 4,
  heavy: { kind: 'times-rest', value: 10 },
  cost: { mean: 3.25, sigma: 0.9 },
}
const plain = (value) => JSON.parse(JSON.stringify(value))
const code = (expected, path) => (error) => error.name === 'TaskfareError' && error.code === expected && error.path === path

test('a fleet, drawn day by day, has the recorded bytes', () => {
  const got = fleet.fleet({ groups: [engineers], days: 60, budget: 30000, growth: 0.05, weekend: 0.1, runs: 50, seed: 9, at })
  assert.deepEqual(plain(got), golden.fleet)
})

test('plans have the recorded bytes', () => {
  const { heavy, activeShare, ...group } = engineers
  const got = fleet.planFits({ group, plans: ['copilot-max', 'kimi-code-199'], at })
  assert.deepEqual(plain(got), golden.plans)
})

test('claims have the recorded bytes, and other inputs count', () => {
  assert.deepEqual(plain(fleet.claims()), golden.claims)
  const gpu = fleet.claims({ 'gpu-hour': [3.6, 0, 1000] }).find((claim) => claim.id === 'gpu-hour')
  assert.deepEqual(gpu.figures.map((figure) => Number(figure.toFixed(9))), [1000, 1, 3.6])
  assert.throws(() => fleet.claims({ nothing: [1] }), code('invalid-argument', 'inputs'))
})

test('work may be named in short', () => {
  const group = { people: 10, tasksPerDay: 2, work: [{ profile: 'bug-fix', offer: 'claude-opus-4-8' }] }
  const short = fleet.fleet({ groups: [group], days: 30, at })
  const offer = { model: 'claude-opus-4-8' }
  const work = [{ profile: 'bug-fix', harness: 'claude-code', offer, share: 1 }]
  assert.deepEqual(short, fleet.fleet({ groups: [{ ...group, work }], days: 30, at }))
  const row = engine.project({ profile: 'bug-fix', offers: [offer], at, runs: 0 }).offers[0]
  assert.equal(short.groups[0].task, row.cost.mean)
})

test('calculators answer and name what is wrong', () => {
  const gpu = { gpuHour: 4.08, tokensPerSecond: 2500, utilisation: 1, gpus: 8, apiPrice: 0.9 }
  assert.ok(Math.abs(fleet.hosting(gpu).perMillion - 0.4533) < 1e-3)
  assert.throws(() => fleet.hosting({ ...gpu, utilisation: 2 }), code('invalid-argument', 'utilisation'))
  const { wattHours, grams } = fleet.energy({ input: 400, output: 400, gridLow: 100, gridHigh: 400 })
  assert.ok(wattHours.low < 0.24 && wattHours.high > 0.3 && grams.high > grams.low)
  assert.throws(() => fleet.energy({ input: -1 }), code('invalid-argument', 'input'))
  assert.equal(fleet.value({ cost: 4, success: 0.5, worth: 40 }).fare, 8)
  assert.throws(() => fleet.value({ cost: 4, success: 0 }), code('invalid-argument', 'success'))
  assert.ok(Math.abs(fleet.growthFor(4, 12) - 0.809) < 1e-3)
  assert.throws(() => fleet.fleet({ groups: [{ ...engineers, people: 0 }], at }), code('invalid-argument', 'groups[0].people'))
  assert.throws(() => fleet.fleet({ groups: 'all', at }), code('invalid-argument', 'groups'))
  assert.throws(() => fleet.fleet({ groups: [engineers] , at: 'yesterday' }), code('invalid-argument', 'at'))
})

test('a fare over time changes when prices do', () => {
  const [{ points }] = engine.fareHistory({ profile: 'bug-fix', harness: 'plain-loop', offers: ['mimo-v2.5-pro'], at })
  assert.match(points[1].at, /^2026-05-27/)
  assert.ok(points[1].change < 0.435)
})
