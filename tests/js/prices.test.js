// The engine's prices through the package, as an app calls them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compilePrices, createEngine, createEngineSync } from '../../pkg/index.js'
import { createFleet } from '../../pkg/fleet.js'
import { createPrices } from '../../pkg/prices.js'

const engine = await createEngine()
const at = '2026-11-22T12:00:00Z'

test('a bill is exact and itemised', () => {
  const bill = engine.price({ model: 'openai/gpt-5.5', at, usage: { input: 4_000, cacheRead: 16_000, output: 900 } })
  assert.equal(bill.status, 'priced')
  assert.equal(bill.total, '0.055')
  assert.deepEqual(bill.lines.map((line) => [line.kind, line.count, line.rate, line.amount]), [
    ['input', 4_000, '5', '0.02'],
    ['cacheRead', 16_000, '0.5', '0.008'],
    ['output', 900, '30', '0.027'],
  ])
  assert.equal(bill.currency, 'USD')
  assert.match(bill.checked, /^2026-/)
})

test('columns give what single calls give', () => {
  const input = Float64Array.of(10, 272_000, 272_001)
  const many = engine.priceMany({ model: 'gpt-5.5', at, usage: { input, output: 100 } })
  const single = [...input].map((count) => engine.price({ model: 'gpt-5.5', at, usage: { input: count, output: 100 } }).total)
  assert.deepEqual(many.totals, single)
  assert.deepEqual([...many.status], [0, 0, 0])
  const unknown = engine.priceMany({ model: 'nobody', at, usage: { input } })
  assert.deepEqual([unknown.totals, [...unknown.status], unknown.sum, unknown.sumHigh], [['', '', ''], [2, 2, 2], null, null])
  assert.equal(engine.priceMany({ model: 'gpt-5.5', at, usage: { input: new Float64Array() } }).sum, '0', 'no calls cost nothing')
})

test('columns tell where a total is the lower end of a range', () => {
  // A working hour of a year whose holidays are not published yet, and a night.
  const days = Float64Array.of(Date.UTC(2027, 2, 1, 2), Date.UTC(2026, 10, 24, 20))
  const usage = { input: 1_000_000 }
  const many = engine.priceMany({ model: 'deepseek-v4-pro', at: days, usage })
  const single = [...days].map((day) => engine.price({ model: 'deepseek-v4-pro', at: day, usage }))
  assert.deepEqual(many.totals, single.map(({ total }) => total))
  assert.deepEqual(many.highs, single.map(({ high }) => high ?? ''))
  assert.ok(many.highs[0] !== '' && many.highs[1] === '' && Number(many.sumHigh) > Number(many.sum))
  assert.equal(many.at, null)
  const plain = engine.priceMany({ model: 'gpt-5.5', at, usage })
  assert.deepEqual([plain.highs, plain.sumHigh, plain.at], [null, plain.sum, at])
})

test('answers say of which instant they are', () => {
  const one = { model: 'gpt-5.5', tokens: 250, characters: 1_000 }
  assert.equal(engine.perMillionCharacters({ ...one, at }).at, at)
  assert.equal(engine.model('gpt-5.5', at).at, at)
  assert.ok(engine.models({ vendor: 'openai', at }).every((offer) => offer.at === at))
  assert.ok(Math.abs(Date.parse(engine.model('gpt-5.5').at) - Date.now()) < 60_000)
})

test('a million characters cost as many tokens as a sample makes of them', () => {
  const { currency, input, output } = engine.perMillionCharacters({ model: 'gpt-5.5', tokens: 250, characters: 1_000, at })
  assert.deepEqual([currency, input, output], ['USD', '1.25', '7.5'])
})

test('what is wrong is named', () => {
  const thrown = (usage) => {
    try {
      engine.price({ model: 'gpt-5.5', at, usage })
    } catch (error) {
      return [error.code, error.path]
    }
  }
  assert.deepEqual(thrown({ input: -1 }), ['invalid-usage', 'usage.input'])
  assert.deepEqual(thrown({ input: 1.5 }), ['invalid-usage', 'usage.input'])
  assert.deepEqual(thrown({ inputs: 1 }), ['invalid-usage', 'usage.inputs'])
  assert.throws(() => engine.priceMany({ model: 'gpt-5.5', at, usage: { input: Float64Array.of(1, -2) } }), { code: 'invalid-usage', line: 2 })
  assert.throws(() => engine.price({ model: 'gpt-5.5', at, serviceTier: 'auto', usage: {} }), { code: 'invalid-argument', path: 'serviceTier' })
  const bill = engine.price({ model: 'gpt-5.55', at, usage: { input: 1 } })
  assert.deepEqual([bill.status, bill.total, bill.reasons[0].code, bill.reasons[0].nearest[0]], ['unpriced', null, 'unknown-model', 'openai/gpt-5.5'])
})

test('own prices and discounts go on top, a fresh table replaces', async () => {
  const own = await createEngine({ prices: { discounts: [{ of: 'openai', mul: { all: '0.5' } }] } })
  const usage = { input: 4_000 }
  assert.equal(own.price({ model: 'gpt-5.5', at, usage }).total, '0.01')
  const vendor = { vendor: { id: 'house', name: 'House' }, model: [{ id: 'x', price: [{ rates: { in: '3' }, checked: '2026-11-01' }] }] }
  const fresh = await createEngine({ prices: { schema: 'taskfare-prices-v1', replace: true, vendors: [vendor] } })
  assert.deepEqual(fresh.models({ at }).map((offer) => offer.id), ['house/x'])
  await assert.rejects(createEngine({ prices: { vendors: [{ ...vendor, model: [{ id: 'x', price: [{ rates: { in: '-3' }, checked: '2026-11-01' }] }] }] } }), {
    code: 'bad-price-table',
    path: 'vendors[0].model[0].price[0].rates.in',
  })
})

test('own prices are compiled once for every handle', async () => {
  const compiled = await compilePrices({ discounts: [{ of: 'openai', mul: { all: '0.5' } }] })
  const call = { model: 'openai/gpt-5.5', usage: { input: 100_000 }, at }
  const engines = [await createEngine({ prices: compiled }), createEngineSync({ prices: compiled }), await createPrices({ prices: compiled })]
  for (const engine of engines) assert.equal(engine.price(call).total, '0.25')
  const published = createEngineSync()
  assert.equal(published.price(call).total, '0.5')
  assert.deepEqual(engines[0].table.plans(), published.table.plans())
  assert.deepEqual(engines[0].table.exchange(), published.table.exchange())
  assert.throws(() => createEngineSync({ prices: new Uint8Array([1, 2, 3]) }), { code: 'bad-price-table' })
  const task = { groups: [{ people: 10, tasksPerDay: 2, work: [{ profile: 'bug-fix', offer: 'gpt-5.5' }] }], days: 5, at }
  const mean = (fleet) => fleet.fleet(task).months[0].spend.mean
  const fleet = await createFleet()
  const half = mean(fleet) / 2
  for (const own of [await createFleet({ prices: compiled }), fleet.withPrices(compiled)]) assert.ok(Math.abs(mean(own) / half - 1) < 1e-9)
})

test('offers say where they come from and what is ahead', () => {
  const offers = engine.models({ at })
  assert.ok(offers.length >= 400, `${offers.length} offers`)
  const argon = engine.model('gemini-4-argon', at)
  assert.deepEqual([argon.price.rates.input, argon.next.from, argon.next.rates.input], ['2', '2026-12-01T00:00:00Z', '4'])
  for (const { id, price } of offers) if (price) assert.ok(price.sources.length > 0 && price.checked, id)
  assert.equal(engine.model('no such model', at), undefined)
  assert.ok(engine.rates({ model: 'deepseek-v4-pro' }).some((interval) => interval.currency === 'CNY'))
  assert.deepEqual(engine.rates({ model: 'gpt-5.5', serviceTier: 'batch' }).map(({ rates }) => rates.input), ['2.5'])
})

test('taskfare/prices bills as the whole engine does, from a file of its own', async () => {
  const prices = await createPrices()
  const request = { model: 'claude-sonnet-4-5', at, usage: { input: 1200, cacheRead: 88000, output: 900 } }
  assert.deepEqual(prices.price(request), engine.price(request))
  assert.deepEqual(prices.rates({ model: 'deepseek-v4-pro' }), engine.rates({ model: 'deepseek-v4-pro' }))
  const body = { usage: { prompt_tokens: 20212, completion_tokens: 931, total_tokens: 21143, prompt_tokens_details: { cached_tokens: 16298 } } }
  const read = await prices.readUsage(body)
  assert.deepEqual(read, await engine.readUsage(body))
  assert.deepEqual([read.usage.input, read.usage.cacheRead, read.usage.output], [3_914, 16_298, 931], 'cached tokens are within the input')
  assert.equal(prices.table.checked, engine.table.checked)
  assert.equal(prices.project, undefined)
  const own = await createPrices({ prices: { discounts: [{ of: 'anthropic', mul: { all: '0.5' } }] } })
  assert.equal(own.price(request).lines[0].rules.at(-1), 'negotiated')
})

test('a mistake in own prices or in a request is named by its path', () => {
  const refused = (call) => {
    try {
      call()
    } catch (error) {
      return [error.code, error.path]
    }
    return null
  }
  const own = (prices) => refused(() => createEngineSync({ prices }))
  assert.deepEqual(own({ vendors: [{ vendor: { id: 'a' } }] }), ['bad-price-table', 'vendors[0].vendor.name'])
  assert.deepEqual(own({ discounts: [{ off: 'a' }] }), ['bad-price-table', 'discounts[0].off'])
  const ask = { profile: 'chat-answer', harness: 'claude-code', offers: [{ model: 'gpt-5.5', serviceTier: 'best' }] }
  assert.deepEqual(refused(() => engine.project(ask)), ['invalid-profile', 'offers[0].serviceTier'])
})

test('clouds and resellers are left out where nobody asks for them', () => {
  const query = { at }
  const makers = engine.models({ ...query, routes: false })
  assert.deepEqual(makers, engine.models(query).filter(({ route }) => !route))
  const route = engine.models(query).find((offer) => offer.route).vendor
  assert.ok(engine.models({ ...query, vendor: route, routes: false }).length > 0)
})
