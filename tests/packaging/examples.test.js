/** What the READMEs and the documentation show: the examples run as they stand, the transcript is what the command prints. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { browser, closeBrowser, serve } from './support/browser.js'
import { fixture, page } from './support/fixture.js'
import { root, run } from './support/shell.js'
import { pack } from './support/tarball.js'
import { bundlers } from './support/tools.js'

const READMES = [`${root}README.md`, `${root}pkg/README.md`]
const example = (name) => readFile(`${root}docs/examples/${name}`, 'utf8')
const MONEY = String.raw`\$\d[\d.,]*`

const MAIN = `
import { createRoot } from 'react-dom/client'
import { Estimate } from './Estimate.jsx'
const asked = new URLSearchParams(location.search).get('model')
createRoot(document.querySelector('#root')).render(<Estimate profile="bug-fix" model={asked} />)
`

const GUARDED = `
import { guard } from './guard.js'
const ask = (model, limit) =>
  guard({ model, messages: [{ role: 'user', content: 'Hello.' }] }, { limit, maxOutput: 1000 }).catch((error) => error.message)
console.log(JSON.stringify([await ask('gpt-5.5', 1), await ask('gpt-5.5', 0.01), await ask('no-such-model', 1)]))
`

let folder

before(async () => {
  await bundlers.install()
  folder = await fixture('examples', (await pack()).file, {
    'node.js': await example('node.js'),
    'guard.js': await example('guard.js'),
    'guarded.js': GUARDED,
    'Estimate.jsx': await example('Estimate.jsx'),
    'main.jsx': MAIN,
    'index.html': page('/main.jsx').replace('<body>', '<body><div id="root"></div>'),
  })
})

after(closeBrowser)

test('both READMEs show the examples as they are, in 20 lines each', async () => {
  for (const [name, kind] of [['node.js', 'js'], ['Estimate.jsx', 'jsx']]) {
    const text = await example(name)
    assert.ok(text.trimEnd().split('\n').length <= 20, name)
    for (const readme of READMES) assert.ok((await readFile(readme, 'utf8')).includes(`\`\`\`${kind}\n${text}\`\`\``), `${readme}: ${name}`)
  }
})

test('the Node example runs', async () => {
  const { stdout, stderr } = await run('node', ['node.js'], { cwd: folder })
  assert.equal(stderr, '')
  const lines = stdout.trimEnd().split('\n')
  assert.match(lines[0], /^\d+ tokens \(exact\), one call \$0\.024\d?$/)
  const projected = new RegExp(`^(openai/gpt-5\\.5|anthropic/claude-sonnet-4-5): typically ${MONEY}, 9 in 10 below ${MONEY}$`)
  assert.equal(lines.length, 3)
  for (const line of lines.slice(1)) assert.match(line, projected)
})

test('the guard lets a call pass below its limit, and none whose price nobody knows', async () => {
  const [passed, over, unknown] = JSON.parse((await run('node', ['guarded.js'], { cwd: folder })).stdout)
  assert.ok(passed >= 0.03 && passed < 0.031, String(passed))
  assert.match(over, /^this call may cost \$0\.03\d*, the limit is \$0\.01$/)
  assert.match(unknown, /^no full price for no-such-model: unknown-model$/)
})

test('the React example shows its estimate, and says when there is no price', async () => {
  await run('node', [`${bundlers.folder}/node_modules/vite/bin/vite.js`, 'build'], { cwd: folder })
  const server = await serve(`${folder}/dist`)
  const tab = await (await browser()).newPage()
  try {
    const shown = async (model) => {
      await tab.goto(`${server.url}/?model=${model}`)
      const paragraph = tab.locator('#root p:not(:has-text("Estimating"))')
      await paragraph.waitFor()
      return paragraph.textContent()
    }
    assert.match(await shown('gpt-5.5'), new RegExp(`^Typically ${MONEY}; 9 in 10 tasks stay below ${MONEY}\\.$`))
    assert.equal(await shown('no-such-model'), 'No price is known for no-such-model.')
  } finally {
    await tab.close()
    await server.close()
  }
})

test('the transcripts are what the command prints (UPDATE_GOLDEN=1 writes them)', async () => {
  for (const readme of READMES) {
    const text = await readFile(readme, 'utf8')
    const [block, args, shown] = /```console\n\$ npx taskfare (.*)\n([^`]*)```/.exec(text)
    const { stdout } = await run('node', ['node_modules/taskfare/bin/taskfare.js', ...args.split(' ')], { cwd: folder })
    if (process.env.UPDATE_GOLDEN) await writeFile(readme, text.replace(block, () => block.replace(shown, () => stdout)))
    else assert.equal(shown, stdout, readme)
  }
})
