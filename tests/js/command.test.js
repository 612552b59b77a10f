/** `taskfare` as a script meets it: what it refuses, with which exit code, and never the code of an exceeded budget. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sessions } from './support/claude-log.js'
import { taskfare } from './support/command.js'

let folder
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taskfare-command-'))
})
after(() => rm(folder, { recursive: true }))

/** A file of the folder with this value as JSON. */
async function put(name, value) {
  await writeFile(join(folder, name), JSON.stringify(value))
  return name
}
const run = (args, options) => taskfare(args, { cwd: folder, ...options })

test('a file that holds no object is malformed input, by its name', async () => {
  for (const value of [null, [], 'text', 5]) {
    const file = await put('odd.json', value)
    for (const args of [['project', file], ['diff', file, file], ['fleet', file]]) {
      const { code, stdout, stderr } = await run(args)
      assert.deepEqual([code, stdout], [2, ''], `${args}: ${stderr}`)
      assert.match(stderr, /odd\.json: expected a JSON object/)
    }
  }
})

test('work of a fleet that is none is malformed input, by its place', async () => {
  for (const [work, path] of [
    [[null], 'groups[0].work[0]'],
    [{ profile: 'bug-fix' }, 'groups[0].work'],
    [[{ profile: 'bug-fix', offer: 5 }], 'groups[0].work[0].offer'],
  ]) {
    const { code, stderr } = await run(['fleet', await put('fleet.json', { groups: [{ people: 1, tasksPerDay: 1, work }] })])
    assert.equal(code, 2, stderr)
    assert.ok(stderr.includes(`${path}: `), stderr)
  }
})

test('a full disk has a code of its own', { skip: process.platform !== 'linux' }, async () => {
  for (const args of [['--help'], ['price', '-m', 'gpt-5.5', '--input', '1k'], ['project', '-p', 'bug-fix', '-m', 'gpt-5.5']]) {
    const { code, stderr } = await run(args, { stdout: '/dev/full' })
    assert.equal(code, 4, args.join(' '))
    assert.match(stderr, /ENOSPC/)
    assert.doesNotMatch(stderr, / at /)
  }
})

test('a reader that has enough ends the command in peace', async () => {
  const { code, stderr } = await run(['prices', '--json'], { firstLine: true })
  assert.deepEqual([code, stderr], [0, ''])
})

test('what nobody foresaw has that code too, and says that it is a fault', async () => {
  const broken = `data:text/javascript,${encodeURIComponent('JSON.stringify = () => { throw new RangeError("not foreseen") }')}`
  const { code, stderr } = await run(['price', '-m', 'gpt-5.5', '--input', '1k', '--json'], { imports: broken })
  assert.equal(code, 4)
  assert.match(stderr, /RangeError: not foreseen[^]*please report/)
})

test('a model without a profile, and what --history does not heed, are malformed', async () => {
  for (const [args, says] of [
    [['project', '-m', 'gpt-5.5'], /no profile given\n {2}for example --profile bug-fix/],
    [['prices', '--history', 'gpt-5.5', 'opus'], /opus says nothing of a history/],
    [['prices', '--history', 'gpt-5.5', '--vendor', 'openai'], /--vendor says nothing of a history/],
    [['prices', '--history', 'gpt-5.5', '--at', '2026-11-22'], /--at says nothing/],
    [['diff', 'a.json', 'b.json', '--csv'], /--csv/],
    [['completion', 'bash', '--json'], /--json/],
  ]) {
    const { code, stdout, stderr } = await run(args)
    assert.deepEqual([code, stdout], [2, ''], args.join(' '))
    assert.match(stderr, says)
  }
})

test('help says what a command takes, by either way of asking, and no more', async () => {
  const asked = await run(['help', 'price'])
  assert.deepEqual(asked, await run(['price', '--help']))
  assert.match(asked.stdout, /--cache-read <n>[^]*--csv/)
  const diff = (await run(['diff', '--help'])).stdout
  assert.match(diff, /--json/)
  assert.doesNotMatch(diff, /--csv/)
  assert.equal((await run(['help', 'guess'])).code, 2)
})

test('what a log would have cost on models that nobody knows is nothing that could be priced', async () => {
  await writeFile(join(folder, 'log.jsonl'), sessions({ sessions: 1, calls: 3 }).text)
  assert.equal((await run(['replay', 'log.jsonl', '--what-if', 'nosuch'])).code, 3)
  assert.equal((await run(['replay', 'log.jsonl', '--what-if', 'nosuch,gpt-5.5'])).code, 0)
})

test('completion knows the shells', async () => {
  const { stdout } = await run(['completion', 'bash'])
  assert.match(stdout, /completion\) words="bash zsh fish --help"/)
  assert.match((await run(['completion', 'fish'])).stdout, /-n '__fish_seen_subcommand_from completion' -a zsh/)
})

test('characters are code points, counted one by one', async () => {
  const { stdout } = await run(['count', '--csv'], { input: '修复 👩‍🚀' })
  assert.match(stdout, /^tokens,characters,file\r\n\d+,6,-\r\n$/)
})
