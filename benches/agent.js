/** Speed of projections in wasm under Node, one thread: prints rows of the table in COMPARE. */
import { readFileSync } from 'node:fs'
import { Engine, initSync } from '../pkg/wasm/engine/engine.js'
import { Engine as Fleet, initSync as initFleet } from '../pkg/wasm/fleet/fleet.js'

const compiled = (kind) => ({ module: new WebAssembly.Module(readFileSync(new URL(`../pkg/wasm/${kind}/${kind}_bg.wasm`, import.meta.url))) })
initSync(compiled('engine'))
initFleet(compiled('fleet'))
const engine = new Engine()
const at = '2026-11-22T08:00:00Z'

/**
 * The median of a few rounds after two that warm up, in milliseconds of processor time: what
 * else runs on the machine does not count.
 */
function median(rounds, work) {
  const times = []
  for (let round = -2; round < rounds; round++) {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    if (round >= 0) times.push((user + system) / 1000)
  }
  return times.sort((a, b) => a - b)[rounds >> 1]
}

// 80 calls in every run; everything else varies as in recorded feature work.
const feature = engine.profiles().find((profile) => profile.id === 'feature-work')
const profile = { ...feature, calls: { kind: 'fixed', value: 80 } }
const one = [{ model: 'claude-opus-4-8' }]
const simulated = median(5, () => engine.project({ profile, harness: 'claude-code', offers: one, at, runs: 10000, seed: 1 }))
console.log(`| 10,000 runs of 80 calls, one offer, wasm in Node ${process.versions.node}, one thread | < 200 ms | ${simulated.toFixed(0)} ms |`)

const group = { name: 'all', people: 85000, tasksPerDay: 4, activeShare: 0.8, heavy: { kind: 'times-rest', value: 10 }, cost: { mean: 3.25, sigma: 0.9 } }
const team = new Fleet()
const fleet = median(5, () => team.fleet(at, { groups: [group], days: 365, budget: 2e8 }))
console.log(`| 85,000 people x 365 days by matched moments, budget and months with it, wasm | < 50 ms | ${fleet.toFixed(1)} ms |`)

const many = engine.models({ at }).filter((offer) => offer.price).slice(0, 300).map(({ id }) => ({ model: id }))
const instant = median(5, () => engine.project({ profile: 'feature-work', harness: 'claude-code', offers: many, at }))
console.log(`| whole instant answer to JS (look-up, rates, closed form, plain objects), wasm, per offer of ${many.length} | | ${((instant * 1000) / many.length).toFixed(0)} µs |`)
