import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
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
  assert.ok(await page.getByRole('columnheader', { name: 'The vendor forgoes, a person' }).isVisible())
  await page.getByText(/Worth an alert, in the middle case: 50% on \d{1,2} \w+ 202\d, 75% on/).waitFor()
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
  await page.getByText(/[\d,.]+–[\d,.]+ kg of CO₂ at 50 to 600 g a kWh/).waitFor()
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

test('several groups, each with its own people, tasks, models, harness and growth, told by group and by size of model', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&bu=60000' })
  const alone = await answer(page)
  await page.getByRole('button', { name: 'Add a group' }).click()
  await page.getByLabel('Name of the group').fill('Support')
  await page.getByLabel('People who use agents').fill('15')
  await page.getByLabel('Use grows a month by').fill('9')
  await page.getByRole('radio', { name: 'Tasks', exact: true }).check()
  await page.getByLabel('Kind of task').selectOption('code-review')
  await page.getByLabel('Harness').selectOption('claude-code')
  await page.getByRole('button', { name: 'Add a model' }).click()
  await page.getByLabel('Model 2', { exact: true }).selectOption({ label: 'Claude Haiku 4.5' })
  await page.getByLabel('Share of model 2').fill('60')
  await page.getByText('The shares add up to 130').waitFor()
  await page.getByLabel('Share of model 1').fill('40')
  await page.getByText('The shares add up to 130').waitFor({ state: 'hidden' })
  assert.notEqual(await answer(page), alone)
  const rows = page.locator('.shares-table')
  assert.match(await rows.first().locator('tbody').textContent(), /Group 1.*40.*Support.*15/s)
  assert.match(await rows.last().locator('tbody').textContent(), /Flagship.*Small/s)
  const shares = await rows.first().locator('tbody td:last-child').allTextContents()
  assert.equal(shares.reduce((sum, text) => sum + Number.parseInt(text, 10), 0), 100)
  assert.match(await page.locator('.team .lead').textContent(), /% of it is for Group 1\./)
  assert.match(await page.locator('.plan-pair').locator('xpath=..').locator('h2').textContent(), /: Support$/)
  // The first group keeps what it had.
  await page.getByRole('radio', { name: /Group 1/ }).check()
  assert.equal(await page.getByLabel('Average a person, active day').inputValue(), '13')
  assert.equal(await page.getByLabel('Use grows a month by').inputValue(), '3')
  assert.deepEqual(await findings(page), [])
  // The link holds all of it, and so does a file, which the command reads too.
  const [said, table] = [await answer(page), await rows.first().textContent()]
  await page.reload()
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent === before, said)
  assert.equal(await rows.first().textContent(), table)
  await page.getByRole('button', { name: 'Share' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a scenario file' }).click()])
  const path = await download.path()
  const file = JSON.parse(await readFile(path, 'utf8'))
  assert.deepEqual(file.groups.map(({ name, people, growth }) => [name, people, growth]), [['', 40, 0.03], ['Support', 15, 0.09]])
  assert.deepEqual(file.groups[1].work.map(({ profile, harness, offer, share }) => [profile, harness, offer, share])[1], ['code-review', 'claude-code', 'anthropic/claude-haiku-4-5', 0.6])
  await page.getByRole('radio', { name: /Support/ }).check()
  await page.getByRole('button', { name: 'Remove this group' }).click()
  assert.equal(await answer(page), alone)
  await page.getByRole('button', { name: 'Share' }).click()
  const input = page.locator('.tools input[type=file]')
  await input.setInputFiles(path)
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent === before, said)
  // Written by hand for the command, without the page's address.
  const { page: address, ...byHand } = file
  await page.getByRole('button', { name: 'Share' }).click()
  await input.setInputFiles({ name: 'fleet.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...byHand, groups: [byHand.groups[1]] })) })
  await page.waitForFunction(() => document.querySelectorAll('.group-choice').length === 1)
  assert.equal(await page.getByLabel('People who use agents').inputValue(), '15')
  assert.equal(await page.getByLabel('Share of model 2').inputValue(), '60')
  quiet()
  await context.close()
})

test('a link whose groups cannot be read says so and keeps the first', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&pe=12&gr=Support~0~80~40~day~13~28~20~3~bug-fix~plain-loop~3~' })
  assert.match(await page.locator('.notice:visible').textContent(), /gr=Support~0/)
  assert.match(await page.locator('.team .eyebrow').textContent(), /^12 people/)
  quiet()
  await context.close()
})
