// Prices: taskfare's wasm for prices, alone and as the package's entry `taskfare/prices`, beside genai-prices, as a
// crate in wasm and from npm. Every figure is the median of fresh or interleaved rounds of one run; prints table rows.
// The time to the first bill is told twice, each time with the fastest round before the median: from nothing loaded,
// and of it the first calculation, which reads the peers' tables too.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import zlib from 'node:zlib'
import { median } from './peers/rounds.js'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const PRICES = path.join(root, 'pkg/wasm/prices')
const ENTRY = path.join(root, 'pkg/node/prices.js')
const CRATE = path.join(
  process.env.CARGO_TARGET_DIR ?? path.join(root, 'target/peers'),
  'wasm32-unknown-unknown/release/peer_genai_prices.wasm',
)
const NPM = path.join(root, 'benches/peers/node_modules/@pydantic/genai-prices/dist/index.js')
const AT = '2026-11-22T12:00:00Z'
const MANY = 100_000
const STARTS = 21

function ours(engine) {
  const usage = (n) => ({ input: 4_000 + (n % 1_000), cacheRead: 16_000, output: 900 })
  const one = (n) => engine.price({ model: 'openai/gpt-5.5', usage: usage(n), at: AT })
  const many = () => ({ input: Float64Array.from({ length: MANY }, (_, n) => usage(n).input), cacheRead: 16_000, output: 900 })
  return {
    bill: () => Number(one(0).total),
    each: (calls) => sum(calls, (n) => Number(one(n).total)),
    columns: many,
    inside: (usage) => Number(engine.priceMany({ model: 'openai/gpt-5.5', at: AT, usage }).sum),
  }
}

/** The same call everywhere: 20,000 + n input tokens of which 16,000 cached, 900 output. */
const peers = {
  taskfare: {
    files: [path.join(PRICES, 'prices_bg.wasm'), path.join(PRICES, 'prices.js')],
    async load() {
      const module = await import(pathToFileURL(path.join(PRICES, 'prices.js')))
      module.initSync({ module: fs.readFileSync(path.join(PRICES, 'prices_bg.wasm')) })
      return module
    },
    open: ({ Engine }) => ours(new Engine()),
  },
  'taskfare/prices (the entry, in Node)': {
    files: [path.join(PRICES, 'prices_bg.wasm'), ENTRY],
    load: async () => (await import(pathToFileURL(ENTRY))).createPrices(),
    open: ours,
  },
  'genai-prices 0.2.1 (crate in wasm)': {
    files: [CRATE],
    load: () => WebAssembly.instantiate(fs.readFileSync(CRATE), {}),
    open({ instance }) {
      const { price } = instance.exports
      const seconds = Date.parse(AT) / 1_000
      return { bill: () => price(1, seconds), inside: () => price(MANY, seconds) }
    },
  },
  '@pydantic/genai-prices 0.1.8 (npm)': {
    files: [NPM],
    load: () => import(pathToFileURL(NPM)),
    open({ calcPrice }) {
      const timestamp = new Date(AT)
      const usage = (n) => ({ input_tokens: 20_000 + (n % 1_000), cache_read_tokens: 16_000, output_tokens: 900 })
      const one = (n) => calcPrice(usage(n), 'gpt-5.5', { providerId: 'openai', timestamp }).total_price
      return { bill: () => one(0), each: (calls) => sum(calls, one) }
    },
  },
}

const sum = (count, of) => {
  let total = 0
  for (let n = 0; n < count; n++) total += of(n)
  return total
}
/** Fastest and median: what else a machine does only ever adds to a start. */
const spread = (list) => ({ least: Math.min(...list), median: median(list) })
const timed = (work) => {
  const from = performance.now()
  const result = work()
  return [performance.now() - from, result]
}

/** A fresh process: from nothing loaded to the first bill. */
async function first(name) {
  const from = performance.now()
  const loaded = await peers[name].load()
  const between = performance.now()
  const total = peers[name].open(loaded).bill()
  const to = performance.now()
  process.stdout.write(JSON.stringify({ all: to - from, calculation: to - between, total }))
}

const freshly = (name) => JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8' }))
const gzip = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length

async function measure() {
  const names = Object.keys(peers)
  const results = Object.fromEntries(names.map((name) => [name, { first: [], calculation: [], each: [], inside: [] }]))
  for (let round = 0; round < STARTS; round++) {
    for (const name of names) {
      const { all, calculation, total } = freshly(name)
      // gpt-5.5: 4,000 x 5 + 16,000 x 0.5 + 900 x 30, per million.
      if (Math.abs(total - 0.055) > 1e-12) throw new Error(`${name} bills ${total}, not 0.055`)
      results[name].first.push(all)
      results[name].calculation.push(calculation)
    }
  }
  const open = Object.fromEntries(await Promise.all(names.map(async (name) => [name, peers[name].open(await peers[name].load())])))
  for (let round = 0; round < 9; round++) {
    for (const name of names) {
      if (open[name].each) results[name].each.push((timed(() => open[name].each(5_000))[0] / 5_000) * 1e3)
      if (!open[name].inside) continue
      const columns = open[name].columns?.()
      results[name].inside.push((timed(() => open[name].inside(columns))[0] / MANY) * 1e3)
    }
  }
  return names.map((name) => ({
    name,
    size: peers[name].files.reduce((bytes, file) => bytes + gzip(file), 0),
    first: spread(results[name].first),
    calculation: spread(results[name].calculation),
    each: results[name].each.length ? median(results[name].each) : null,
    inside: results[name].inside.length ? median(results[name].inside) : null,
  }))
}

const shown = (value, digits, unit) => (value === null ? '-' : `${value.toFixed(digits)} ${unit}`)
const ratio = (ours, theirs) => (ours === null || theirs === null ? '' : ` (x${(theirs / ours).toFixed(1)})`)

const start = (ours, { least, median }) => `${least.toFixed(1)}, ${median.toFixed(1)} ms${ratio(ours.median, median)}`

function rows(results) {
  const [ours] = results
  const line = ({ name, size, first, calculation, each, inside }) =>
    [
      name,
      `${(size / 1e3).toFixed(0)} kB${ratio(ours.size, size)}`,
      start(ours.first, first),
      start(ours.calculation, calculation),
      shown(inside, 2, 'µs') + ratio(ours.inside, inside),
      shown(each, 1, 'µs') + ratio(ours.each, each),
    ].join(' | ')
  return results.map((result) => `| ${line(result)} |`).join('\n')
}

if (process.argv[2]) await first(process.argv[2])
else console.log(rows(await measure()))
