/**
 * The same small task in every bundler and runtime: count, price, then project.
 * Copied into each fixture; what it returns is compared with the native golden file.
 */
export const TEXT = 'Fix the failing test in src/parser.rs. 修复失败的测试。 👩‍🚀\n'
export const AT = '2026-11-22T12:00:00Z'
const PROJECTION = { profile: 'bug-fix', harness: 'claude-code', offers: ['gpt-5.5'], at: AT, runs: 200, seed: 7 }

/** `from` is the module under test; `options` and `source` say where its files are, if it cannot know. */
export async function task(from, options = {}, source = {}) {
  const encoding = await from.loadEncoding('o200k_base', source.encoding)
  const tokens = encoding.count(TEXT)
  const engine = await from.createEngine(options)
  const bill = engine.price({ model: 'gpt-5.5', usage: { input: tokens * 1000, output: 800 }, at: AT })
  const { p50, p90 } = engine.project(PROJECTION).offers[0].cost
  return { tokens, ids: Array.from(encoding.encode(TEXT)), status: bill.status, currency: bill.currency, total: bill.total, p50, p90 }
}

/** The parts that have a file of their own each. */
export async function parts({ createAnalysis, createFleet, createLogs, createPrices }) {
  const half = { discounts: [{ of: 'openai', mul: { all: '0.5' } }] }
  const [analysis, fleet, logs, prices] = await Promise.all([createAnalysis({ prices: half }), createFleet(), createLogs(), createPrices()])
  const [{ points }] = analysis.fareHistory({ ...PROJECTION, runs: 0 })
  const request = { model: 'gpt-5.5', messages: [{ role: 'user', content: TEXT }] }
  const { tokens } = await analysis.count({ request, estimate: true })
  const { total } = analysis.price({ model: 'gpt-4o', usage: { input: 1_000_000 }, at: AT })
  if (points.length === 0 || tokens < 10 || total !== '1.25') throw new Error(`the analysis says ${points.length} points, ${tokens} tokens, ${total}`)
  check(fleet.growthFor(4, 12), (await logs.readLogs([{ name: 'empty', data: '' }])).report().calls)
  if (prices.price({ model: 'gpt-4o', usage: { input: 1_000_000 }, at: AT }).total !== '2.5') throw new Error('the prices bill something else')
}

function check(growth, calls) {
  if (Math.abs(growth - 0.809) > 1e-3 || calls !== 0) throw new Error(`the fleet says ${growth}, the logs ${calls}`)
}

/** The same through the worker, where every method answers with a promise. */
export async function workerTask(engine, source = {}) {
  const encoding = await engine.loadEncoding('o200k_base', source.encoding)
  const tokens = await encoding.count(TEXT)
  const bill = await engine.price({ model: 'gpt-5.5', usage: { input: tokens * 1000, output: 800 }, at: AT })
  const { p50, p90 } = (await engine.project(PROJECTION)).offers[0].cost
  const ids = Array.from(await encoding.encode(TEXT))
  // Files of their own, which the worker finds when they are first asked for.
  const growth = await engine.growthFor(4, 12)
  const { calls } = await (await engine.readLogs([{ name: 'empty', data: '' }])).report()
  check(growth, calls)
  return { tokens, ids, status: bill.status, currency: bill.currency, total: bill.total, p50, p90 }
}
