/** What is handed in as wasm: each kind of it, what is no wasm or another file, and callers at the same time. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

const pkg = new URL('../../pkg/', import.meta.url)

/** Runs a script in a process that has started nothing yet; `said(attempt)` is how it ended. */
function fresh(script) {
  const prelude = `
    import { readFileSync } from 'node:fs'
    const taskfare = await import('${pkg}index.js')
    const fileOf = (kind) => new URL(\`wasm/\${kind}/\${kind}_bg.wasm\`, '${pkg}')
    const wasm = (kind) => readFileSync(fileOf(kind))
    const served = (body) => new Response(body, { headers: { 'content-type': 'application/wasm' } })
    const said = (promise) => Promise.resolve(promise).then(() => 'ok', ({ name, code, message, hint }) => ({ name, code, message, hint }))
    const result = []
    ${script}
    console.log(JSON.stringify(result))`
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', prelude], { encoding: 'utf8' }))
}

test('callers at the same time do not share a failure of what one of them handed in', () => {
  const [bad, good, badTokens, goodTokens] = fresh(`
    const html = new TextEncoder().encode('<!doctype html>')
    result.push(...await Promise.all([
      said(taskfare.createEngine({ wasm: html })), said(taskfare.createEngine()),
      said(taskfare.loadEncoding('r50k_base', { wasm: html })), said(taskfare.loadEncoding('p50k_base')),
    ]))`)
  assert.deepEqual([bad.code, good, badTokens.code, goodTokens], ['asset-unavailable', 'ok', 'asset-unavailable', 'ok'])
})

test('a failed start is forgotten, and the next one succeeds', () => {
  assert.equal(fresh(`await said(taskfare.createEngine({ wasm: wasm('tokens') })); result.push(await said(taskfare.createEngine()))`)[0], 'ok')
})

test('bytes, modules, responses, promises and addresses of files are taken', () => {
  for (const source of [`wasm('engine')`, `new WebAssembly.Module(wasm('engine'))`, `served(wasm('engine'))`, `Promise.resolve(served(wasm('engine')))`, `fileOf('engine')`, `String(fileOf('engine'))`]) {
    assert.deepEqual(fresh(`result.push(await said(taskfare.createEngine({ wasm: ${source} })))`), ['ok'], source)
  }
})

test('what is served as wasm and is none, or half of it, is explained', () => {
  const [html, cut, junk, absent] = fresh(`for (const source of [served('<!doctype html><p>app'), served(wasm('engine').subarray(0, 5000)), served('no wasm at all'), 'file:///no/such/file'])
    result.push(await said(taskfare.createEngine({ wasm: source })))`)
  for (const error of [html, cut, junk, absent]) assert.deepEqual([error.name, error.code], ['TaskfareError', 'asset-unavailable'], error.message)
  assert.match(html.message, /HTML page/)
  assert.match(cut.message, /not whole WebAssembly/)
  assert.match(junk.hint, /optimizeDeps/)
})

test('another wasm file is refused by the name of the right one', () => {
  const errors = fresh(`
    for (const kind of ['tokens', 'prices', 'analysis']) result.push(await said(taskfare.createEngine({ wasm: wasm(kind) })))
    result.push(await said((async () => taskfare.createEngineSync({ module: new WebAssembly.Module(wasm('fleet')) }))()))
    result.push(await said(taskfare.loadEncoding('r50k_base', { wasm: wasm('engine') })))`)
  assert.equal(errors.length, 5)
  for (const error of errors) assert.deepEqual([error.name, error.code], ['TaskfareError', 'asset-unavailable'], error.message)
  assert.match(errors[0].hint, /taskfare\/engine\.wasm/)
  assert.match(errors[4].hint, /taskfare\/tokens\.wasm/)
})

test('what is no source is refused also where the file has long been started', () => {
  const errors = fresh(`await taskfare.createEngine(); for (const wasm of [5, null, {}]) result.push(await said(taskfare.createEngine({ wasm })))`)
  for (const error of errors) assert.equal(error.code, 'invalid-argument')
})
