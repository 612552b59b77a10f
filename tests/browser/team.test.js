import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { findings, launch, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const answer = async (page) => (await page.locator('.team h1').textContent()) ?? ''

test('a budget that will not last: a date as a range, the year’s cost, plans beside the API', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&bu=60000' })
  assert.match(await answer(page), /runs out around \d{1,2} \w{3} 202\d, 8 in 10 chances between \d{1,2} \w{3} 202\d and/)
  assert.match(await page.locator('.team .lead').textContent(), /chance that it lasts the year\. At this rate the year costs \$[\d,.]+ to \$[\d,.]+/)
  const rows = await page.locator('.plans-table tbody tr').allTextContents()
  assert.equal(rows.length, 2)
  assert.ok(rows.every((row) => /\$(100|200)\.00/.test(row)))
  assert.equal(await page.locator('.person').count(), 40)
  quiet()
  await context.close()
})

test('more people, a larger budget: the answer follows, and the link carries it', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&bu=60000' })
  const first = await answer(page)
  await page.getByLabel('People who use agents').fill('80')
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent !== before, first)
  assert.match(page.url(), /pe=80/)
  await page.getByLabel('For the year').fill('9000000')
  await page.waitForFunction(() => /lasts until/.test(document.querySelector('.team h1')?.textContent ?? ''))
  const lasting = await answer(page)
  await page.reload()
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent === before, lasting)
  quiet()
  await context.close()
})

test('use given by tasks has its energy, as an interval', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z' })
  await page.getByRole('radio', { name: 'Tasks' }).check()
  await page.getByText(/[\d,.]+–[\d,.]+ kWh a month/).waitFor()
  await page.getByLabel('A completed task is worth').fill('50')
  await page.getByText(/[\d,.]+× what it costs/).waitFor()
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})

test('a field out of its range says so, and the last answer stays', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z' })
  const first = await answer(page)
  await page.getByLabel('Active on a working day').fill('0')
  assert.ok(await page.getByText('1 to 100 %').isVisible())
  assert.equal(await answer(page), first)
  quiet()
  await context.close()
})
