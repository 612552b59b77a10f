import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { findings, launch, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

test('a rate can be set, travels in the link, changes the task, and is taken back', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prices?v=1&q=claude-opus-4-8' })
  await page.locator('.row-name').first().click()
  const input = page.getByLabel(/^Fresh input of Claude Opus 4\.8/)
  assert.equal(await input.inputValue(), '5')
  await input.fill('five')
  await input.press('Tab')
  assert.equal(await input.getAttribute('aria-invalid'), 'true')
  await input.fill('2.50')
  await input.press('Tab')
  await page.waitForURL(/er=anthropic\/claude-opus-4-8(~|%7E)input(~|%7E)2\.50/)
  await page.getByText('yours', { exact: true }).first().waitFor()
  await page.locator('tr[data-id="anthropic/claude-opus-4-8"]').getByText('$2.50').first().waitFor()
  assert.deepEqual(await findings(page), [])
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await page.waitForFunction(() => document.querySelector('tr[data-id="anthropic/claude-opus-4-8"]')?.textContent?.includes('$2.50'))
  await page.getByLabel(/^Fresh input of Claude Opus 4\.8/).fill('')
  await page.keyboard.press('Tab')
  await page.waitForFunction(() => document.querySelector('tr[data-id="anthropic/claude-opus-4-8"]')?.textContent?.includes('$5.00'))
  quiet()
  await context.close()
})

test('a negotiated discount lowers the fare by its share', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/task?v=1&q=claude-opus-4-8' })
  const fare = page.locator('tr[data-id="anthropic/claude-opus-4-8"] td.fare .strong')
  const before = Number((await fare.textContent()).replace('$', ''))
  const field = page.locator('.discount-field')
  await field.locator('select').selectOption('anthropic')
  await field.getByLabel('Discount, per cent off every rate').fill('50')
  await field.getByRole('button', { name: 'Add' }).click()
  await page.waitForURL(/di=anthropic(~|%7E)0\.5/)
  await page.getByText('Anthropic: 50% off').waitFor()
  const fares = '[data-id="anthropic/claude-opus-4-8"] td.fare .strong'
  /** Between the closed form and the simulation lie a few per cent; the first own prices wait for their file. */
  const nears = (target) =>
    page.waitForFunction(([where, target]) => Math.abs(Number(document.querySelector(where)?.textContent?.replace('$', '')) / target - 1) < 0.08, [fares, target])
  await nears(before / 2)
  await page.getByRole('button', { name: 'Remove the discount of Anthropic' }).click()
  await nears(before)
  quiet()
  await context.close()
})

test('a rate that not all sources list has its own, with the day of it', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prices?v=1&q=grok-4.7&at=2026-11-22T12:00Z' })
  await page.locator('tr[data-id="xai/grok-4.7"]').click()
  const row = (name) => page.locator('.rates-table tr', { hasText: name })
  const of = async (name) => (await row(name).locator('td').allTextContents()).slice(1).join(' | ')
  assert.match(await of('Fresh input'), /genai-prices.*Nov.*sources agree/)
  assert.doesNotMatch(await of('Fresh input'), /docs\.x\.ai|days ago/)
  assert.match(await of('Posts fetched'), /^docs\.x\.ai[^|;]* \| .*Sep.* 62 days ago \| 1 source$/)
  assert.match(await of('Web search'), /docs\.x\.ai.*; aiwiki\.ai.*2 sources agree/)
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})

test('the prices are downloaded as shown, as CSV and as JSON', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prices?v=1&q=gpt-5.5' })
  for (const [name, check] of [
    ['CSV', (text) => assert.match(text, /^vendor,model,id,currency,input/)],
    ['JSON', (text) => assert.ok(JSON.parse(text).offers.every(({ id, rates, sources }) => id && rates && sources.length > 0))],
  ]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.prices .bar').getByText(name, { exact: true }).click()])
    const chunks = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk)
    check(Buffer.concat(chunks).toString())
  }
  quiet()
  await context.close()
})

test('what a mark says is said in every language, as a part of the page', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prices?v=1&at=2026-11-22T12:00Z' })
  const said = page.getByRole('tooltip')
  const point = () => page.locator('td .chip.warn, th .chip.warn').first().hover()
  await point()
  await said.waitFor()
  assert.deepEqual(await findings(page), [])
  await page.locator('[data-act="language"]').click()
  await page.locator('html[lang="zh-CN"] .grid tbody tr').first().waitFor()
  await point()
  await said.waitFor()
  assert.match((await said.textContent()) ?? '', /[\u4e00-\u9fff]/)
  quiet()
  await context.close()
})
