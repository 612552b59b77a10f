import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, defaults, encode, VIEWS } from '../../www/js/state.js'

test('defaults are left out of the address', () => {
  for (const view of VIEWS) assert.equal(encode({ ...defaults(), view }), `#/${view}`)
})

test('what is written is read again', () => {
  const state = { ...defaults(), view: 'prompt', at: '2026-11-22T05:30Z', currency: 'CNY', perUsd: '7.05', vendors: ['openai', 'anthropic'], sort: '-call,model', outputTokens: 12, prompt: 'a & b = ?\n#七', open: true }
  const { state: read, problems } = decode(encode(state))
  assert.deepEqual(problems, [])
  assert.deepEqual(read, state)
})

test('what cannot be read is named and the rest is kept', () => {
  const { state, problems } = decode('#/prompt?v=1&o=-4&c=XXX&zz=1&q=opus')
  assert.deepEqual(problems, ['o=-4', 'c=XXX', 'zz=1'])
  assert.equal(state.find, 'opus')
  assert.equal(state.outputTokens, defaults().outputTokens)
})

test('another version and another view are said', () => {
  assert.deepEqual(decode('#/prompt?v=9').problems, ['v=9'])
  assert.deepEqual(decode('#/nowhere').problems, ['nowhere'])
  assert.deepEqual(decode('').problems, [])
})

test('an address of any bytes is read without throwing', () => {
  for (const hash of ['#%', '#/prompt?p=%E0%A4%A', '#/prompt?at=2026-99-99', '#/prompt?&&==', `#/${'x'.repeat(5000)}`]) assert.ok(decode(hash).state)
})
