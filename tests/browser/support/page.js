/** A browser with the page in it, watched: console errors, foreign requests and missing policies fail a test. */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { chromium } from 'playwright-core'

/** Where `cargo xtask` serves the page. */
export const ADDRESS = process.env.TASKFARE_URL ?? 'http://127.0.0.1:8017/'

/** @param {{ pictures?: boolean }} [options] for pictures, in a face that readers have */
export function launch({ pictures = false } = {}) {
  const fonts = fileURLToPath(new URL('fonts.conf', import.meta.url))
  return chromium.launch({
    env: pictures ? { ...process.env, FONTCONFIG_FILE: fonts } : process.env,
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

/**
 * A page of its own, with a check to call at the end.
 * @param {import('playwright-core').Browser} browser
 */
export async function visit(browser, { hash = '', language = 'en', theme = 'light', width = 1280, height = 900, address = ADDRESS, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: language === 'zh' ? 'zh-CN' : 'en-GB', ...options })
  const page = await context.newPage()
  const wrong = []
  page.on('console', (message) => message.type() === 'error' && wrong.push(`console: ${message.text()} ${message.location().url}`))
  page.on('pageerror', (error) => wrong.push(`exception: ${error.message}`))
  page.on('request', (request) => {
    const own = request.url().startsWith(address) || request.url().startsWith('blob:') || request.url().startsWith('data:')
    if (!own) wrong.push(`foreign request: ${request.url()}`)
  })
  await page.goto(address + hash)
  await ready(page)
  return { page, context, quiet: () => assert.deepEqual(wrong, []), wrong }
}

/** Goes to another address of an open page: as a link in it does, without loading it anew. */
export async function go(page, hash) {
  await page.evaluate((to) => (location.hash = to), hash)
  await page.waitForFunction((view) => document.querySelector('main')?.dataset.view === view, /^#\/(\w+)/.exec(hash)[1])
  await ready(page)
}

/** Waits until the view has its answer. */
export async function ready(page) {
  await page.waitForFunction(() => {
    if (document.querySelector('.first, [aria-busy="true"]')) return false
    const answer = document.querySelector('h1')?.textContent ?? ''
    return answer !== '' && !/^(Counting|正在计数)/.test(answer)
  }, null, { timeout: 60_000 })
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Every finding of axe at WCAG 2.2 AA, as text. What passes is not described, and the page, which holds no
 * frames, is not sent through another one: that was two thirds of the time.
 */
export async function findings(page, { exclude } = {}) {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES).setLegacyMode()
  if (exclude) axe.exclude(exclude)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`))
}
