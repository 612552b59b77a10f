// What the command writes without Intl is what Intl writes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moneyText, numberText } from '../../pkg/lib/cli/english.js'
import { format } from '../../pkg/index.js'

/** Decimal texts of every size and length, from a fixed seed. */
function* decimals(count) {
  let state = 20261122
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const digits = (length) => Array.from({ length }, () => (random(3) === 0 ? '9' : String(random(10)))).join('')
  for (let n = 0; n < count; n++) {
    const whole = random(2) === 0 ? '0' : String(BigInt(digits(1 + random(9))))
    const zeros = '0'.repeat(random(6))
    const fraction = random(5) === 0 ? '' : `.${zeros}${digits(1 + random(12))}`
    yield `${random(6) === 0 ? '-' : ''}${whole}${fraction}`
  }
}

test('money reads as Intl writes it, exact or forecast, in every currency', () => {
  for (const amount of [...decimals(20_000), '0', '0.00', '9.995', '0.995', '99.5', '999999.995', '-0.004', null]) {
    for (const currency of ['USD', 'CNY', 'EUR']) {
      for (const forecast of [false, true]) {
        assert.equal(moneyText(amount, { currency, forecast }), format(amount, 'en', { currency, forecast }), `${amount} ${currency} ${forecast}`)
      }
    }
  }
})

test('numbers read as Intl writes them', () => {
  for (const text of decimals(20_000)) {
    // Not -0, which no count is.
    const value = Number(text) + 0
    assert.equal(numberText(value, 3), value.toLocaleString('en', { maximumSignificantDigits: 3 }))
    const count = Math.trunc(Math.abs(value))
    assert.equal(numberText(count), count.toLocaleString('en'))
  }
})

test('what is no amount is refused as before', () => {
  assert.throws(() => moneyText('12 dollars'), { code: 'invalid-argument', path: 'amount' })
})
