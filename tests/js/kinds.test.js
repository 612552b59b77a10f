// Every kind of usage has words wherever kinds are listed, in both languages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPrices } from '../../pkg/prices.js'
import { strings } from '../../pkg/lib/element/words.js'
import en from '../../www/js/i18n/en.js'
import zh from '../../www/js/i18n/zh.js'
import { kindWords, unitName } from '../../www/js/parts/unit-name.js'

const prices = await createPrices()
const { usage } = await prices.readUsage({ usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } })
const kinds = Object.keys(usage)

test('the page has a word for each', () => {
  assert.ok(kinds.includes('cacheReadAudio') && kinds.length > 15, String(kinds))
  for (const kind of kinds) {
    const key = unitName({ t: (key) => key }, kind)
    assert.match(key, /^unit\./, kind)
    assert.ok(en[key] && zh[key] && en[key] !== zh[key], key)
  }
})

test('a sentence says the kind, not what its price is for', () => {
  for (const words of [en, zh]) {
    const page = { t: Object.assign((key) => words[key], { maybe: (key) => words[key] }) }
    for (const kind of kinds) assert.match(kindWords(page, kind), /^[^,，]+$/, kind)
    assert.equal(kindWords(page, 'input'), words['kind.fresh'])
  }
  assert.equal(kindWords({ t: Object.assign((key) => en[key], { maybe: (key) => en[key] }) }, 'webSearches'), 'Web searches')
})

test('and so have the elements', () => {
  const [english, chinese] = [strings('en'), strings('zh-CN')]
  assert.equal(english.kind('cacheReadAudio'), 'cache read audio')
  // What is left of Latin letters is the time that a cache write lasts.
  for (const kind of kinds) assert.match(chinese.kind(kind), /^[^a-z]+(\d+[mh])?$/i, kind)
})
