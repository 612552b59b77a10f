import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { createEngineSync } from '../../pkg/index.js'
import { ownTable } from '../../www/js/own-prices.js'
import { growthOf, leastGrowth, meanOf, quantileOf, startOf, withOwnFigures } from '../../www/js/scenario.js'
import { median, monthBand, sigmaOf } from '../../www/js/spreadmath.js'
import { defaults } from '../../www/js/state.js'
import { findingsOf, firstRows } from '../../www/js/views/task/rows.js'
import { generationOf } from '../../www/js/offers.js'

const lognormal = (median, sigma, cap = null) => ({ kind: 'lognormal', median, sigma, cap })
const base = {
  profile: { id: 'p', name: 'P', promptTokens: 1200, calls: lognormal(26, 0.45), output: { kind: 'fixed', value: 400 }, results: { kind: 'fixed', value: 860 }, success: { rate: 0.7 }, basis: [] },
  harness: { id: 'h', name: 'H', systemTokens: 11_400, cache: { stablePrefix: 'whole', ttlSeconds: null }, attempts: 3, basis: [] },
}

test('own figures are met exactly and touch nothing else', () => {
  const { profile, harness } = withOwnFigures(base, { ...defaults(), start: 20_000, growth: 2000, tries: 1, cache: 'hour' })
  assert.equal(startOf({ profile, harness }), 20_000)
  assert.equal(growthOf({ profile, harness }), 2000)
  assert.equal(harness.attempts, 1)
  assert.deepEqual(harness.cache, { stablePrefix: 'whole', ttlSeconds: 3600 })
  assert.deepEqual(profile.output, base.profile.output)
  assert.equal(base.harness.attempts, 3)
  assert.deepEqual(withOwnFigures(base, defaults()), base)
})

test('a start below the prompt shrinks the prompt; a growth below the output leaves no results', () => {
  const { profile, harness } = withOwnFigures(base, { ...defaults(), start: 500, growth: 100 })
  assert.equal(harness.systemTokens, 0)
  assert.equal(profile.promptTokens, 500)
  assert.equal(meanOf(profile.results), 0)
  assert.equal(leastGrowth(base), 400)
})

test('averages and quantiles of the spreads', () => {
  assert.equal(quantileOf(lognormal(26, 0.45), 0), 26)
  assert.ok(Math.abs(quantileOf(lognormal(26, 0.45), 1.2816) - 46.3) < 0.1)
  assert.equal(quantileOf(lognormal(26, 2, 100), 1.2816), 100)
  assert.ok(Math.abs(meanOf(lognormal(1, 1)) - Math.exp(0.5)) < 1e-12)
  assert.equal(meanOf({ kind: 'empirical', values: [1, 2, 6] }), 3)
})

test('chance averages out over a month, what is not known does not', () => {
  const spread = (sigma) => ({ p10: Math.exp(-1.2815515655446004 * sigma), p50: 1, p90: Math.exp(1.2815515655446004 * sigma), p99: 5, mean: Math.exp(sigma ** 2 / 2) })
  assert.ok(Math.abs(sigmaOf(spread(0.6)) - 0.6) < 1e-12)
  const one = monthBand(spread(0.6), 1, 1, null)
  assert.ok(Math.abs(Math.log(one.high / one.low) - 2 * 1.2815515655446004 * 0.6) < 1e-9)
  const many = monthBand(spread(0.6), 1, 10_000, null)
  assert.ok(many.high / many.low < 1.03)
  const carried = monthBand(spread(1), 1, 10_000, 0.6)
  assert.ok(Math.abs(Math.log(carried.high / carried.low) / (2 * 1.2815515655446004) - 0.8) < 0.01)
})

test('the middle of an even, an odd and an empty list', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([4, 1, 2, 3]), 2.5)
  assert.equal(median([]), null)
})

const row = (id, { fare, firstTry = 0.7, input = '1', output = '5', measured = true, tier = 'flagship', vendor = 'v', context = 200_000 }) => ({
  offer: { id, name: id, vendor, currency: 'USD', rates: { input, output }, tier, route: false, retired: null, context },
  measured,
  fare,
  firstTry,
  spread: null,
})

test('findings rank measured rows only, and a surprise must be one', () => {
  const rows = [row('a', { fare: 1, firstTry: 0.8, input: '5', output: '25' }), row('b', { fare: 1.6, input: '3', output: '15' }), row('c', { fare: 0.3, input: '0.3', output: '1' }), row('d', { fare: 0.1, measured: false })]
  const { lowest, surest, surprise } = findingsOf(rows)
  assert.equal(lowest?.offer.id, 'c')
  assert.equal(surest?.offer.id, 'a')
  assert.deepEqual([surprise?.dearer.offer.id, surprise?.cheaper.offer.id], ['a', 'b'])
  assert.ok(Math.abs((surprise?.less ?? 0) - 0.375) < 1e-12)
  assert.deepEqual(findingsOf(rows.slice(2)).surprise, null)
  assert.deepEqual(findingsOf([]), { lowest: null, surest: null, surprise: null })
})

test('what stands in the table at first: measured, pinned, the newest of the strongest that hold a task', () => {
  const other = { fare: 1, measured: false }
  const rows = [row('v/m-3', other), row('v/m-5-1', other), row('v/m-5', other), row('v/m-9', { ...other, context: 8000 }), row('v/m-8-small', { ...other, tier: 'small' }), row('v/seen', { fare: 1, tier: 'small' })]
  assert.deepEqual([...firstRows(rows, ['pin'])].sort(), ['pin', 'v/m-5', 'v/m-5-1', 'v/seen'])
})

test('a generation is read from an id, dates and sizes are not', () => {
  const shown = { 'openai/gpt-6.1-sol': 6.1, 'xai/grok-4.20': 4.2, 'anthropic/claude-opus-5-5': 5.5, 'google/gemini-4-argon': 4, 'openai/gpt-oss-120b': 0, 'x/y-2512': 0, 'cohere/command-a': 0, 'meta/llama-70b-3.3': 3.3, 'xai/grok-4-0709': 4 }
  for (const [id, generation] of Object.entries(shown)) assert.equal(generationOf(id), generation, id)
})

test('an own rate takes the place of the base alone: long prompts and batches stay as published', async () => {
  const at = '2026-11-22T05:30:00Z'
  const raw = createEngineSync().models({ at, vendor: 'openai' }).find(({ id }) => id === 'openai/gpt-5.5')
  const offer = { ...raw, rates: raw.price.rates }
  const file = JSON.parse(await readFile(new URL('../../prices/prices.v1.json', import.meta.url), 'utf8'))
  const prices = ownTable({ ownRates: ['openai/gpt-5.5~input~4'], discounts: [] }, [offer], at, file)
  const engine = createEngineSync({ prices })
  const total = (input, serviceTier = 'standard') => engine.price({ model: 'openai/gpt-5.5', usage: { input }, at, serviceTier }).total
  assert.deepEqual([total(1_000), total(1_000, 'batch'), total(300_000)], ['0.004', '0.002', '2.4'])
  // Without the published table the rate stands alone.
  const alone = createEngineSync({ prices: ownTable({ ownRates: ['openai/gpt-5.5~input~4'], discounts: [] }, [offer], at) })
  assert.equal(alone.price({ model: 'openai/gpt-5.5', usage: { input: 300_000 }, at }).total, '1.2')
})

test('the share of tasks above a limit: whole columns, a part of one, all and none', async () => {
  // The module reads no document while it is loaded.
  const { shareOver } = await import('../../www/js/views/task/fan.js')
  const fan = { cost: { p50: 2 }, bins: [{ from: 1, to: 2, share: 0.5 }, { from: 2, to: 4, share: 0.3 }, { from: 4, to: 8, share: 0.2 }] }
  for (const [limit, share] of [[0.5, 1], [1, 1], [2, 0.5], [3, 0.35], [4, 0.2], [7, 0.05], [8, 0], [100, 0]]) assert.ok(Math.abs(shareOver(fan, limit) - share) < 1e-12, `${limit}`)
  assert.deepEqual([shareOver({ ...fan, bins: [] }, 1), shareOver({ ...fan, bins: [] }, 3)], [1, 0])
})

test('offers rolled up by size: middle, ends, the lowest, those without a size last', async () => {
  const { sizesOf } = await import('../../www/js/views/task/sizes.js')
  const row = (name, tier, fare, firstTry = 0.5) => ({ offer: { id: name, name, tier }, fare, firstTry })
  const rows = [row('a', 'small', 3), row('b', 'small', 1, 0.9), row('c', 'small', 2), row('d', null, 7), row('e', 'flagship', null), row('f', 'mid', 5)]
  const found = sizesOf(rows)
  assert.deepEqual(found.map(({ tier, offers, fare, low, high, done, least }) => [tier, offers, fare, low, high, done, least.offer.id]), [['mid', 1, 5, 5, 5, 0.5, 'f'], ['small', 3, 2, 1, 3, 0.5, 'b'], ['', 1, 7, 7, 7, 0.5, 'd']])
})
