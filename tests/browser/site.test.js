/** The folder that `cargo xtask site` writes, on a plain file server, below a path of its own. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { serve } from '../packaging/support/browser.js'
import { findings, launch, visit } from './support/page.js'

/** Only the page itself and its wasm: nothing a host would have to loosen. */
const POLICY = { 'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" }

let browser
let host
let server

before(async () => {
  const site = process.env.TASKFARE_SITE
  assert.ok(site, 'TASKFARE_SITE names the folder: run this by `cargo xtask test page`')
  host = await mkdtemp(join(tmpdir(), 'taskfare-site-'))
  await cp(site, join(host, 'some/where/deep'), { recursive: true })
  server = await serve(host, { headers: POLICY })
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await server?.close()
  await rm(host, { recursive: true, force: true })
})

test('counts and prices a pasted paragraph below a path, asking for nothing above it', async () => {
  const address = `${server.url}/some/where/deep/`
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt', address })
  await page.locator('textarea').first().fill('Hello, world!')
  await page.waitForFunction(() => /is 4 tokens/.test(document.querySelector('h1')?.textContent ?? ''))
  assert.ok((await page.locator('table tbody tr').count()) >= 60)
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})
