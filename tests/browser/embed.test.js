/** The frame for sites that take no script, in a page of another site. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { ADDRESS, launch } from './support/page.js'

const at = (path) => new URL(path, ADDRESS).href
const TASK = at('embed.html?profile=bug-fix&models=gpt-5.5,claude-sonnet-4-5&at=2026-11-22&theme=dark')
const CALL = at('embed.html?model=gpt-5.5&input=12000&output=800&at=2026-11-22')
const HOST = `<!doctype html><title>host</title><style>iframe { width: 100%; height: 20px; border: 0 }</style>
<iframe id="task" data-taskfare src="${TASK}"></iframe><iframe id="call" data-taskfare src="${CALL}"></iframe><iframe id="other" data-taskfare src="about:blank"></iframe>
<script src="${at('embed.js')}"></script>`

let browser
let host

before(async () => {
  browser = await launch()
  host = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(HOST))
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve))
})

after(async () => {
  await browser.close()
  await new Promise((resolve) => host.close(resolve))
})

const height = (page, id) => page.locator(`#${id}`).evaluate((frame) => frame.getBoundingClientRect().height)
const inner = (page, id) => page.frameLocator(`#${id}`).locator('html')
const fits = async (page, id) => {
  const content = Math.ceil(await inner(page, id).evaluate((root) => root.getBoundingClientRect().height))
  return content > 20 && Math.abs((await height(page, id)) - content) <= 1
}

async function until(what, holds) {
  for (let left = 100; left > 0; left--) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail(what)
}

test('frames show live figures and take their height, also when the page gets narrower', async () => {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
  await page.goto(`http://127.0.0.1:${host.address().port}/`)
  await page.frameLocator('#task').locator('task-fare tr[part=row]').first().waitFor()
  assert.equal(await page.frameLocator('#call').locator('fare-amount button').textContent(), '$0.084')
  assert.equal(await inner(page, 'task').evaluate((root) => getComputedStyle(root).colorScheme), 'dark')
  await until('the task frame fits', () => fits(page, 'task'))
  await until('the call frame fits', () => fits(page, 'call'))
  const wide = await height(page, 'task')
  await page.setViewportSize({ width: 380, height: 800 })
  await until('the narrow frame is higher', async () => (await height(page, 'task')) > wide && fits(page, 'task'))
  await page.close()
})

test('an opened bill is seen whole, and its frame is low again when it is closed', async () => {
  const page = await browser.newPage({ viewport: { width: 340, height: 800 } })
  await page.goto(`http://127.0.0.1:${host.address().port}/`)
  const call = page.frameLocator('#call')
  await call.locator('fare-amount button').click()
  await until('the frame holds the bill', async () => {
    const { top, bottom, right } = await call.locator('[popover]').evaluate((bill) => bill.getBoundingClientRect())
    return top > 20 && bottom > 100 && right <= 340 && Math.abs((await height(page, 'call')) - bottom) <= 1
  })
  await page.keyboard.press('Escape')
  await until('the frame is low again', () => fits(page, 'call'))
  assert.ok((await height(page, 'call')) < 40)
  await page.close()
})

test('a height from elsewhere is not taken', async () => {
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${host.address().port}/`)
  await until('the task frame fits', () => fits(page, 'task'))
  const before = await height(page, 'task')
  // From the page itself, and from a frame of another origin.
  await page.evaluate(() => postMessage({ type: 'taskfare-height', height: 3000 }, '*'))
  await page.frameLocator('#other').locator('html').evaluate(() => parent.postMessage({ type: 'taskfare-height', height: 3000 }, '*'))
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
  assert.equal(await height(page, 'task'), before)
  assert.equal(await height(page, 'other'), 20)
  await page.close()
})
