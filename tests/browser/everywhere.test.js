import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ADDRESS, findings, go, launch, ready, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const VIEWS = ['task', 'prompt', 'logs', 'team', 'prices']

// A page is loaded once for a language, theme or width, and its views are opened one after another, as a reader does.
for (const language of ['en', 'zh']) {
  for (const theme of ['light', 'dark']) {
    test(`every view in ${language}, ${theme}: axe finds nothing, nothing goes elsewhere`, async (t) => {
      const { page, context, quiet } = await visit(browser, { language, theme })
      assert.equal(await page.locator('html').getAttribute('lang'), language === 'zh' ? 'zh-CN' : 'en')
      for (const view of VIEWS) {
        await t.test(view, async () => {
          await go(page, `#/${view}`)
          assert.deepEqual(await findings(page), [])
          quiet()
        })
      }
      await context.close()
    })
  }
}

for (const width of [320, 360, 720, 1100]) {
  test(`every view fits a page of ${width} without scrolling sideways`, async () => {
    const { page, context, quiet } = await visit(browser, { width })
    for (const view of VIEWS) {
      await go(page, `#/${view}`)
      const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
      assert.ok(content <= room, `${view} at ${width}: ${content} > ${room}`)
      if (width === 360) assert.deepEqual(await findings(page), [], view)
      quiet()
    }
    await context.close()
  })
}

test('the policy allows only the page itself, what stands in it by its digest, and wasm', async () => {
  const response = await fetch(ADDRESS)
  const policy = response.headers.get('content-security-policy') ?? ''
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'/)
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/)
  const text = await response.text()
  const inside = [...text.matchAll(/<(script|style)>(.*?)<\/\1>/gs)].map(([, kind, content]) => [kind, content])
  for (const [kind, content] of inside) {
    const digest = createHash('sha256').update(content).digest('base64')
    const sources = new RegExp(`${kind}-src ([^;]*)`).exec(policy)?.[1]
    assert.equal(sources?.match(/'sha256-[^']*'/g)?.join(), `'sha256-${digest}'`)
  }
  assert.doesNotMatch(text.replace(/<style>.*?<\/style>/s, ''), /<script(?!>| [^>]*\bsrc=)|<style|\sstyle=|\son\w+=/)
})

test('back, forward and reload restore what was shown', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt' })
  await page.getByRole('link', { name: 'Prices' }).click()
  await page.waitForSelector('main[data-view="prices"]')
  await page.getByRole('button', { name: 'Open weights' }).click()
  assert.match(page.url(), /#\/prices\?v=1&.*ow=1/)
  await page.goBack()
  assert.equal(await page.getByRole('button', { name: 'Open weights' }).getAttribute('aria-pressed'), 'false')
  await page.goBack()
  await page.waitForSelector('main[data-view="prompt"]')
  await page.goForward()
  await page.goForward()
  await page.reload()
  await ready(page)
  assert.equal(await page.getByRole('button', { name: 'Open weights' }).getAttribute('aria-pressed'), 'true')
  quiet()
  await context.close()
})

test('a bad link opens the page, says what it could not read and keeps the rest', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prices?v=7&o=lots&zz=9&q=claude' })
  const notice = page.locator('.notice:visible')
  assert.match((await notice.textContent()) ?? '', /v=7, o=lots, zz=9/)
  assert.equal(await page.locator('#find').inputValue(), 'claude')
  quiet()
  await context.close()
})

test('language, theme and keys stay with the reader; links do not carry them', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prices' })
  await page.keyboard.press('t')
  await page.keyboard.press('t')
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  await page.keyboard.press('l')
  await page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
  assert.equal(new URL(page.url()).hash, '#/prices')
  await page.reload()
  await ready(page)
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN')
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  await page.keyboard.press('?')
  assert.ok(await page.locator('dialog.keys').isVisible())
  assert.deepEqual(await findings(page), [])
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'find')
  await page.keyboard.type('opus')
  await page.waitForURL(/q=opus/)
  quiet()
  await context.close()
})

test('the prices of another day are read from the table, and a wrong day is said', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prices?v=1&q=claude-opus-4-8' })
  await page.locator('.tools .menu-box').first().getByRole('button').first().click()
  const field = page.locator('#at')
  await field.fill('yesterday')
  await field.press('Enter')
  assert.ok(await page.locator('.menu .error').isVisible())
  await field.fill('2026-12-02 00:00')
  await field.press('Enter')
  assert.match(page.url(), /at=2026-12-02T00:00Z/)
  quiet()
  await context.close()
})

test('it works again without a network', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt' })
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready
    const kept = await caches.open('taskfare-1').then((cache) => cache.keys())
    return registration.active && kept.some(({ url }) => url.endsWith('o200k_base.tfv.gz')) && kept.some(({ url }) => url.endsWith('analysis_bg.wasm'))
  })
  quiet()
  await context.setOffline(true)
  await page.reload()
  await ready(page)
  await page.locator('textarea').fill('hello world')
  await page.waitForFunction(() => /2 tokens/.test(document.querySelector('h1')?.textContent ?? ''))
  await context.close()
})
