/** `taskfare replay` as a user runs it, with made-up logs where the tools keep them. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { call, sessions } from './support/claude-log.js'
import { rollout } from './support/codex-log.js'

const bin = fileURLToPath(new URL('./support/taskfare.js', import.meta.url))
let home

async function put(path, text) {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), text)
}

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'taskfare-home-'))
  await put('.claude/projects/-home-ann-shop/first.jsonl', call({ id: 'm1', output: 8 }) + call({ id: 'm1', output: 250 }) + call({ id: 'm2', second: 60, output: 90 }) + '{"cut\n')
  await put('.claude/projects/-home-ann-shop/later.jsonl', call({ id: 'm1', session: 'later', output: 250 }))
  await put('.claude/projects/-home-ann-shop/notes.md', 'not a log')
  await put('.codex/sessions/2026/10/02/rollout-1.jsonl', rollout('parent'))
  await put('.codex/sessions/2026/10/02/rollout-2.jsonl', rollout('child', 'parent'))
})
after(() => rm(home, { recursive: true }))

/** Runs the command with the folder as home and nothing else of this machine's settings. */
function replay(args, { input, moved = {} } = {}) {
  const env = { PATH: process.env.PATH, HOME: home, USERPROFILE: home, NO_COLOR: '1', ...moved }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, 'replay', ...args], { env, cwd: home, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
    child.stdin.end(input)
  })
}

const rowsOf = (csv) => csv.trimEnd().split('\r\n').map((line) => line.split(','))

test('it finds what the tools left, and bills each call once', async () => {
  const { stdout, stderr, code } = await replay(['--by', 'model', '--csv'])
  assert.equal(code, 0, stderr)
  // 8 fresh, 40,000 read, 2,000 and 4,000 written, 340 out; and 2,000 fresh, 4,000 read, 200 out.
  assert.deepEqual(rowsOf(stdout), [
    ['name', 'cost', 'calls', 'input', 'cache read', 'cache write', 'output', 'unpriced'],
    ['claude-opus-4-5-20251101', '0.08104', '2', '8', '40000', '6000', '340', '0'],
    ['gpt-5.5', '0.018', '3', '2000', '4000', '0', '200', '0'],
  ])
})

test('the table says what was skipped, what could not be read, and what the figures are', async () => {
  const { stdout } = await replay([])
  assert.match(stdout, /^\$0\.099 for 5 calls/)
  assert.match(stdout, /2026-10-01 +\$0\.081 +2/)
  assert.match(stdout, /not billed again: 1 partial, 1 copy, 2 replay, 2 snapshot/)
  assert.match(stdout, /1 line could not be read: .*first\.jsonl:4/)
  assert.match(stdout, /claude-code, codex: API-equivalent; on a subscription it is not your bill/)
})

test('JSON holds everything, and redacted nothing that names', async () => {
  const { stdout } = await replay(['--json'])
  const { read, report } = JSON.parse(stdout)
  assert.equal(read.calls, 5)
  assert.equal(report.total.cost, '0.09904')
  assert.ok(read.files.some((file) => file.name.endsWith('rollout-2.jsonl')))
  const hidden = (await replay(['--json', '--redact', '--what-if', 'gpt-5.5'])).stdout
  for (const secret of [home, 'shop', 'blog', 'rollout', 'parent', 'cut']) assert.ok(!hidden.includes(secret), secret)
  assert.equal(JSON.parse(hidden).report.total.cost, '0.09904')
})

test('what-if gives levels, in CSV as numbers with the interval to plan with', async () => {
  const { stdout, code } = await replay(['--what-if', 'gpt-5.5,nobody/none', '--csv'])
  assert.equal(code, 0)
  const [header, known, unknown] = rowsOf(stdout)
  const of = (name) => Number(known[header.indexOf(name)])
  assert.ok(of('low') < of('its caching') && of('its caching') < of('high'), stdout)
  assert.equal(of('calls'), 5)
  assert.deepEqual(unknown.slice(0, 2), ['nobody/none', ''])
  const table = (await replay(['--what-if', 'gpt-5.5,nobody/none'])).stdout
  assert.match(table, /its way of working/)
  assert.match(table, /nobody\/none: unknown \(nearest: /)
})

test('days choose, and paths, and standard input', async () => {
  const calls = async (args, options) => JSON.parse((await replay([...args, '--json'], options)).stdout).report.total.calls
  assert.equal(await calls(['--from', '2026-10-02']), 3)
  assert.equal(await calls(['--to', '2026-10-02']), 2)
  assert.equal(await calls([join(home, '.codex')]), 3)
  assert.equal(await calls(['-'], { input: call({ id: 'x', output: 1 }) }), 1)
})

/** One call as each tool writes it. */
const GEMINI = JSON.stringify({ sessionId: 'g', projectHash: 'p', messages: [{ id: 'm', timestamp: '2026-10-03T08:00:00Z', type: 'gemini', model: 'gemini-2.5-pro', tokens: { input: 10, output: 1, cached: 0, thoughts: 0, tool: 0, total: 11 } }] })
const OPENCODE = JSON.stringify({ id: 'msg_a', sessionID: 'ses_1', role: 'assistant', modelID: 'claude-sonnet-4-5', time: { created: 1790856000123 }, tokens: { input: 10, output: 1, reasoning: 0, cache: { read: 0, write: 0 } } })
const PI = (id) => `${JSON.stringify({ type: 'session', id, timestamp: '2026-10-03T08:00:00Z', cwd: '/w' })}\n${JSON.stringify({ type: 'message', id: `${id}-1`, timestamp: '2026-10-03T08:00:01Z', message: { role: 'assistant', model: 'kimi-k3', usage: { input: 10, output: 1, cacheRead: 0, cacheWrite: 0 } } })}\n`

test('every tool is looked for at its place, and where its own variables move it', async () => {
  const old = home
  home = await mkdtemp(join(tmpdir(), 'taskfare-places-'))
  const one = (id) => call({ id, output: 1 })
  const places = {
    '.claude/projects/a/1.jsonl': one('p1'),
    '.config/claude/projects/a/2.jsonl': one('p2'),
    '.codex/sessions/2026/10/02/rollout-1.jsonl': rollout('here'),
    '.codex/archived_sessions/rollout-2.jsonl': rollout('archived'),
    '.gemini/tmp/abc/chats/session-1.json': GEMINI,
    '.local/share/opencode/storage/message/ses_1/msg_a.json': OPENCODE,
    '.openclaw/agents/main/sessions/a.jsonl': PI('claw'),
    '.pi/agent/sessions/w/b.jsonl': PI('pi'),
  }
  for (const [path, text] of Object.entries(places)) await put(path, text)
  const read = async (moved) => JSON.parse((await replay(['--json'], { moved })).stdout).read
  const found = await read()
  assert.deepEqual(found.files.map(({ name, calls }) => [name.slice(home.length + 1).replaceAll('\\', '/'), calls]), Object.keys(places).sort().map((path) => [path, path.startsWith('.codex') ? 2 : 1]))

  // A database can only be named for what it is.
  await put('.local/share/opencode/opencode.db', 'SQLite format 3\0')
  const { stdout } = await replay([])
  assert.match(stdout, /1 file not read: .*opencode\.db is a database/)

  for (const [path, text] of [['c/projects/x.jsonl', one('m1')], ['x/sessions/y.jsonl', rollout('moved')], ['d/opencode/storage/message/z.json', OPENCODE]]) await put(path, text)
  const moved = await read({ CLAUDE_CONFIG_DIR: join(home, 'c'), CODEX_HOME: join(home, 'x'), XDG_DATA_HOME: join(home, 'd') })
  const names = moved.files.map(({ name }) => name.slice(home.length + 1).replaceAll('\\', '/'))
  for (const name of ['c/projects/x.jsonl', 'x/sessions/y.jsonl', 'd/opencode/storage/message/z.json']) assert.ok(names.includes(name), name)
  assert.ok(!names.some((name) => /^\.(claude|codex|local)/.test(name)), names.join())
  await rm(home, { recursive: true })
  home = old
})

test('what a log lacks is said, not guessed', async () => {
  const nameless = call({ id: 'n', second: 5, output: 1 }).replace('"model":"claude-opus-4-5-20251101",', '')
  const timeless = call({ id: 't', output: 1 }).replace(/"timestamp":"[^"]*",/, '')
  const idle = JSON.stringify({ type: 'user', sessionId: 'idle', message: { role: 'user', content: 'hello' } })
  await put('lacking/a.jsonl', call({ id: 'late', second: 9, output: 1 }) + nameless + timeless)
  await put('lacking/b.jsonl', idle)
  const { stdout, code } = await replay(['lacking'])
  assert.equal(code, 0)
  assert.match(stdout, /^≥ \$/)
  for (const says of [/1 call of which the log does not say the model/, /1 call of which the log does not say when/, /the clock went backward: 1 call earlier/, /1 session without a call of its own/]) assert.match(stdout, says)
})

test('a console export is its rows', async () => {
  await put('usage.csv', 'usage_date_utc,model_version,api_key,workspace,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_read,usage_output_tokens\n2026-10-01,claude-opus-4-5-20251101,key,shop,0-200k,1000000,2000000,100000\n')
  const { stdout, code } = await replay(['usage.csv', '--csv', '--by', 'project'])
  assert.equal(code, 0)
  assert.deepEqual(rowsOf(stdout)[1].slice(0, 2), ['shop', '8.5'])
  const whatIf = rowsOf((await replay(['usage.csv', '--what-if', 'claude-opus-4-5', '--csv'])).stdout)
  assert.equal(Number(whatIf[1][1]), 8.5)
})

test('one’s own work becomes a scenario that `project` takes', async () => {
  await put('work.jsonl', sessions({ sessions: 12, calls: 15 }).text)
  const { stdout, code } = await replay(['work.jsonl', '--calibrate', 'mine.json'])
  assert.equal(code, 0)
  assert.match(stdout, /calls of a run +\d/)
  assert.match(stdout, /taskfare project mine\.json --model claude-opus-4-5-20251101/)
  const { profile, harness } = JSON.parse(await readFile(join(home, 'mine.json'), 'utf8'))
  assert.deepEqual([profile.id, harness.systemTokens], ['own-log', 0])
  const projected = await new Promise((resolve) =>
    execFile(process.execPath, [bin, 'project', 'mine.json', '--model', profile.reference, '--runs', '200', '--json'], { cwd: home }, (error, out) => resolve({ error, out })),
  )
  assert.equal(projected.error, null, projected.error?.message)
  assert.ok(JSON.parse(projected.out).offers[0].cost.p50 > 0)
})

test('what cannot be is refused with a sentence', async () => {
  await put('diary.txt', 'Dear diary')
  for (const [args, says] of [
    [['--by', 'kind'], /--by expects day, model, project, session/],
    [['absent.jsonl'], /absent\.jsonl: no such file or folder/],
    [['diary.txt'], /diary\.txt: is of no known log format \(unknown-log-format\)\n.*looked for .*claude-code/],
    [['--from', 'tomorrow'], /tomorrow is no instant/],
    [['.claude/projects/-home-ann-shop/notes.md', '-'], /standard input is read alone/],
    [['work.jsonl', '--calibrate', 'mine.json', '--from', '2027-01-01'], /too few/],
  ]) {
    const { code, stderr, stdout } = await replay(args)
    assert.equal(code, 2, `${args.join(' ')}: ${stdout}`)
    assert.match(stderr, says)
  }
  const empty = await mkdtemp(join(tmpdir(), 'taskfare-empty-'))
  const old = home
  home = empty
  const { code, stderr } = await replay([])
  home = old
  await rm(empty, { recursive: true })
  assert.equal(code, 2)
  assert.match(stderr, /no logs found\n.*\.claude/)
})

test('an export before its model was sold is unpriced, in CSV an empty cell, and a part of it is a lower bound', async () => {
  const row = (day, model) => `${day},${model},key,shop,1000000,0,0\n`
  const head = 'usage_date_utc,model_version,api_key,workspace,usage_input_tokens_no_cache,usage_input_tokens_cache_read,usage_output_tokens\n'
  const early = row('2020-10-01', 'claude-haiku-4-5')
  const none = await replay(['-'], { input: head + early })
  assert.equal(none.code, 3)
  assert.match(none.stdout, /^unpriced for 1 row, each of which sums many calls/)
  assert.match((await replay(['-', '--csv'], { input: head + early })).stdout, /\n2020-10-01,,/)
  const { sums } = JSON.parse((await replay(['-', '--json'], { input: head + early })).stdout).report
  assert.deepEqual([sums.total.cost, sums.total.high, sums.byDay[0].cost, sums.byKind[0].cost], [null, null, null, null])
  const part = await replay(['-'], { input: head + early + row('2026-10-01', 'claude-haiku-4-5') })
  assert.equal(part.code, 0)
  assert.match(part.stdout, /^≥ \$[\d.]+ for 2 rows/)
})
