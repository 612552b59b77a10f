import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode, defaults, encode, VIEWS } from '../../www/js/state.js'
import { added, changed, fleetGroup, fromFile, groupsOf, removed, writeGroup } from '../../www/js/team-groups.js'

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

test('a team’s machines, grid and output are written in a link with their decimals, and refused out of range', () => {
  const state = { ...defaults(), view: 'team', gpuHour: 4.08, gpuSpeed: 2500, gpuBusy: 60, gpus: 16, gpuPower: 1.4, powerPrice: 0.0925, grid: 'own', gridLow: 0, gridHigh: 2000, outputOfTen: 3.5 }
  assert.equal(encode(state), '#/team?v=1&oe=3.5&el=own&e0=0&e1=2000&gh=4.08&gt=2500&gb=60&gn=16&gw=1.4&gp=0.0925')
  assert.deepEqual(decode(encode(state)), { state, problems: [] })
  const wrong = ['oe=0.5', 'el=moon', 'e1=2001', 'gh=0', 'gh=1e3', 'gt=1.5', 'gb=101', 'gn=0', 'gp=0.00001']
  assert.deepEqual(decode(`#/team?v=1&${wrong.join('&')}`), { state: { ...defaults(), view: 'team' }, problems: wrong })
})

test('groups of a team are written in a link and read again, and what is none is named', () => {
  const first = groupsOf(defaults())[0]
  const other = { ...first, name: 'R&D, 北京~2', people: 7, by: 'task', mix: ['openai/gpt-5.5*30', 'anthropic/claude-opus-4-8*70'], grows: 12 }
  const state = { ...defaults(), view: 'team', mix: ['minimax/minimax-m3*100'], groups: [writeGroup(other), writeGroup(first)], group: 2 }
  const { state: read, problems } = decode(encode(state))
  assert.deepEqual(problems, [])
  assert.deepEqual(read, state)
  assert.deepEqual(groupsOf(read)[1], other)
  for (const bad of ['x', writeGroup({ ...other, people: 0 }), writeGroup({ ...other, by: 'hour' }), writeGroup({ ...other, mix: ['gpt*0'] })]) {
    assert.equal(decode(`#/team?v=1&gr=${encodeURIComponent(bad)}`).problems.length, 1, bad)
  }
})

test('a group is changed, added and removed, also the first', () => {
  const state = { ...defaults(), people: 40 }
  const two = { ...state, ...added(state, 'B') }
  assert.deepEqual([groupsOf(two).map(({ people }) => people), two.group], [[40, 10], 1])
  const changedTwo = { ...two, ...changed(two, 1, { people: 99 }) }
  assert.deepEqual(groupsOf(changedTwo).map(({ people }) => people), [40, 99])
  const one = { ...changedTwo, ...removed(changedTwo, 0) }
  assert.deepEqual([groupsOf(one).map(({ name, people }) => [name, people]), one.people, one.group], [[['B', 99]], 99, 0])
  assert.deepEqual(removed(one, 0), {})
})

test('groups are handed to the engine and read from its files', () => {
  const like = groupsOf(defaults())[0]
  const group = { ...like, name: 'A', by: 'task', tasks: 5, grows: 4, mix: ['a/b*25', 'c/d*25'] }
  const asked = fleetGroup(group, 'x/y')
  assert.deepEqual(asked.work.map(({ offer, share }) => [offer, share]), [['a/b', 0.5], ['c/d', 0.5]])
  assert.deepEqual([asked.growth, asked.activeShare, asked.tasksPerDay], [0.04, 0.8, 5])
  const { state, problems } = fromFile([asked, fleetGroup(like, 'x/y')], like)
  assert.deepEqual(problems, [])
  const [first, second] = groupsOf({ ...defaults(), ...state })
  assert.deepEqual([first.name, first.tasks, first.mix, first.grows], ['A', 5, ['a/b*50', 'c/d*50'], 4])
  assert.deepEqual([second.by, second.dayCost, second.dayTail, second.sure], ['day', '13', '28', 20])
  assert.deepEqual(fromFile([{ people: 0, work: [{ offer: '?' }] }], like).problems, ['groups[0].work: ?', 'groups[0].people'])
  assert.throws(() => fromFile([], like), RangeError)
})
