/** `taskfare diff`: a difference is the change's own, and nothing that came or went is passed over. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { taskfare } from './support/command.js'

const AT = '2026-11-22T12:00:00Z'
let folder
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taskfare-diff-'))
})
after(() => rm(folder, { recursive: true }))

async function diff(old, fresh, ...more) {
  for (const [name, scenario] of Object.entries({ old, fresh })) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify({ profile: 'bug-fix', offers: ['gpt-5.5'], ...scenario }))
  }
  const ended = await taskfare(['diff', 'old.json', 'fresh.json', '--at', AT, ...more], { cwd: folder })
  assert.equal(ended.stderr, '')
  return ended
}

test('the same model is no change, whatever draws either file asks for', async () => {
  for (const [old, fresh, said] of [
    [{ runs: 200 }, {}, '200 runs each, the same draws on both sides (seed 1)'],
    [{ runs: 200, seed: 5 }, { runs: 300, seed: 9 }, '300 runs each, the same draws on both sides (seed 9)'],
    [{ runs: 200 }, { runs: 0 }, 'in closed form'],
  ]) {
    const { stdout } = await diff(old, fresh)
    assert.match(stdout, /This change: \*\*no change per task\*\*, p90 no change/)
    assert.ok(stdout.includes(said), stdout)
  }
})

test('models that come and go are named, and the others are still compared', async () => {
  const { stdout } = await diff({ offers: ['gpt-5.5', 'claude-sonnet-4-5', 'deepseek-v4-pro'] }, { offers: ['deepseek-v4-pro', 'gpt-5.5'] })
  assert.match(stdout, /no change per task[^\n]*2 unchanged\)\. Not compared: claude-sonnet-4-5 \(removed\)\./)
  assert.match(stdout, /\| claude-sonnet-4-5 \| removed \|/)
  const { changes } = JSON.parse((await diff({ offers: ['gpt-5.5', 'claude-sonnet-4-5'] }, { offers: ['gpt-5.5'] }, '--json')).stdout)
  assert.deepEqual(changes.map(({ offer, was, comparable }) => [offer, was, comparable]), [['gpt-5.5', 'gpt-5.5', true], [null, 'claude-sonnet-4-5', false]])
})

test('a replaced model is compared with what it replaced, wherever it stands', async () => {
  const { stdout } = await diff({ offers: ['gpt-5.5', 'claude-sonnet-4-5'] }, { offers: ['deepseek-v4-pro', 'gpt-5.5'] })
  assert.match(stdout, /\| claude-sonnet-4-5 → deepseek-v4-pro \| \$/)
  assert.match(stdout, /This change: \*\*−\$[\d.]+ per task\*\*, p90 −\$[\d.]+ \(deepseek-v4-pro; the most of 2: 1 cheaper, 1 unchanged\)\./)
})

test('the budget of the new scenario counts, and --budget over it', async () => {
  assert.equal((await diff({}, { budget: 0.01 })).code, 1)
  assert.equal((await diff({ budget: 0.01 }, {})).code, 0)
  const { code, stdout } = await diff({}, { budget: 0.01 }, '--budget', '1000')
  assert.equal(code, 0)
  assert.match(stdout, /\*\*P90 is within the budget of 1000 per task\*\*/)
})

test('without a price nothing is said to be over a budget, nor within', async () => {
  const { code, stdout } = await diff({}, { offers: ['gpt-5.5', 'nosuch'], budget: 1000 })
  assert.equal(code, 3)
  assert.match(stdout, /\*\*Not known to be within the budget of 1000 per task, because prices are missing: nosuch\*\*/)
})

test('names are text, whatever is in them', async () => {
  const { stdout } = await diff({}, { offers: ['gpt-5.5', 'a|b`c` <b>'] })
  assert.ok(stdout.includes('| a\\|b\\`c\\` \\<b\\> | new | | |'), stdout)
})
