/** What is malformed throws a TaskfareError that names the place; what is merely unknown does not throw. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createAnalysis } from '../../pkg/analysis.js'
import { createEngine, createEngineSync, format, loadEncoding, packVocabulary, toNumber } from '../../pkg/index.js'
import { createFleet } from '../../pkg/fleet.js'
import { createLogs } from '../../pkg/logs.js'

let analysis
let encoding
let engine
let fleet
let logs

before(async () => {
  analysis = await createAnalysis()
  encoding = await loadEncoding('r50k_base')
  fleet = await createFleet()
  engine = await createEngine()
  logs = await createLogs()
})

const project = (more) => engine.project({ profile: 'bug-fix', offers: ['gpt-5.5'], ...more })
const price = (more) => engine.price({ model: 'gpt-5.5', usage: { input: 1 }, ...more })

const CIRCULAR = {}
CIRCULAR.self = CIRCULAR

const CASES = [
  [() => createEngine(5), 'options'],
  [() => createEngine({ price: {} }), 'options.price'],
  [() => createEngine({ prices: 5 }), 'prices', 'bad-price-table'],
  [() => createEngineSync({ module: 'engine.wasm' }), 'module'],
  [() => engine.price(), 'request'],
  [() => price({ model: 5 }), 'model'],
  [() => price({ usage: 5 }), 'usage'],
  [() => price({ usage: { input: '1' } }), 'usage.input', 'invalid-usage'],
  [() => price({ usage: { input: -1 } }), 'usage.input', 'invalid-usage'],
  [() => price({ usage: { cached: 1 } }), 'usage.cached', 'invalid-usage'],
  [() => price({ at: 'yesterday' }), 'at'],
  [() => price({ at: new Date(NaN) }), 'at'],
  [() => price({ serviceTier: 'quick' }), 'serviceTier'],
  [() => price({ tier: 'batch' }), 'request.tier'],
  [() => engine.models({ vendors: 'openai' }), 'query.vendors'],
  [() => price({ usage: [] }), 'usage'],
  [() => price({ usage: new Map([['input', 1]]) }), 'usage'],
  [() => price({ usage: new Date() }), 'usage'],
  [() => engine.priceMany({ model: 'gpt-5.5' }), 'usage'],
  [() => engine.priceMany({ model: 'gpt-5.5', usage: { inputs: 1 } }), 'usage.inputs', 'invalid-usage'],
  [() => engine.priceMany({ model: 'gpt-5.5', usage: { input: 1 }, at: Float64Array.of(0, NaN) }), 'at'],
  [() => engine.perMillionCharacters({ model: 'gpt-5.5', tokens: 0, characters: 4 }), 'tokens'],
  [() => engine.perMillionCharacters({ model: 'no-such-model', tokens: 1, characters: 4 }), null, 'unknown-model'],
  [() => engine.readUsage({ usage: {} }, 5), 'format'],
  [() => engine.rates({ model: 'gpt-5.5', form: '2026-01-01' }), 'query.form'],
  [() => createEngine({ prices: { $schema: 'prices.v1.schema.json', discount: [] } }), 'discount', 'bad-price-table'],
  [() => createEngine({ prices: { discounts: [{ of: 'gpt-5.5', mul: { all: 'half' } }] } }), 'discounts[0].mul.all', 'bad-price-table'],
  [() => createEngine({ prices: new Uint8Array(64) }), 'prices', 'bad-price-table'],
  [() => project({ offers: [{ model: 'gpt-5.5', serviceTeir: 'batch' }] }), 'offers[0].serviceTeir'],
  [() => project({ offers: 'gpt-5.5' }), 'offers'],
  [() => project({ offers: ['gpt-5.5', 5] }), 'offers[1]'],
  [() => project({ profile: undefined }), 'profile'],
  [() => project({ profile: 'no-such-task' }), 'profile', 'invalid-profile'],
  [() => project({ harness: 5 }), 'harness'],
  [() => project({ runs: '500' }), 'runs'],
  [() => project({ runs: -1 }), 'runs'],
  [() => project({ runs: 1e9 }), 'runs'],
  [() => project({ seed: 1.5 }), 'seed'],
  [() => engine.count({ text: 'a' }), 'model'],
  [() => engine.count({ model: 'gpt-5.5', text: 5 }), 'text'],
  [() => engine.count({ model: 'gpt-5.5' }), 'text'],
  [() => engine.count({ model: 'gpt-5.5', text: 'a', estimat: true }), 'request.estimat'],
  [() => engine.count({ model: 'gpt-5.5', text: 'a', estimate: 1 }), 'estimate'],
  [() => engine.count({ model: 'gpt-5.5', request: {}, format: 5 }), 'format'],
  [() => engine.count({ model: 'gpt-5.5', text: 'a', calibration: { text: 'a' } }), 'calibration.reported'],
  [() => project({ budget: -1 }), 'budget'],
  [() => project({ budget: NaN }), 'budget'],
  [() => project({ budget: 10n }), 'budget'],
  [() => project({ offers: [{ model: Symbol('gpt') }] }), 'offers[0].model'],
  [() => engine.models({ routes: 5 }), 'routes'],
  [() => engine.models({ at: 'never' }), 'at'],
  [() => engine.model(5), 'name'],
  [() => engine.rates(), 'query'],
  [() => project({ seeds: 5 }), 'request.seeds'],
  [() => logs.readLogs(5), 'files'],
  [() => logs.readLogs([{ data: '' }]), 'files.name'],
  [() => logs.readLogs([], { signal: 5 }), 'options.signal'],
  [() => logs.readLogs([], { onProgress: 5 }), 'options.onProgress'],
  [() => logs.replay({}), 'log'],
  [() => fleet.growthFor(1n, 2), 'months'],
  [() => fleet.growthFor(12, '2'), 'ratio'],
  [() => fleet.claims({ subscription: 1 }), 'inputs.subscription'],
  [() => fleet.claims({ subscription: [1n] }), 'inputs.subscription[0]'],
  [() => fleet.claims({}, { subscription: 5 }), 'lines.subscription'],
  [() => fleet.fleet({ groups: [{ people: 1, work: [null] }] }), 'groups[0].work[0]'],
  [() => fleet.planFits({ group: { people: 1, work: {} } }), 'group.work'],
  [() => analysis.pilot(null), 'costs'],
  [() => analysis.pilot([1, 1n]), 'costs[1]'],
  [() => encoding.decode([2 ** 32]), 'ids[0]'],
  [() => encoding.decode([1, 'x']), 'ids[1]'],
  [() => encoding.decode([1.9]), 'ids[0]'],
  [() => encoding.decode([1n]), 'ids[0]'],
  [() => encoding.decodeBytes(5), 'ids'],
  [() => encoding.decode({}), 'ids'],
  [() => encoding.decode(null), 'ids'],
  [() => encoding.countUpTo('a', NaN), 'limit'],
  [() => encoding.countUpTo('a', -1), 'limit'],
  [() => encoding.countUpTo('a', 1.5), 'limit'],
  [() => packVocabulary('YQ== 0', null), 'options'],
  [() => packVocabulary('YQ== 0', { spliter: 'gpt2' }), 'options.spliter'],
  [() => packVocabulary('YQ== 0', { splitter: 1n }), 'splitter'],
  [() => createLogs({ price: {} }), 'options.price'],
  [() => createFleet({ wasm: 5 }), 'wasm'],
  [() => loadEncoding(5), 'name'],
  [() => loadEncoding('o200k', {}), 'name', 'encoding-not-loaded'],
  [() => loadEncoding('own', { byte: 1 }), 'options.byte'],
  [() => loadEncoding('own', { bytes: 5 }), 'bytes'],
  [() => loadEncoding('own', { url: 5 }), 'url'],
  [() => loadEncoding('own', { bytes: new TextEncoder().encode('<!doctype html>') }), null, 'bad-vocabulary'],
  [() => loadEncoding('r50k_base', { onProgress: 5 }), 'options.onProgress'],
  [() => loadEncoding('own', { url: 'file:///no/such/file' }), 'file:///no/such/file', 'asset-unavailable'],
  [() => format('a dollar'), 'amount'],
  [() => format('1', 'x_x'), 'locale'],
  [() => format('1', 'en', { currency: 'dollars' }), 'options.currency'],
  [() => format('1', 'en_US'), 'locale'],
  [() => format('1', Symbol('en')), 'locale'],
  [() => format('1', null), 'locale'],
  [() => format('1', 'en', { currency: Symbol('USD') }), 'options.currency'],
  [() => format('1', 'en', { forcast: true }), 'options.forcast'],
  [() => format('1', 'en', null), 'options'],
  [() => format(1n), 'amount'],
  [() => toNumber(1n), 'amount'],
  [() => toNumber(CIRCULAR), 'amount'],
  [() => toNumber('1e3'), 'amount'],
]

test('malformed arguments throw a TaskfareError that names their place', async () => {
  for (const [act, path, code = 'invalid-argument'] of CASES) {
    await assert.rejects(async () => act(), (error) => {
      assert.deepEqual([error.name, error.code, error.path], ['TaskfareError', code, path], `${act}: ${error.message}`)
      return error instanceof Error
    }, String(act))
  }
})

test('what is unknown is an answer', async () => {
  assert.equal(price({ model: 'no-such-model' }).status, 'unpriced')
  assert.equal(project({ offers: ['no-such-model'] }).offers[0].cost, null)
  assert.equal((await engine.count({ model: 'no-such-model', text: 'a' })).grade, 'unknown')
  assert.equal(engine.model('no-such-model'), undefined)
  assert.equal(format(null), '–')
})

test('a failed load is forgotten, and the next one succeeds', async () => {
  await assert.rejects(loadEncoding('p50k_edit', { url: 'file:///no/such/file' }))
  assert.equal((await loadEncoding('p50k_edit')).count('hello world'), 2)
})

test('vocabularies are read from files by their address', async () => {
  const url = new URL('../../pkg/vocab/p50k_base.tfv.gz', import.meta.url)
  assert.equal((await loadEncoding('of-a-file', { url })).count('hello world'), 2)
})
