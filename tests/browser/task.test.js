import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { findings, launch, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const answer = async (page) => (await page.locator('.task-main h1').textContent()) ?? ''
const rows = (page) => page.locator('.task-main tbody tr[data-id]')

test('an answer stands at first sight, as a sentence with its range', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/task' })
  assert.match(await answer(page), /costs \$[\d.,]+ to \$[\d.,]+, depending on the model\./)
  assert.ok((await rows(page).count()) >= 15)
  const measured = page.locator('.findings .finding')
  assert.ok((await measured.count()) >= 2)
  quiet()
  await context.close()
})

test('another task, tries and frequency change the figures, and the link carries them', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/task' })
  const first = await answer(page)
  await page.getByLabel('Kind of task').selectOption({ index: 1 })
  await page.waitForFunction((before) => document.querySelector('.task-main h1')?.textContent !== before, first)
  await page.getByLabel('Tasks a day').fill('100')
  await page.getByText('2,100 tasks a month.').waitFor()
  await page.getByLabel('Tries before giving up').fill('1')
  assert.match(page.url(), /k=[a-z-]+.*&y=1&d=100/)
  const second = await answer(page)
  await page.reload()
  await page.waitForFunction((before) => document.querySelector('.task-main h1')?.textContent === before, second)
  quiet()
  await context.close()
})

test('a field out of its range says so, and the last figures stay', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/task' })
  const before = await answer(page)
  const field = page.getByLabel('Tries before giving up')
  await field.fill('0')
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  assert.ok(await page.getByText('1 to 100').isVisible())
  assert.equal(await answer(page), before)
  assert.deepEqual(await findings(page), [])
  await field.fill('2')
  assert.equal(await field.getAttribute('aria-invalid'), null)
  quiet()
  await context.close()
})

test('with the keyboard alone: find, pin three, compare, open the anatomy, come back', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/task' })
  await page.locator('.task-main .row-name[tabindex="0"]').first().focus()
  for (let at = 0; at < 3; at++) {
    await page.keyboard.press('p')
    await page.keyboard.press('End')
    for (let up = 0; up <= at; up++) await page.keyboard.press('ArrowUp')
  }
  assert.deepEqual(await page.locator('.pin.on:visible').evaluateAll((all) => [...new Set(all.map((pin) => pin.textContent))].sort()), ['A', 'B', 'C'])
  assert.match((await page.locator('.compare').textContent()) ?? '', /[ABC] costs \d+% less than [ABC]\./)
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.locator('tr.chosen').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.anatomy h1').waitFor()
  assert.match((await page.locator('.anatomy h1').textContent()) ?? '', /8 in 10 between \$[\d.,]+ and \$[\d.,]+/)
  assert.deepEqual(await findings(page), [])
  await page.goBack()
  await page.locator('.task-main h1').waitFor()
  quiet()
  await context.close()
})

test('the bill of the drawn run adds up to the last digit', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/task?v=1&an=1' })
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.anatomy').getByRole('button', { name: 'JSON' }).click()])
  const chunks = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  const run = JSON.parse(Buffer.concat(chunks).toString())
  const exact = (amount) => BigInt(amount.replace('.', '') + '0'.repeat(20 - (amount.split('.')[1] ?? '').length))
  assert.equal(run.lines.reduce((sum, { amount }) => sum + exact(amount), 0n), exact(run.total))
  assert.equal(run.calls.reduce((sum, { cost }) => sum + exact(cost), 0n), exact(run.total))
  await page.getByRole('radio', { name: 'Money' }).check()
  assert.match(page.url(), /mo=1/)
  quiet()
  await context.close()
})

test('amounts in another currency, at a rate that is named', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/task?v=1&c=CNY&x=7' })
  assert.match(await answer(page), /¥[\d.,]+ to ¥[\d.,]+/)
  quiet()
  await context.close()
})
