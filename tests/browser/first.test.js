/** What stands on the page before, and without, its scripts and its engine. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ADDRESS, findings, launch, ready } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

test('the answer and its style stand in the HTML, within 40 KB', async () => {
  const html = await (await fetch(ADDRESS)).text()
  const [head] = html.replace(/<noscript>.*<\/noscript>/g, '').split('</head>')
  // Nothing has to be fetched before the first paint.
  assert.deepEqual([...head.matchAll(/<(?:link rel="stylesheet" href="[^"]+"(?! media)|script src=)[^>]*>/g)].map(([tag]) => tag), [])
  assert.match(html, /<h1[^>]*>A finished bug fix costs <b>\$[\d.]+ to \$[\d.]+<\/b>/)
  assert.ok(gzipSync(html).length <= 40_000)
})

test('without scripts the answer and a price table can be read', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(ADDRESS)
  assert.match(await page.locator('h1').textContent(), /depending on the model/)
  assert.ok((await page.locator('tbody tr').count()) >= 10)
  await page.goto(`${ADDRESS}prices.html`)
  assert.ok((await page.locator('tbody tr').count()) >= 100)
  await context.close()
})

test('nothing moves when the live answer takes the place of the drawn one', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    window.shifts = 0
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shifts += value))).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(ADDRESS)
  await page.waitForFunction(() => !document.querySelector('.first'))
  await page.waitForTimeout(500)
  assert.equal(await page.evaluate(() => window.shifts), 0)
  await context.close()
})

/** Policies and browsers that run no WebAssembly. */
const WITHOUT = {
  'a policy without wasm-unsafe-eval': async (context) => {
    await context.route('**/*', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:" } })
    })
  },
  'a browser without WebAssembly': (context) => context.addInitScript(() => delete globalThis.WebAssembly),
}

for (const [name, prepare] of Object.entries(WITHOUT)) {
  test(`${name} gets a sentence and the price table`, async () => {
    const context = await browser.newContext({ locale: 'en-GB' })
    await prepare(context)
    const page = await context.newPage()
    await page.goto(ADDRESS)
    await page.locator('h1', { hasText: 'could not start' }).waitFor()
    assert.ok((await page.locator('tbody tr').count()) >= 100)
    assert.ok(await page.getByRole('button', { name: 'Try again' }).isVisible())
    // Where the policy forbids the style in the document, its file stands in.
    assert.notEqual(await page.locator('main').evaluate((main) => getComputedStyle(main).paddingTop), '0px')
    // A thousand rows of the same seven cells: the first of them stand for all.
    assert.deepEqual(await findings(page, { exclude: 'tbody tr:nth-child(n + 60)' }), [])
    // What the page keeps for later may still be on its way.
    await context.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  })
}

test('another view is not preceded by an answer that was not asked for', async () => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.route('**/js/main.js', (route) => setTimeout(() => route.continue(), 400))
  await page.goto(`${ADDRESS}#/prices`, { waitUntil: 'commit' })
  await page.locator('.first main').waitFor({ state: 'attached' })
  assert.equal(await page.locator('.first main').isVisible(), false)
  await ready(page)
  await context.close()
})
