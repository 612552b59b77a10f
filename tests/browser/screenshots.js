/** Pictures of every view, wide and narrow, light and dark, or of those whose name begins so: `cargo xtask screenshots`. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launch, visit } from './support/page.js'

const [folder, only = ''] = process.argv.slice(2)
if (!folder) throw new Error('usage: node tests/browser/screenshots.js <folder> [beginning of a name]')
await mkdir(folder, { recursive: true })

/** The instant is fixed, so that two runs differ only where the page does. */
const AT = 'at=2026-11-22T05:30Z'

/** @type {[string, string][]} name and address */
const SHOTS = [
  ['task', `#/task?v=1&${AT}&pi=anthropic/claude-opus-4-8,minimax/minimax-m3`],
  ['anatomy', `#/task?v=1&${AT}&r=anthropic/claude-opus-4-8&an=1`],
  ['prompt', `#/prompt?v=1&${AT}&lt=1`],
  ['logs', `#/logs?v=1&${AT}`],
  ['team', `#/team?v=1&${AT}&bu=100000`],
  ['prices', `#/prices?v=1&${AT}`],
]

const browser = await launch({ pictures: true })
for (const [name, hash] of SHOTS) {
  for (const width of [1280, 360]) {
    for (const theme of ['light', 'dark']) await shoot(name, hash, width, theme, 'en')
  }
  await shoot(`${name}-zh`, hash.replace('v=1', 'v=1&c=CNY'), 1280, 'light', 'zh')
}
await browser.close()

async function shoot(name, hash, width, theme, language) {
  const file = `${name}-${width}-${theme}.png`
  if (!file.startsWith(only)) return
  const { page, context } = await visit(browser, { hash, width, theme, language, deviceScaleFactor: width < 400 ? 2 : 1 })
  if (name.startsWith('logs')) {
    await page.locator('.intake .bar button').last().click()
    await page.locator('.what-if tbody tr').first().waitFor()
  }
  // The rows in sight are simulated a few at a time: the same figures whatever the width or the machine.
  await page.waitForFunction(() => !document.querySelector('.waiting, [aria-busy="true"]'))
  await page.waitForTimeout(name.startsWith('task') ? 4000 : 800)
  const height = Math.min(width < 400 ? 2400 : 1600, await page.evaluate(() => document.documentElement.scrollHeight))
  await page.setViewportSize({ width, height })
  await page.screenshot({ path: join(folder, file) })
  console.log(file)
  await context.close()
}
