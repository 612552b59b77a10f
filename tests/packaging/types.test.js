/** The declarations, as a TypeScript user of the tarball meets them. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { emptyFolder, root, run } from './support/shell.js'
import { install, pack } from './support/tarball.js'

const USE = `
import { createEngine, createEngineSync, format, isTaskfareError, loadEncoding, toNumber } from 'taskfare'
import type { Bill, Encoding, ErrorCode, Offer, Projection, TokenCount } from 'taskfare'
import * as core from 'taskfare/core'
import * as inline from 'taskfare/inline'
import { createWorkerEngine } from 'taskfare/worker'
import { TaskFare } from 'taskfare/element'
import { createFleet, type FleetReport } from 'taskfare/fleet'
import { createLogs, type CostReport } from 'taskfare/logs'

export async function use(module: WebAssembly.Module): Promise<string> {
  const encoding: Encoding = await loadEncoding('o200k_base', { onProgress: ({ loaded, total }) => { const l: number = loaded; const t: number | null = total; void l; void t } })
  const ids: Uint32Array = encoding.encode('text')
  const engine = await createEngine({ prices: { discounts: [{ of: 'openai', mul: { all: '0.85' } }] } })
  const bill: Bill = engine.price({ model: 'gpt-5.5', usage: { input: ids.length, output: 800 } })
  const total: string | null = bill.total
  const graded: TokenCount = await engine.count({ model: 'claude-sonnet-4-5', text: 'text' })
  const offers: Offer[] = engine.models({ vendor: 'openai', at: new Date() })
  const projection: Projection = engine.project({ profile: 'bug-fix', offers: ['gpt-5.5', { model: 'deepseek-v4-pro', serviceTier: 'batch' }], runs: 500 })
  const p90: number | undefined = projection.offers[0]?.cost?.p90
  const worker = await createWorkerEngine()
  const same: Bill = await worker.price({ model: 'gpt-5.5', usage: {} }, { signal: AbortSignal.timeout(1000) })
  const element: TaskFare = document.createElement('task-fare')
  element.request = { profile: 'bug-fix', offers: ['gpt-5.5'] }
  element.addEventListener('taskfare-ready', (event) => void event.detail.offers[0]?.cost?.p90)
  element.addEventListener('click', (event) => void event.clientX)
  document.createElement('fare-amount').addEventListener('taskfare-ready', ({ detail }) => void detail.total)
  document.addEventListener('taskfare-error', ({ detail }) => void (isTaskfareError(detail) && detail.code))
  const sync = createEngineSync({ module })
  const logs = await createLogs()
  const cost: CostReport = logs.replay(await logs.readLogs([{ name: 'a', data: '' }]), { redact: true })
  const fleet: FleetReport = (await createFleet({ wasm: module })).fleet({ groups: [{ people: 3, tasksPerDay: 2, work: [{ profile: 'bug-fix', offer: 'gpt-5.5' }] }], days: 30 })
  const far: FleetReport = await worker.fleet({ groups: [], days: 30 })
  void [cost, fleet, far, core.createEngine, inline.createEngine, same, sync, p90, offers, graded, toNumber(total)]
  return format(total, 'en', { currency: bill.currency ?? 'USD' })
}

export function code(error: unknown): ErrorCode | null {
  return isTaskfareError(error) ? error.code : null
}
`

/** Each line is a mistake that the declarations must catch. */
const MISUSE = `
import { createEngine, loadEncoding } from 'taskfare'
const engine = await createEngine()
// @ts-expect-error a model is needed
engine.price({ usage: { input: 1 } })
// @ts-expect-error no such kind of usage
engine.price({ model: 'gpt-5.5', usage: { cached: 1 } })
// @ts-expect-error a total is a decimal string or null, never a number
const total: number = engine.price({ model: 'gpt-5.5', usage: { input: 1 } }).total
// @ts-expect-error handles are not freed by hand
engine.free()
// @ts-expect-error a text is a string
;(await loadEncoding('o200k_base')).count(12)
export { total }
`

const CONFIG = (options, files = ['use.ts', 'misuse.ts']) => ({
  compilerOptions: { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: [], skipLibCheck: false, ...options },
  files,
})

/** A program of Node alone, which has no declarations of a page; its libraries are checked with it. */
const SERVER = `
import { readFile } from 'node:fs/promises'
import { createEngine, createEngineSync, loadEncoding, type Bill } from 'taskfare'
import { createAnalysis } from 'taskfare/analysis'
import { createFleet } from 'taskfare/fleet'
import { createLogs } from 'taskfare/logs'
import { createPrices } from 'taskfare/prices'
const engine = await createEngine({ wasm: await readFile('engine.wasm') })
const bill: Bill = engine.price({ model: 'gpt-5.5', usage: { input: 1 } })
// @ts-expect-error an answer is typed here too
const wrong: number = bill.total
await loadEncoding('own', { bytes: readFile('own.tfv.gz') })
await (await createLogs()).readLogs([{ name: 'a', data: await readFile('a.jsonl') }])
export { createAnalysis, createEngineSync, createFleet, createPrices, wrong }
`

let folder

before(async () => {
  const files = { 'use.ts': USE, 'misuse.ts': MISUSE, 'server.ts': SERVER }
  folder = await install((await pack()).file, await emptyFolder('types'), {
    ...files,
    'node.json': JSON.stringify(CONFIG({ module: 'nodenext', moduleResolution: 'nodenext' })),
    'server.json': JSON.stringify(CONFIG({ module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2022'], types: ['node'], typeRoots: [`${root}node_modules/@types`] }, ['server.ts'])),
    'bundler.json': JSON.stringify(CONFIG({ module: 'esnext', moduleResolution: 'bundler' })),
  })
})

for (const resolution of ['node', 'bundler', 'server']) {
  test(`examples and mistakes check, declarations included: ${resolution}`, async () => {
    const { stdout, code } = await run(`${root}node_modules/.bin/tsc`, ['-p', `${resolution}.json`], { cwd: folder, fails: true })
    assert.equal(code, 0, stdout)
  })
}
