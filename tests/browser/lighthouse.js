/**
 * Lighthouse on the page as it is served, printed, and when its first and its live answer stand on a slow
 * network: `node tests/browser/lighthouse.js [view…]`.
 * Informational: a shared machine's timings say little. Network and processor are really slowed: a simulation on
 * loopback would charge the first paint with all that came before it there. Lighthouse is not among the
 * development tools (it is larger than all of them); npx fetches it, or LIGHTHOUSE names a copy.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ADDRESS, launch } from './support/page.js'

const run = promisify(execFile)
const VIEWS = process.argv.length > 2 ? process.argv.slice(2) : ['task', 'prompt', 'logs', 'team', 'prices']
const FLAGS = '--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync'
const [program, first] = process.env.LIGHTHOUSE ? ['node', [process.env.LIGHTHOUSE]] : ['npx', ['--yes', 'lighthouse@12']]

/** A slow 4G network as Lighthouse has it, without its slower processor. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 675_000 / 8 }

/** When the drawn answer and the live one stand, in milliseconds from the first byte asked for. */
async function answers() {
  const browser = await launch()
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true, serviceWorkers: 'block' })
  const page = await context.newPage()
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  await network.send('Network.emulateNetworkConditions', SLOW)
  await page.goto(ADDRESS, { waitUntil: 'commit' })
  const live = await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.first') && performance.now())
  const drawn = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
  const found = [drawn, await live.jsonValue()].map(Math.round)
  await browser.close()
  return found
}

const [drawn, live] = await answers()
console.log(`slow 4G: first answer ${drawn} ms, live answer ${live} ms`)
for (const view of VIEWS) {
  const address = view === 'task' ? ADDRESS : `${ADDRESS}#/${view}`
  const { stdout } = await run(program, [...first, address, '--output=json', '--quiet', '--throttling-method=devtools', '--only-categories=performance,accessibility,best-practices', `--chrome-flags=${FLAGS}`], { maxBuffer: 1e8, env: { ...process.env, CHROME_PATH: process.env.CHROME_PATH ?? '/usr/bin/chromium' } })
  const { categories, audits, configSettings } = JSON.parse(stdout)
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`)
  const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'interactive', 'total-byte-weight'].map((name) => `${name} ${audits[name]?.displayValue ?? '?'}`)
  console.log(`${view} (${configSettings.formFactor}, slow 4G): ${scores.join(', ')}\n  ${times.join(', ')}`)
  const failed = Object.values(audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && ['binary', 'metricSavings'].includes(scoreDisplayMode))
  for (const { id, title, displayValue } of failed) console.log(`  - ${id}: ${title} ${displayValue ?? ''}`)
}
