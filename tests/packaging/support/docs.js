/** What every generator's fixture holds, and what its pages must show. */
import assert from 'node:assert/strict'
import { copyFile, cp, mkdir } from 'node:fs/promises'
import { browser, serve } from './browser.js'
import { fixture } from './fixture.js'
import { generators } from './tools.js'

/**
 * The site of one generator: its files of `sites/` (the documentation shows the very same), the
 * shared pages in its folder of documents, and the package.
 */
export async function site(name, tarball, documents, files = {}) {
  const folder = await fixture(name, tarball, files, generators)
  const sites = new URL('../sites/', import.meta.url)
  await cp(new URL(`${name}/`, sites), folder, { recursive: true })
  await mkdir(`${folder}/${documents}`, { recursive: true })
  for (const [page, text] of Object.entries({ costs: 'costs', other: 'other', index: 'other' })) {
    await copyFile(new URL(`pages/${text}.md`, sites), `${folder}/${documents}/${page}.md`)
  }
  return folder
}

async function live(page) {
  await page.locator('task-fare tr[part=row]').first().waitFor({ timeout: 30_000 })
  assert.equal(await page.locator('fare-amount button').textContent(), '$0.084')
  assert.equal(await page.locator('task-fare tr[part=row]').count(), 2)
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
