/** Figures that must not mislead: what is rolled up, what a unit stands for, what a long run shows, what a link could not say. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { createEngine } from '../../pkg/index.js'
import { findings, launch, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const AT = 'v=1&at=2026-11-22T05:30Z'

/** The task table as text, by column. */
async function csvOf(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.legend-row').getByRole('button', { name: 'CSV' }).click()])
  const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n').map((line) => line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g).map((cell) => cell.replace(/,$/, '')))
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])))
}

test('the offers by size: every priced one is in it, its middle and its lowest, and a size alone', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/task?${AT}` })
  const sizes = page.locator('.sizes-table')
  await page.locator('.table-foot').scrollIntoViewIfNeeded()
  await sizes.waitFor()
  const rows = await csvOf(page)
  assert.ok(rows.length > 200, 'the rows that were projected later are in the file')
  assert.ok(rows.every(({ fare, call, calls }) => fare === '' || (Number(call) > 0 && Number(calls) > 0)))
  const offers = (await sizes.locator('tbody td:nth-child(2)').allTextContents()).map(Number)
  assert.equal(offers.reduce((sum, count) => sum + count, 0), rows.filter(({ fare }) => fare !== '').length)
  const least = [...rows].filter(({ fare }) => fare !== '').sort((left, right) => left.fare - right.fare)[0]
  const named = await sizes.locator('tbody td:last-child button').allTextContents()
  assert.ok(named.includes(least.model.replaceAll('"', '')), `${least.model} among ${named}`)
  assert.deepEqual(await findings(page, { exclude: '.task-main .grid' }), [])
  await page.getByRole('button', { name: 'Show Small alone' }).click()
  await page.waitForURL(/ti=small/)
  await page.waitForFunction(() => document.querySelectorAll('.sizes-table tbody tr').length === 1)
  quiet()
  await context.close()
})

test('code to embed names the task, its models, the day of the prices and where the element lies', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/task?${AT}&k=code-review&h=codex&pi=openai/gpt-5.5,anthropic/claude-opus-4-8`, permissions: ['clipboard-read', 'clipboard-write'] })
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Copy code to embed it' }).click()
  await page.getByText('Copied.').waitFor()
  const code = await page.evaluate(() => navigator.clipboard.readText())
  const element = new URL('pkg/element.js', page.url().split('#')[0]).href
  assert.equal(code.trim(), `<script type="module" src="${element}"></script>\n<task-fare profile="code-review" harness="codex" models="openai/gpt-5.5,anthropic/claude-opus-4-8" at="2026-11-22"></task-fare>`)
  quiet()
  await context.close()
})

test('a task or a harness that the engine does not have is said, not passed over', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/task?${AT}&k=brew-coffee&h=teapot` })
  assert.match(await page.locator('.notice').first().textContent(), /k=brew-coffee, h=teapot/)
  assert.match(await page.locator('.task-main h1').textContent(), /costs \$/)
  quiet()
  await context.close()
})

test('a run of one call and one of very many are drawn, with words of their own', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/task?${AT}&k=chat-answer&r=anthropic/claude-opus-4-8&an=1` })
  await page.getByText('The try drawn here makes one call').waitFor()
  await page.getByText('A run of one call').waitFor()
  const widest = await page.locator('.wide-chart').first().locator('rect').evaluateAll((all) => Math.max(...all.map((rect) => rect.getBBox().width)))
  assert.ok(widest <= 56, `${widest} wide`)
  // Models that turn text into vectors do no task.
  await page.goto(`${page.url().split('#')[0]}#/task?${AT}&q=embedding&ro=1`)
  await page.getByText('No offer matches.').waitFor()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await page.waitForFunction(() => document.querySelectorAll('.task-main tbody tr[data-id]').length > 10)
  quiet()
  await context.close()
})

test('the reader’s own limit: its line, the share of tasks above it, in the link and after a reload', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/task?${AT}&r=anthropic/claude-opus-4-8&an=1` })
  const field = page.getByLabel('Your limit for a task')
  // One task in ten costs more than the upper end of 8 in 10: the sentence and the distribution agree.
  await page.locator('.spread-figure .bin').first().waitFor()
  const high = /and \$([\d.]+)\.$/.exec(await page.locator('.anatomy h1').textContent())[1]
  await field.fill(high)
  const said = page.locator('.limit-words')
  await said.waitFor()
  const share = Number(/^(\d+)% of the tasks go over/.exec(await said.textContent())[1])
  assert.ok(share >= 7 && share <= 13, `${share}% above ${high}`)
  await page.waitForURL(/li=[\d.]+/)
  assert.equal(await page.locator('.limit-line').count(), 1)
  assert.deepEqual(await findings(page), [])
  await page.reload()
  await said.waitFor()
  assert.equal(Number(await field.inputValue()), Number(high))
  await field.fill('90000')
  await page.getByText('None of 2,000 simulated tasks goes over your limit of $90,000.00.').waitFor()
  assert.equal(await page.locator('.limit-line').count(), 0)
  await field.fill('0')
  assert.ok(await page.getByText('0.01 to 1,000,000 USD').isVisible())
  quiet()
  await context.close()
})

test('a fee per search is no rate per million tokens, and a rate’s detail fits a narrow page', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/prices?${AT}&q=gemini-4-argon&r=google/gemini-4-argon`, width: 360 })
  await page.getByText('Web search, per thousand').waitFor()
  assert.match(await page.locator('.prices h1').textContent(), /^A million tokens cost \$2\.00 to read and \$10\.00 to write\.$/)
  const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(content <= room, `${content} > ${room}`)
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})

test('plans on a narrow page stand whole, every figure behind its name', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/team?${AT}&bu=60000`, width: 360 })
  const cell = page.locator('.plans-table td[data-label="The team saves"]').first()
  const box = await cell.boundingBox()
  assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box))
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})

test('a request body is answered as one, and rates stand in the currency of what is computed from them', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/prompt?${AT}&c=CNY&x=7` })
  await page.locator('textarea').first().fill(JSON.stringify({ model: 'gpt-5.5', messages: [{ role: 'user', content: 'Fix the export.' }], tools: [{ type: 'function', function: { name: 'read_file', parameters: { type: 'object', properties: {} } } }] }))
  await page.waitForFunction(() => /^This request is [\d,–]+ tokens on GPT models/.test(document.querySelector('h1')?.textContent ?? ''))
  const row = page.locator('.families tbody tr').filter({ hasText: 'GPT-4o to GPT-5.6' })
  const [, said] = /This request is ([\d,–]+) tokens/.exec(await page.locator('h1').textContent())
  assert.equal(await row.locator('td').nth(1).textContent(), said)
  assert.match(await row.locator('td').nth(4).textContent(), /^¥/)
  quiet()
  await context.close()
})

test('words of every view in Chinese hold no English sentence', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/task?${AT}`, language: 'zh' })
  await page.locator('.table-foot').scrollIntoViewIfNeeded()
  await page.locator('.sizes-table').waitFor()
  assert.match(await page.locator('.sizes h2').textContent(), /^按模型规模汇总$/)
  // Scrolled so far, a row of the table may be half under its head; other tests look at it from its top.
  assert.deepEqual(await findings(page, { exclude: '.task-main .grid' }), [])
  quiet()
  await context.close()
})

test('offers are told apart by the currency of their vendor’s list', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `#/prices?${AT}` })
  const shown = async () => Number.parseInt(await page.locator('.bar [role=status]').textContent(), 10)
  const all = await shown()
  await page.getByRole('button', { name: 'Billed in' }).click()
  await page.getByRole('checkbox', { name: 'CNY' }).click()
  await page.waitForURL(/bi=CNY/)
  const listed = (await createEngine()).models({ at: '2026-11-22T05:30:00Z', routes: false })
  const expected = listed.filter(({ currency }) => currency === 'CNY').length
  assert.ok(expected > 10 && expected < all)
  assert.equal(await shown(), expected)
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})
