/** What every generator's fixture holds, and what its pages must show. */
import assert from 'node:assert/strict'
import { browser, serve } from './browser.js'

/** The paragraph and the table of the fixtures, as Markdown takes them. */
export const COSTS = `# Costs

One call costs <fare-amount model="gpt-5.5" input="12000" output="800" at="2026-11-22">$0.08</fare-amount>.

<task-fare profile="bug-fix" models="gpt-5.5,claude-sonnet-4-5" at="2026-11-22"></task-fare>
`
export const OTHER = '# Other\n\nAnother page.\n'

async function live(page) {
  await page.locator('task-fare tbody tr').first().waitFor({ timeout: 30_000 })
  assert.equal(await page.locator('fare-amount button').textContent(), '$0.084')
  assert.equal(await page.locator('task-fare tbody tr').count(), 2)
}

/** Text on its page, as the browser resolves both colours. */
const contrast = (page) =>
  page.evaluate(() => {
    const luminance = (colour) => {
      const [r, g, b] = colour.match(/[\d.]+/g).map((part) => {
        const share = Number(part) / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const cell = document.querySelector('task-fare').shadowRoot.querySelector('tbody td')
    let behind = document.querySelector('task-fare')
    while (behind && /rgba\(.*, 0\)|transparent/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement
    const [text, surface] = [getComputedStyle(cell).color, behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)'].map(luminance)
    return (Math.max(text, surface) + 0.05) / (Math.min(text, surface) + 0.05)
  })

/** Opens the built site: live figures, in dark and light, and again after going to another page and back by its links. */
export async function check(folder, { costs, toOther, toCosts, dark }) {
  const server = await serve(folder)
  const context = await (await browser()).newContext()
  try {
    const page = await context.newPage()
    const errors = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(`${server.url}${costs}`)
    await live(page)
    assert.ok((await contrast(page)) >= 4.5, 'light')
    await page.click(toOther)
    await page.locator('h1', { hasText: 'Other' }).waitFor()
    await page.click(toCosts)
    await live(page)
    await page.evaluate(dark)
    assert.ok((await contrast(page)) >= 4.5, 'dark')
    assert.deepEqual(errors, [])
  } finally {
    await context.close()
    await server.close()
  }
}
