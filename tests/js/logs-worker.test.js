/** Logs read in a worker: the same answers as without one, progress, and giving up. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isTaskfareError } from '../../pkg/index.js'
import { createLogs } from '../../pkg/logs.js'
import { droppedFiles } from '../../pkg/worker.js'
import { call, sessions } from './support/claude-log.js'
import { threadEngine } from './support/worker.js'

const engine = await threadEngine()
after(() => engine.close())
const { text } = sessions({ sessions: 8, calls: 12 })

test('the worker answers what the engine answers', async () => {
  const here = await createLogs()
  const files = [{ name: 'a.jsonl', data: text }]
  const [own, far] = [await here.readLogs(files), await engine.readLogs(files)]
  assert.deepEqual(await far.report(), own.report())
  assert.deepEqual(await far.report({ redact: true }), own.report({ redact: true }))
  assert.deepEqual(await engine.replay(far), here.replay(own))
  assert.deepEqual(await engine.replay(far, { redact: true }), here.replay(own, { redact: true }))
  assert.deepEqual(await engine.whatIf(far, ['gpt-5.5'], {}), here.whatIf(own, ['gpt-5.5'], {}))
  assert.deepEqual(await engine.calibrate(far), here.calibrate(own))
})

test('blobs are read there, and streams move there', async () => {
  const blob = new Blob([text])
  for (const data of [blob, blob.stream(), new TextEncoder().encode(text)]) {
    const log = await engine.readLogs({ name: 'a', data })
    assert.equal((await log.report()).calls, 96)
  }
})

test('errors come across whole, and a closed log is refused', async () => {
  const log = await engine.readLogs([{ name: 'a', data: call({ id: 'm', output: 1 }) }])
  const error = await engine.calibrate(log).then(() => null, (error) => error)
  assert.ok(isTaskfareError(error))
  assert.deepEqual([error.code, error.path, error.hint], ['invalid-argument', 'log', 'a profile needs at least 3'])
  await log.close()
  await log.close()
  await assert.rejects(engine.replay(log), { code: 'invalid-argument', path: 'log' })
  await assert.rejects(engine.readLogs([{ name: 'x', data: 12 }]), { code: 'invalid-argument' })
})

test('an abort ends the reading, and the worker goes on with the next call', async () => {
  const abort = new AbortController()
  let pulled = 0
  const endless = new ReadableStream({
    async pull(controller) {
      pulled += 1
      await new Promise((resolve) => setTimeout(resolve, 1))
      controller.enqueue(new TextEncoder().encode(call({ id: `m${pulled}`, output: 1 })))
    },
  })
  const seen = []
  const reading = engine.readLogs([{ name: 'endless', data: endless }], {
    signal: abort.signal,
    onProgress: (progress) => {
      seen.push(progress)
      if (seen.length === 2) abort.abort(new Error('enough'))
    },
  })
  await assert.rejects(reading, { message: 'enough' })
  assert.ok(seen[1].calls > seen[0].calls && seen[1].bytesTotal === null)
  const log = await engine.readLogs([{ name: 'a', data: text }])
  assert.equal((await log.report()).calls, 96)
  const after = pulled
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.ok(pulled - after <= 1, 'nobody pulls the endless file any more')
})

/** A drop's item whose entry is a file or a folder, as browsers without handles give it. */
function entryOf(name, value, above = '') {
  const fullPath = `${above}/${name}`
  if (typeof value === 'string') return { isFile: true, fullPath, name, file: (ok) => ok(new File([value], name)) }
  const inner = Object.entries(value).map(([key, below]) => entryOf(key, below, fullPath))
  const createReader = () => {
    // A hundred at once in browsers; one at once here.
    const left = [...inner]
    return { readEntries: (ok) => ok(left.splice(0, 1)) }
  }
  return { isDirectory: true, fullPath, name, createReader }
}

test('a drop gives handles where there are any, else every file below its folders', async () => {
  const handle = { kind: 'directory', name: 'projects' }
  const file = new File(['x'], 'x.jsonl')
  const items = [
    { kind: 'string' },
    { kind: 'file', getAsFileSystemHandle: async () => handle },
    { kind: 'file', webkitGetAsEntry: () => entryOf('sessions', { '10': { 'a.jsonl': text, 'b.png': '' }, 'c.json': '{}' }) },
    { kind: 'file', getAsFile: () => file },
  ]
  const [first, ...rest] = await droppedFiles({ items })
  assert.equal(first, handle)
  assert.deepEqual(rest.map(({ name }) => name), ['sessions/10/a.jsonl', 'sessions/c.json', 'x.jsonl'])
  const log = await (await createLogs()).readLogs(rest)
  assert.equal(log.report().calls, 96)
})

test('of a picked folder only what may be a log is sent to the worker', async () => {
  const picked = (path) => Object.defineProperty(new File([text], path.split('/').at(-1)), 'webkitRelativePath', { value: path })
  const files = [picked('work/a/one.jsonl'), picked('work/picture.png'), picked('work/node_modules/two.jsonl')]
  const here = await (await createLogs()).readLogs(files)
  assert.deepEqual(here.report().files.map(({ name }) => name), ['work/a/one.jsonl'])
  const log = await engine.readLogs(files)
  assert.equal((await log.report()).files.length, 1)
})
