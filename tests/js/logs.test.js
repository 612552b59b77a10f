/** Logs through the package, as a page or a script reads them: made-up files, exact figures. */
import assert from 'node:assert/strict'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createEngine, isTaskfareError } from '../../pkg/index.js'
import { createLogs } from '../../pkg/logs.js'
import { call, sessions } from './support/claude-log.js'

const engine = await createEngine()
const logs = await createLogs()
const folder = await mkdtemp(join(tmpdir(), 'taskfare-logs-'))
after(() => rm(folder, { recursive: true }))

// Two calls; the first is written three times and copied into a resumed session.
const first = [call({ id: 'msg_1', output: 8 }), call({ id: 'msg_1', output: 250 }), call({ id: 'msg_1', output: 250 }), call({ id: 'msg_2', second: 30, output: 90 })].join('')
const resumed = call({ id: 'msg_1', session: 'later', output: 250 })
const files = () => [
  { name: 'a.jsonl', data: first },
  { name: 'b.jsonl', data: resumed },
]

test('each call is read once, with what was skipped and why', async () => {
  const log = await logs.readLogs(files())
  const report = log.report()
  assert.equal(report.calls, 2)
  assert.deepEqual(report.skipped, [
    { rule: 'repeat', records: 1 },
    { rule: 'partial', records: 1 },
    { rule: 'copy', records: 1 },
  ])
  assert.deepEqual(report.files.map(({ name, format, lines, calls }) => [name, format, lines, calls]), [
    ['a.jsonl', 'claude-code', 4, 2],
    ['b.jsonl', 'claude-code', 1, 0],
  ])
  assert.equal(report.from, '2026-10-01T12:00:00Z')
  log.close()
  assert.throws(() => logs.replay(log), { code: 'invalid-argument', path: 'log' })
})

test('what they cost is exact', async () => {
  const log = await logs.readLogs(files())
  const report = logs.replay(log)
  // Each: 4 fresh at 5, 20,000 read at 0.5, 1,000 written at 6.25 and 2,000 for an hour at 10; output at 25.
  assert.equal(report.total.cost, '0.08104')
  assert.equal(report.total.calls, 2)
  assert.deepEqual(report.byProject.map(({ name, cost }) => [name, cost]), [['/home/ann/shop', '0.08104']])
  assert.deepEqual(report.byKind.map(({ kind, count, cost }) => [kind, count, cost]), [
    ['input', 8, '0.00004'],
    ['cacheRead', 40000, '0.02'],
    ['cacheWrite5m', 2000, '0.0125'],
    ['cacheWrite1h', 4000, '0.04'],
    ['output', 340, '0.0085'],
  ])
  assert.deepEqual(report.subscriptionTools, ['claude-code'])
  const redacted = logs.replay(log, { redact: true, from: '2026-10-01T12:00:30Z' })
  assert.deepEqual([redacted.total.calls, redacted.byProject[0].name], [1, 'project-1'])
  assert.throws(() => logs.replay(log, { from: 'yesterday' }), { code: 'invalid-argument', path: 'from' })
})

test('what has no price at all is null, never 0', async () => {
  const nobody = first.replaceAll(/"model":"[^"]*"/g, '"model":"nobody-1"')
  const report = logs.replay(await logs.readLogs([{ name: 'a.jsonl', data: nobody }]))
  assert.deepEqual([report.total.cost, report.total.high, report.cache.saved], [null, null, null])
  assert.ok(report.total.unpriced > 0 && report.byKind.every(({ cost }) => cost === null))
  assert.equal(report.failed.cost, '0', 'nothing failed')
})

test('own prices are billed', async () => {
  const own = await createLogs({ prices: { discounts: [{ of: 'anthropic', mul: { all: '0.5' } }] } })
  assert.equal(own.replay(await own.readLogs(files())).total.cost, '0.04052')
})

test('the same bytes give the same log in whatever form they come', async () => {
  const bytes = new TextEncoder().encode(first)
  await writeFile(join(folder, 'a.jsonl'), bytes)
  const blob = await openAsBlob(join(folder, 'a.jsonl'))
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
  }
  const forms = {
    text: first,
    bytes,
    buffer: bytes.buffer,
    blob,
    stream: blob.stream(),
    pieces: pieces(),
    opened: () => blob,
    later: async () => first,
  }
  const expected = logs.replay(await logs.readLogs([{ name: 'a', data: first }]))
  for (const [form, data] of Object.entries(forms)) {
    const log = await logs.readLogs([{ name: 'a', data }])
    assert.deepEqual(logs.replay(log), expected, form)
  }
  const picked = new File([bytes], 'picked.jsonl')
  const log = await logs.readLogs(picked)
  assert.deepEqual([log.report().calls, log.report().files[0].name], [2, 'picked.jsonl'])
})

/** A folder's handle, as the File System Access API gives it. */
function handle(name, entries) {
  if (typeof entries === 'string') return { kind: 'file', name, getFile: async () => new File([entries], name) }
  if (entries instanceof Error) return { kind: 'file', name, getFile: () => Promise.reject(entries) }
  const inner = Object.entries(entries).map(([key, value]) => handle(key, value))
  return { kind: 'directory', name, values: async function* () { yield* inner } }
}

test('a folder is walked, other files in it are left alone, and one that fails is reported', async () => {
  const log = await logs.readLogs(
    handle('projects', { shop: { 'a.jsonl': first, 'logo.png': 'png' }, 'b.jsonl': resumed, 'gone.jsonl': new Error('not readable') }),
  )
  const { files: read, calls } = log.report()
  assert.equal(calls, 2)
  assert.deepEqual(read.map(({ name, error }) => [name, error?.code]), [
    ['projects/shop/a.jsonl', undefined],
    ['projects/b.jsonl', undefined],
    ['projects/gone.jsonl', 'unreadable-file'],
  ])
})

test('progress says how far it is, and an abort ends it', async () => {
  const seen = []
  const blob = new Blob([first])
  await logs.readLogs([new File([blob], 'a'), new File([resumed], 'b')], { onProgress: (at) => seen.push(at) })
  assert.deepEqual(seen.at(-1), { file: 'b', files: 2, filesTotal: 2, bytes: blob.size + resumed.length, bytesTotal: blob.size + resumed.length, calls: 2 })
  const abort = new AbortController()
  const reading = logs.readLogs(files(), { signal: abort.signal, onProgress: () => abort.abort(new Error('enough')) })
  await assert.rejects(reading, { message: 'enough' })
  await assert.rejects(logs.readLogs(files(), { signal: AbortSignal.abort(new Error('before')) }), { message: 'before' })
})

test('what a caller does wrong is thrown, what a log has wrong is reported', async () => {
  for (const bad of [[{ name: 'x' }], [12], [{ name: 'x', data: 12 }], [{ name: 'x', data: [1, 2] }]]) {
    const error = await logs.readLogs(bad).then(() => null, (error) => error)
    assert.ok(isTaskfareError(error), String(error))
    assert.equal(error.code, 'invalid-argument')
  }
  const failing = logs.readLogs(files(), { onProgress: () => { throw new Error('mine') } })
  await assert.rejects(failing, { message: 'mine' }, 'an error of the caller is no fault of the file')
  const log = await logs.readLogs([
    { name: 'diary.txt', data: 'Dear diary' },
    { name: 'mixed.jsonl', data: `${first}{"cut\n${call({ id: 'msg_3', second: 50, output: 1 })}` },
    { name: 'a.jsonl.gz', data: Uint8Array.of(0x1f, 0x8b, 8) },
  ])
  const report = log.report()
  assert.deepEqual([report.calls, report.badLines, report.problems[0].line], [3, 1, 5])
  assert.deepEqual(report.files.map((file) => file.error?.code), ['unknown-log-format', undefined, 'unknown-log-format'])
  assert.match(report.files[0].error.hint, /looked for .*claude-code.*codex.*responses/)
  const hidden = JSON.stringify(log.report({ redact: true }))
  assert.doesNotMatch(hidden, /diary|mixed\.jsonl|\{\\"cut/)
})

test('what-if has four levels, the last as an interval', async () => {
  const log = await logs.readLogs([{ name: 'work', data: sessions({ sessions: 6, calls: 10 }).text }])
  const { paid, offers } = logs.whatIf(log, ['gpt-5.5', { model: 'claude-opus-4-5' }, 'nobody/none'])
  assert.equal(paid.cost, logs.replay(log).total.cost)
  const [other, same, unknown] = offers
  assert.equal(other.model, 'openai/gpt-5.5')
  assert.equal(other.calls, 60)
  for (const level of ['sameTokens', 'tokenizer', 'caching', 'behaviour']) assert.ok(other[level].typical > 0, level)
  assert.ok(other.tokenizer.low < other.tokenizer.high, 'another tokenizer is a band')
  assert.ok(other.behaviour.low < other.caching.low && other.behaviour.high > other.caching.high)
  assert.ok(Math.abs(same.sameTokens.typical - Number(paid.cost)) < 1e-6, 'itself, unchanged')
  assert.deepEqual([unknown.model, unknown.sameTokens], [null, null])
  assert.ok(unknown.nearest.length > 0)
})

test('a calibrated profile holds what the log was made with, and projects', async () => {
  const { text, truth } = sessions({ sessions: 60, calls: 20, start: 15_000, growth: 1_200, output: 400 })
  const log = await logs.readLogs([{ name: 'work', data: text }])
  const found = logs.calibrate(log)
  for (const [name, value] of Object.entries(truth)) {
    const { low, high } = found[name]
    assert.ok(low <= value && value <= high, `${name}: ${value} not in ${low}..${high}`)
  }
  const harness = { ...engine.harnesses().find(({ id }) => id === 'plain-loop'), systemTokens: 0 }
  const { offers } = engine.project({ profile: found.profile, harness, offers: ['claude-opus-4-5'], at: '2026-10-01T12:00:00Z', runs: 2000, seed: 1 })
  const mean = Number(logs.replay(log).total.cost) / 60
  assert.ok(Math.abs(offers[0].cost.mean / mean - 1) < 0.25, `projected ${offers[0].cost.mean}, paid ${mean} a session`)
  const few = await logs.readLogs(files())
  assert.throws(() => logs.calibrate(few), { code: 'invalid-argument', path: 'log' })
})
