/** The shell around the wasm: what it loads and when, what it refuses and how it says so. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as core from '../../pkg/core.js'
import { compileBytes } from '../../pkg/lib/fetching.js'
import { format, isTaskfareError, loadEncoding, toNumber } from '../../pkg/index.js'

const pkg = new URL('../../pkg/', import.meta.url)

/** Runs a script in a fresh process that notes every file read and module compiled; gives its last line. */
function watched(script) {
  const prelude = `
    import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const read = []
    for (const [holder, name] of [[fs.promises, 'readFile'], [fs, 'readFileSync']]) {
      const real = holder[name]
      holder[name] = (file, ...rest) => { if (String(file).includes('/pkg/')) read.push(String(file).split('/').pop()); return real(file, ...rest) }
    }
    syncBuiltinESMExports()
    const taskfare = await import('${pkg}index.js')
    read.length = 0;
    ${script}
    console.log(JSON.stringify(read.filter((name) => !name.endsWith('.js') && name !== 'package.json').sort()))
  `
  return JSON.parse(execFileSync('node', ['--input-type=module', '-e', prelude], { encoding: 'utf8' }))
}

test('importing reads nothing', () => assert.deepEqual(watched(''), []))

test('counting reads the tokenizer and its vocabulary, not the engine', () => {
  const read = watched("(await taskfare.loadEncoding('cl100k_base')).count('a')")
  assert.deepEqual(read, ['cl100k_base.tfv.gz', 'tokens_bg.wasm'])
})

test('an engine reads the engine, not the tokenizer', () => {
  assert.deepEqual(watched('await taskfare.createEngine()'), ['engine_bg.wasm'])
  assert.deepEqual(watched('taskfare.createEngineSync()'), ['engine_bg.wasm'])
})

test('only own prices read the file that compiles them', () => {
  const prices = "{ prices: { discounts: [{ of: 'openai', mul: { all: '0.5' } }] } }"
  for (const call of [`await taskfare.createEngine(${prices})`, `taskfare.createEngineSync(${prices})`]) {
    assert.deepEqual(watched(call), ['engine_bg.wasm', 'own_bg.wasm'])
  }
})

test('an encoding is loaded once, however often and at whatever time it is asked for', async () => {
  const seen = []
  const [first, second] = await Promise.all([
    loadEncoding('o200k_base', { onProgress: (at) => seen.push(at) }),
    loadEncoding('o200k_base', { onProgress: (at) => seen.push(at) }),
  ])
  assert.equal(first, second)
  assert.equal(first, await loadEncoding('o200k_base'))
  assert.equal(seen.length, 2)
  assert.equal(seen[0].loaded, seen[0].total)
})

test('an encoding counts, encodes, decodes and says where tokens end', async () => {
  const encoding = await loadEncoding('o200k_base')
  const text = 'naïve 👩‍🚀 修复'
  const ids = encoding.encode(text)
  assert.ok(ids instanceof Uint32Array)
  assert.equal(encoding.count(text), ids.length)
  assert.equal(encoding.decode(ids), text)
  assert.equal(encoding.decode([...ids]), text)
  assert.deepEqual(encoding.decodeBytes(ids), new TextEncoder().encode(text))
  assert.equal(encoding.spans(text).at(-1), text.length)
  assert.equal(encoding.countUpTo(text, 2), undefined)
  assert.equal(encoding.countUpTo(text, 1000), ids.length)
  assert.equal(encoding.name, 'o200k_base')
})

async function refusal(attempt) {
  const error = await attempt().then(
    () => assert.fail('nothing was refused'),
    (error) => error,
  )
  assert.ok(isTaskfareError(error), String(error.stack))
  assert.ok(error instanceof Error)
  return error
}

test('an unknown encoding is named, with those that are there', async () => {
  const error = await refusal(() => loadEncoding('o300k'))
  assert.equal(error.code, 'encoding-not-loaded')
  assert.match(error.message, /o300k.*o200k_base/)
})

test('a vocabulary that is none is refused, and a later attempt may succeed', async () => {
  const junk = await refusal(() => loadEncoding('mine', { bytes: new Uint8Array([1, 2, 3, 4]) }))
  assert.equal(junk.code, 'bad-vocabulary')
  const cut = readFileSync(new URL('vocab/r50k_base.tfv.gz', pkg)).subarray(0, 5000)
  assert.equal((await refusal(() => loadEncoding('mine', { bytes: cut }))).code, 'bad-vocabulary')
  const encoding = await loadEncoding('mine', { bytes: readFileSync(new URL('vocab/r50k_base.tfv.gz', pkg)) })
  assert.equal(encoding.count('hello world'), 2)
})

test('a text that is no string is refused by its path', async () => {
  const encoding = await loadEncoding('o200k_base')
  const error = await refusal(async () => encoding.count(12))
  assert.equal(error.code, 'invalid-argument')
  assert.equal(error.path, 'text')
})

test('an HTML page in place of the wasm is recognised and explained', async () => {
  const page = new TextEncoder().encode('<!doctype html><title>app</title>')
  const error = await refusal(() => compileBytes(page, 'http://localhost/engine_bg.wasm'))
  assert.equal(error.code, 'asset-unavailable')
  assert.match(error.message, /HTML page/)
  assert.match(error.hint, /optimizeDeps/)
})

test('every entry has at run time the functions that its declarations have', async () => {
  const declared = [...readFileSync(new URL('index.d.ts', pkg), 'utf8').matchAll(/^export function (\w+)/gm)].map((found) => found[1])
  assert.ok(declared.includes('packVocabulary'))
  for (const entry of ['index', 'core', 'inline', 'browser']) {
    // They say so by `export * from './index.js'`; what `inline` imports is there only when the package is packed.
    const text = readFileSync(new URL(`${entry}.js`, pkg), 'utf8')
    const exported = [...text.matchAll(/^export (?:const (\w+)|\{ ([\w, ]+) \})/gm)].flatMap(([, one, list]) => one ?? list.split(', '))
    assert.deepEqual(declared.filter((name) => !exported.includes(name)), [], entry)
  }
  const bytes = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`).join('\n')
  assert.ok((await core.packVocabulary(bytes, { splitter: 'gpt2' })) instanceof Uint8Array)
})

test('taskfare/core says which file it wants', async () => {
  const error = await refusal(() => core.loadEncoding('p50k_base'))
  assert.match(error.hint, /taskfare\/encodings\/p50k_base/)
})

test('amounts are shown by the digits they deserve', () => {
  const fact = (amount, options) => format(amount, 'en', options)
  const forecast = (amount) => format(amount, 'en', { forecast: true })
  assert.deepEqual(['0', '0.5', '0.08421', '1.6', '46388.14'].map((a) => fact(a)), ['$0', '$0.50', '$0.0842', '$1.60', '$46,388.14'])
  assert.deepEqual([0.0037, 0.97, 1.62, 14.2, 1094].map(forecast), ['$0.0037', '$0.97', '$1.60', '$14', '$1,100'])
  // What rounds up to a digit more is printed as that size is.
  assert.deepEqual([9.96, 0.996, 0.9949, 99.6, 1e22].map(forecast), ['$10', '$1.00', '$0.99', '$100', '$10,000,000,000,000,000,000,000'])
  assert.deepEqual(['0.9996', '0.9994'].map((a) => fact(a)), ['$1.00', '$0.999'])
  assert.equal(fact('6.8', { currency: 'CNY' }), '¥6.80')
  assert.equal(fact(null), '–')
  assert.equal(toNumber('0.084210'), 0.08421)
  assert.equal(toNumber(null), null)
  assert.throws(() => format('12 dollars', 'en'), { code: 'invalid-argument', path: 'amount' })
})
