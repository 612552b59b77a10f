import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFormat, divide, multiply } from '../../www/js/format.js'
import { createMoney } from '../../www/js/money.js'

const en = createFormat('en-GB')
const zh = createFormat('zh-CN')

test('forecasts have two significant figures, two decimals from 1 to 10', () => {
  const shown = { 0.0037: '$0.0037', 0.0546: '$0.055', 0.97: '$0.97', 0.996: '$1.00', 1.62: '$1.60', 9.96: '$10', 14.2: '$14', 387: '$390', 1149: '$1,100' }
  for (const [value, text] of Object.entries(shown)) assert.equal(en.forecast(Number(value), 'USD'), text)
  assert.equal(zh.forecast(6.83, 'CNY'), '¥6.80')
})

test('a range says its unit once, with an en dash', () => {
  assert.equal(en.range(0.262, 1.9, 'USD'), '$0.26–1.90')
})

test('facts keep cents from 1 up and four significant digits below', () => {
  assert.equal(en.fact('46388.14', 'USD'), '$46,388.14')
  assert.equal(en.fact('0.008216', 'USD'), '$0.008216')
  assert.equal(en.fact('0.02457', 'USD'), '$0.02457')
  assert.equal(en.fact('0.5', 'USD'), '$0.50')
  assert.equal(en.fact('0', 'USD'), '$0.00')
  assert.equal(en.fact('0.0000123456789', 'USD'), '$0.00001235')
})

test('lines of a bill have four decimals, or as many as the exact value', () => {
  assert.equal(en.line('0.2457', 'USD'), '$0.2457')
  assert.equal(en.line('0.5', 'USD'), '$0.5000')
  assert.equal(en.line('0.000012796', 'USD'), '$0.000012796')
})

test('rates are shown as published, two decimals at least', () => {
  assert.equal(en.rate('5', 'USD'), '$5.00')
  assert.equal(en.rate('0.0036', 'USD'), '$0.0036')
})

test('counts in a few characters', () => {
  const shown = { 0: '0', 950: '950', 1234: '1.2k', 12_340: '12k', 863_000: '863k', 999_700: '1M', 2_400_000: '2.4M', 12_000_000: '12M', 1_200_000_000: '1.2B' }
  for (const [value, text] of Object.entries(shown)) assert.equal(en.short(Number(value)), text)
  assert.equal(en.count(1234567), '1,234,567')
})

test('a share that would read 0% is said in words', () => {
  assert.equal(en.percent(0.004, 'under 1%'), 'under 1%')
  assert.equal(en.percent(0.842, 'under 1%'), '84%')
  assert.equal(en.percent(0, 'under 1%'), '0%')
})

test('days are those of UTC', () => {
  assert.equal(en.day('2026-11-22T23:59:00Z'), '22 Nov 2026')
  assert.equal(zh.day('2026-11-22T00:00:00Z'), '2026年11月22日')
})

test('conversion is exact, and division rounds half up', () => {
  assert.equal(multiply('0.1', '0.2'), '0.02')
  assert.equal(multiply('1234567890.123', '7'), '8641975230.861')
  assert.equal(multiply('-1.5', '2'), '-3')
  assert.equal(divide('3', '7', 6), '0.428571')
  assert.equal(divide('0.025', '7.1', 8), '0.00352113')
  assert.equal(divide('1', '8', 2), '0.13')
})

test('an amount without a price is said to have none, in whatever currency', () => {
  const format = createFormat('en')
  const words = Object.assign((key) => key, { maybe: (key) => key })
  const yuan = createMoney(format, words, () => ({ currency: 'CNY', perUsd: '7' }), () => [])
  assert.equal(yuan.priced(null), 'unpriced')
  assert.equal(yuan.priced('0'), format.fact('0', 'CNY'))
  assert.equal(yuan.priced('0.25'), format.fact('1.75', 'CNY'))
  assert.equal(yuan.priced(1e-7), format.fact('0.0000007', 'CNY'))
  assert.equal(yuan.priced('0.25', (amount, currency) => `${amount} ${currency}`), '1.75 CNY')
})
