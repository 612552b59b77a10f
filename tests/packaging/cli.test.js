/** `npx taskfare` from the installed tarball: what it prints, and its exit codes. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import { emptyFolder, root, run } from './support/shell.js'
import { install, pack } from './support/tarball.js'

const AT = '2026-11-22T12:00:00Z'
let folder

before(async () => {
  folder = await install((await pack()).file, await emptyFolder('cli'))
})

const taskfare = (args, options = {}) => run(`${folder}/node_modules/.bin/taskfare`, args, { cwd: folder, fails: true, ...options })

test('help lists the commands, and every command has help with examples', async () => {
  const { stdout, code } = await taskfare(['--help'])
  assert.equal(code, 0)
  const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map((found) => found[1])
  assert.ok(names.length >= 5, stdout)
  for (const name of names) {
    const help = await taskfare([name, '--help'])
    assert.equal(help.code, 0, name)
    assert.match(help.stdout, new RegExp(`Examples\\n.*taskfare ${name}`), name)
  }
})

test('count reads files and standard input', async () => {
  await writeFile(`${folder}/a.txt`, 'hello world')
  await writeFile(`${folder}/b.txt`, '\uFEFF修复')
  const { stdout } = await taskfare(['count', 'a.txt', 'b.txt', '--json'])
  const { total, files, encoding } = JSON.parse(stdout)
  assert.equal(encoding, 'o200k_base')
  assert.deepEqual(files.map((file) => file.characters), [11, 3])
  assert.equal(total, files[0].tokens + files[1].tokens)
  const piped = await taskfare(['count', '--csv'], { input: 'hello world' })
  assert.equal(piped.stdout, 'tokens,characters,file\r\n2,11,-\r\n')
})

test('what cannot be counted is refused with a sentence', async () => {
  await writeFile(`${folder}/binary`, Buffer.from([0xff, 0xfe, 0x00]))
  for (const [args, says] of [
    [['count', 'binary'], /binary: not UTF-8 text/],
    [['count', 'absent.txt'], /absent\.txt: no such file/],
    [['count', '--encoding', 'x', 'a.txt'], /no vocabulary named "x"/],
    [['count', '--wrong'], /--wrong/],
    [['guess'], /no command "guess"/],
  ]) {
    const { code, stderr, stdout } = await taskfare(args)
    assert.equal(code, 2, args.join(' '))
    assert.match(stderr, says)
    assert.equal(stdout, '')
  }
})

test('price adds up to the last digit and says what it rests on', async () => {
  const { stdout, code } = await taskfare(['price', '-m', 'gpt-5.5', '--input', '12k', '--output', '800', '--at', AT, '--json'])
  assert.equal(code, 0)
  const { usage, bills } = JSON.parse(stdout)
  assert.deepEqual(usage, { input: 12_000, output: 800 })
  // 12,000 x $5 and 800 x $30 per million.
  assert.equal(bills[0].total, '0.084')
  assert.deepEqual(bills[0].lines.map((line) => line.amount), ['0.06', '0.024'])
})

test('an unknown model is unpriced, never free, and the others go on', async () => {
  const both = await taskfare(['price', '-m', 'gpt-5.5,gtp-5.5', '--input', '1000', '--at', AT])
  assert.equal(both.code, 0)
  assert.match(both.stdout, /unpriced: unknown-model/)
  const alone = await taskfare(['price', '-m', 'no-such-model', '--input', '1000', '--at', AT])
  assert.equal(alone.code, 3)
  assert.doesNotMatch(alone.stdout, /\$0/)
})

test('malformed counts are refused', async () => {
  for (const [args, says] of [
    [['--input', 'many'], /--input expects a whole number/],
    [['--input', '1.5'], /--input expects a whole number/],
    [[], /nothing to price/],
  ]) {
    const { code, stderr } = await taskfare(['price', '-m', 'gpt-5.5', ...args])
    assert.equal(code, 2)
    assert.match(stderr, says)
  }
})

const BUG_FIX = { profile: 'bug-fix', harness: 'claude-code', offers: ['gpt-5.5', 'no-such-model'], at: AT, runs: 500, seed: 7 }
const projected = (more) => writeFile(`${folder}/scenario.json`, JSON.stringify({ ...BUG_FIX, ...more }))

test('project gives a distribution, the same for the same seed, and keeps what it cannot price', async () => {
  await projected()
  const first = await taskfare(['project', 'scenario.json', '--json'])
  const again = await taskfare(['project', 'scenario.json', '--json'])
  assert.equal(first.code, 0)
  assert.equal(first.stdout, again.stdout)
  const [known, unknown] = JSON.parse(first.stdout).offers
  const { p10, p50, p90, p99 } = known.cost
  assert.ok(0 < p10 && p10 < p50 && p50 < p90 && p90 < p99)
  assert.equal(unknown.standing, 'unpriced')
  assert.equal(unknown.cost, null)
})

test('a budget fails the build when p90 is over it, and only then', async () => {
  await projected({ offers: ['gpt-5.5'] })
  const { cost } = JSON.parse((await taskfare(['project', 'scenario.json', '--json'])).stdout).offers[0]
  const tight = await taskfare(['project', 'scenario.json', '--budget', (cost.p90 * 0.99).toFixed(4)])
  assert.equal(tight.code, 1)
  assert.match(tight.stdout, /over the budget/)
  assert.equal((await taskfare(['project', 'scenario.json', '--budget', (cost.p90 * 1.01).toFixed(4)])).code, 0)
})

test('an unknown profile is refused with its name', async () => {
  const { code, stderr } = await taskfare(['project', '-p', 'no-such-task', '-m', 'gpt-5.5'])
  assert.equal(code, 2)
  assert.match(stderr, /no-such-task/)
})

test('diff prints Markdown with the change and its sign', async () => {
  await projected({ offers: ['gpt-5.5'] })
  await writeFile(`${folder}/cheaper.json`, JSON.stringify({ ...BUG_FIX, offers: ['deepseek-v4-pro'] }))
  const { stdout, code } = await taskfare(['diff', 'scenario.json', 'cheaper.json', '--at', AT])
  assert.equal(code, 0)
  assert.match(stdout, /^### Cost per task\n\nThis change: \*\*−\$[\d.]+ per task\*\*, p90 −\$/)
  assert.match(stdout, /\| gpt-5\.5 → deepseek-v4-pro \| \$[\d.]+ → \$[\d.]+ \|/)
  const same = await taskfare(['diff', 'scenario.json', 'scenario.json', '--at', AT])
  assert.match(same.stdout, /no change/)
  assert.equal((await taskfare(['diff', 'scenario.json', 'cheaper.json', '--at', AT, '--budget', '0.01'])).code, 1)
})

test('prices searches offers and tells a rate through time', async () => {
  const { stdout } = await taskfare(['prices', 'gpt-5.5', '--vendor', 'openai', '--at', AT, '--json'])
  const found = JSON.parse(stdout)
  assert.equal(found.find((offer) => offer.id === 'openai/gpt-5.5').price.rates.output, '30')
  const history = JSON.parse((await taskfare(['prices', '--history', 'deepseek-v4-pro', '--json'])).stdout)
  const dollars = history.filter((interval) => interval.currency === 'USD')
  assert.ok(dollars.length >= 3)
  for (const [before, after] of dollars.slice(1).map((interval, at) => [dollars[at], interval])) assert.equal(before.to, after.from)
  assert.equal((await taskfare(['prices', 'no such model at all'])).code, 3)
})

test('count for a model is graded, and exact where its tokenizer is public', async () => {
  await writeFile(`${folder}/a.txt`, 'hello world')
  const exact = JSON.parse((await taskfare(['count', 'a.txt', '-m', 'gpt-5.5', '--json'])).stdout)
  assert.deepEqual([exact.files[0].grade, exact.total], ['exact', 2])
  const graded = JSON.parse((await taskfare(['count', 'a.txt', '-m', 'claude-sonnet-4-5', '--json'])).stdout).files[0]
  assert.notEqual(graded.grade, 'exact')
  assert.ok(graded.low <= graded.tokens && graded.tokens <= graded.high && graded.low < graded.high)
})

test('the pull request example says the change and fails over its budget', async () => {
  const text = await readFile(`${root}docs/examples/cost.yml`, 'utf8')
  const script = /run: \|\n((?: {10}.*\n)+)/.exec(text)[1].replaceAll(/^ {10}/gm, '')
  const git = (...args) => run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder })
  await git('init', '-q', '-b', 'main')
  await projected({ offers: ['deepseek-v4-pro'] })
  await git('add', 'scenario.json')
  await git('commit', '-qm', 'before')
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  for (const [offers, code] of [[['deepseek-v4-flash'], 0], [['gpt-5.5'], 1]]) {
    await projected({ offers })
    await writeFile(`${folder}/summary.md`, '')
    const env = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: 'summary.md' }
    const ended = await run('bash', ['-e', '-c', script], { cwd: folder, env, fails: true })
    assert.equal(ended.code, code, ended.stderr)
    const said = await readFile(`${folder}/summary.md`, 'utf8')
    assert.match(said, /^### Cost per task\n\nThis change: \*\*[+−]\$[\d.]+ per task\*\*/)
    assert.match(said, code === 0 ? /\*\*P90 is within the budget of 2 per task\*\*/ : /\*\*Over the budget of 2 per task at p90: openai\/gpt-5\.5\*\*/)
    assert.equal(await readFile(`${folder}/cost.md`, 'utf8'), said)
  }
})

test('a shell completes commands and their options', async () => {
  const { stdout: script } = await taskfare(['completion', 'bash'])
  const complete = async (...typed) => {
    const words = `COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length - 1}`
    const { stdout } = await run('bash', ['-c', `${script}\n${words}; _taskfare; echo "\${COMPREPLY[@]}"`])
    return stdout.trim().split(' ')
  }
  assert.deepEqual(await complete('taskfare', 'pr'), ['price', 'project', 'prices'])
  assert.deepEqual(await complete('taskfare', 'diff', '--b'), ['--budget'])
  for (const shell of ['zsh', 'fish']) assert.match((await taskfare(['completion', shell])).stdout, /cache-read/)
  assert.equal((await taskfare(['completion', 'cmd'])).code, 2)
})

test('on a terminal the table is coloured, and NO_COLOR is heeded', async () => {
  const line = `node_modules/.bin/taskfare price -m gpt-5.5 --input 12k --output 800 --at ${AT}`
  // `script` gives the command a terminal; what a CI says of colours is not this test's matter.
  const clean = '-u CI -u NO_COLOR -u NODE_DISABLE_COLORS -u FORCE_COLOR TERM=xterm'
  const shown = (env) => run('script', ['-qec', `env ${clean} ${env} ${line}`, '/dev/null'], { cwd: folder })
  assert.match((await shown('')).stdout, /\u001b\[1m *\$0\.084\u001b/)
  assert.doesNotMatch((await shown('NO_COLOR=1')).stdout, /\u001b\[1m/)
})

test('fleet says what people spend and how long a budget lasts', async () => {
  const group = { name: 'all', people: 100, tasksPerDay: 4, cost: { mean: 2.5, sigma: 0.8 } }
  await writeFile(`${folder}/fleet.json`, JSON.stringify({ groups: [group], from: '2026-11-23', days: 14, budget: 5000 }))
  const short = await taskfare(['fleet', 'fleet.json', '--at', AT])
  // A hundred people at $10 a working day pass $5,000 on the sixth, Monday 2026-11-30.
  assert.equal(short.code, 1, short.stderr)
  assert.match(short.stdout, /2026-11-30 \(half\)/)
  const enough = await taskfare(['fleet', 'fleet.json', '--at', AT, '--budget', '20000', '--json'])
  assert.equal(enough.code, 0)
  assert.ok(Math.abs(JSON.parse(enough.stdout).total.mean - 10000) < 1e-6)
  const rows = (await taskfare(['fleet', 'fleet.json', '--at', AT, '--csv'])).stdout.trim().split('\r\n')
  assert.deepEqual(rows.map((row) => row.split(',')[0]), ['month', '2026-11', '2026-12'])
  await writeFile(`${folder}/nobody.json`, JSON.stringify({ groups: [{ ...group, people: 0 }] }))
  const nobody = await taskfare(['fleet', 'nobody.json'])
  assert.equal(nobody.code, 2)
  assert.match(nobody.stderr, /groups\[0\]\.people/)
})
