/** The folder that `cargo xtask site` writes, on a plain file server, below a path of its own. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { serve } from '../packaging/support/browser.js'
import { findings, launch, visit } from './support/page.js'

/** Only the page itself, its wasm, and what the page's own policy names by digest. */
async function policyOf(site) {
  const page = await readFile(join(site, 'index.html'), 'utf8')
  const digests = (kind) => new RegExp(`${kind}-src [^;]*?('sha256-[^']+')`).exec(page)?.[1]
  return `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' ${digests('script')}; style-src 'self' ${digests('style')}`
}

/** A host that knows nothing of digests. */
const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"

let browser
let host
let server
let strict

before(async () => {
  const site = process.env.TASKFARE_SITE
  assert.ok(site, 'TASKFARE_SITE names the folder: run this by `cargo xtask test page`')
  host = await mkdtemp(join(tmpdir(), 'taskfare-site-'))
  await cp(site, join(host, 'some/where/deep'), { recursive: true })
  server = await serve(host, { headers: { 'content-security-policy': await policyOf(site) } })
  strict = await serve(host, { headers: { 'content-security-policy': STRICT } })
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await server?.close()
  await strict?.close()
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

test('a host whose policy forbids what stands in the document gets the same page, styled by its file', async () => {
  const { page, context } = await visit(browser, { address: `${strict.url}/some/where/deep/` })
  await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.endsWith('/page.css')))
  assert.equal(await page.locator('.topbar').evaluate((bar) => getComputedStyle(bar).display), 'flex')
  assert.match(await page.locator('#answer').textContent(), /A finished bug fix costs/)
  assert.deepEqual(await findings(page), [])
  await context.close()
})
