/** taskfare-encodings as it would be published: what is in it, and that each vocabulary counts. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { emptyFolder, run } from '../packaging/support/shell.js'
import { lint } from '../packaging/support/lint.js'
import { install, pack } from '../packaging/support/tarball.js'

const NAMES = ['deepseek_v3', 'glm4', 'kimi_k2', 'mistral_tekken', 'qwen3']
const FILES = ['LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'README.md', 'index.d.ts', 'index.js', 'package.json', ...NAMES.map((name) => `vocab/${name}.tfv.gz`)]
/** A model of each vendor, counted exactly once its vocabulary is there. */
const MODELS = { qwen3: 'qwen3-max', deepseek_v3: 'deepseek-v4-pro', glm4: 'glm-4.7', mistral_tekken: 'mistral-medium-3', kimi_k2: 'kimi-k2' }
const TEXT = 'Fix the failing test in src/parser.rs. 修复失败的测试。 1234567\n'

const SCRIPT = `
import { createEngine } from 'taskfare'
import { encodings } from 'taskfare-encodings'
const engine = await createEngine()
const text = ${JSON.stringify(TEXT)}
const out = {}
for (const [name, model] of Object.entries(${JSON.stringify(MODELS)})) {
  const before = (await engine.count({ model, text })).grade
  const encoding = await engine.loadEncoding(name, { url: encodings[name]() })
  const { tokens, grade } = await engine.count({ model, text })
  out[name] = { before, grade, same: tokens === encoding.count(text), back: encoding.decode(encoding.encode(text)) }
}
console.log(JSON.stringify(out))
`

let packed

before(async () => {
  packed = await pack('encodings')
})

test('the tarball holds the five vocabularies, their notice and nothing else', () => {
  assert.deepEqual(packed.listing.files.map((file) => file.path).sort(), [...FILES].sort())
  assert.ok(packed.listing.size <= 4_000_000, `${packed.listing.size} bytes packed`)
})

test('publint and attw find nothing', async () => {
  assert.deepEqual(await lint(packed, 'encodings'), [])
})

test('each vocabulary makes its vendor exact, in Node, by its address', async () => {
  const folder = await install((await pack()).file, await emptyFolder('with-encodings'), { 'main.js': SCRIPT })
  await run('npm', ['install', '--offline', '--no-fund', '--no-audit', '--loglevel=error', packed.file], { cwd: folder })
  const found = JSON.parse((await run('node', ['main.js'], { cwd: folder })).stdout)
  assert.deepEqual(Object.keys(found).sort(), NAMES)
  for (const [name, { before, grade, same, back }] of Object.entries(found)) {
    assert.notEqual(before, 'exact', name)
    assert.deepEqual([grade, same, back], ['exact', true, TEXT], name)
  }
})
