/** The documentation as a reader meets it: every chapter, its links, and its own elements live. */
import assert from 'node:assert/strict'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { browser, closeBrowser, serve } from './support/browser.js'
import { mdbookProgram } from './support/mdbook.js'
import { emptyFolder, root, run } from './support/shell.js'
import { pack } from './support/tarball.js'

let folder
let server

before(async () => {
  folder = await emptyFolder('docs')
  await run(await mdbookProgram(), ['build', `${root}docs`, '--dest-dir', folder])
  await mkdir(`${folder}/taskfare`)
  await run('tar', ['-xzf', (await pack()).file, '--strip-components=1', '-C', `${folder}/taskfare`])
  server = await serve(folder)
})

after(async () => {
  await server?.close()
  await closeBrowser()
})

async function chapters() {
  const files = await readdir(folder, { recursive: true })
  return files.filter((file) => file.endsWith('.html') && !/^(taskfare\/|print|toc|404)/.test(file))
}

test('every chapter of the summary is there, and every include and link resolves', async () => {
  const summary = await readFile(`${root}docs/src/SUMMARY.md`, 'utf8')
  const listed = [...summary.matchAll(/\(([\w/-]+)\.md\)/g)].map((found) => `${found[1]}.html`)
  const built = await chapters()
  assert.deepEqual([...built].sort(), [...listed].sort())
  for (const file of built) {
    const text = await readFile(`${folder}/${file}`, 'utf8')
    assert.doesNotMatch(text, /\{\{#/, file)
    const main = text.slice(text.indexOf('<main>'), text.indexOf('</main>'))
    for (const [, link] of main.matchAll(/href="([^"#:]+)(?:#[^"]*)?"/g)) {
      const status = (await fetch(new URL(link, `${server.url}/${file}`))).status
      assert.equal(status, 200, `${file}: ${link}`)
    }
  }
})

test('the guide has every command and exit code', async () => {
  const guide = await readFile(`${root}docs/src/guide/command.md`, 'utf8')
  const { COMMANDS } = await import(`${root}pkg/lib/cli/commands.js`)
  const { EXIT } = await import(`${root}pkg/lib/cli/exit.js`)
  assert.deepEqual([...guide.matchAll(/^\| `([a-z]+)` \|/gm)].map((found) => found[1]).sort(), Object.keys(COMMANDS).sort())
  assert.deepEqual([...guide.matchAll(/^\| (\d) \|/gm)].map((found) => Number(found[1])), Object.values(EXIT))
})

test('its own elements are live, in dark and light', async () => {
  const page = await (await browser()).newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  try {
    for (const theme of ['light', 'navy']) {
      await page.addInitScript((name) => localStorage.setItem('mdbook-theme', name), theme)
      await page.goto(`${server.url}/index.html`)
      await page.locator('task-fare tr[part=row]').first().waitFor()
      assert.equal(await page.locator('fare-amount button').textContent(), '$0.084')
      assert.equal(await page.locator('task-fare tr[part=row]').count(), 3)
      assert.ok((await page.locator('html').getAttribute('class')).includes(theme))
    }
    await page.goto(`${server.url}/reference/projection.html`)
    await page.locator('task-fare tr[part=row]').first().waitFor()
    assert.match(await page.locator('task-fare caption').textContent(), /carried over/)
    assert.deepEqual(errors, [])
  } finally {
    await page.close()
  }
})

test('the claims are live: another input is another answer', async () => {
  const page = await (await browser()).newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  try {
    await page.goto(`${server.url}/reference/claims.html`)
    const gpu = page.locator('#live-gpu-hour')
    await gpu.waitFor()
    const told = await page.locator('table tr').count()
    assert.equal(await page.locator('#claims-live form').count(), told - 1, 'as many as the chapter tells')
    assert.match(await gpu.locator('output').textContent(), /0\.453/)
    await gpu.locator('input').first().fill('9')
    assert.match(await gpu.locator('output').textContent(), /2500 per million/)
    // The same claims in Chinese: words of their own, the figures of the engine.
    await page.goto(`${server.url}/reference/claims-zh.html`)
    await gpu.waitFor()
    assert.equal(await page.locator('#claims-live form').count(), told - 1)
    assert.match(await gpu.locator('output').textContent(), /在所述读法下成立.*\$0\.453/)
    assert.match(await gpu.locator('label').last().textContent(), /每秒 token 数/)
    await gpu.locator('input').first().fill('9')
    assert.match(await gpu.locator('output').textContent(), /每百万 \$2500/)
    assert.deepEqual(errors, [])
  } finally {
    await page.close()
  }
})
