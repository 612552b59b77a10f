/**
 * Lighthouse on the page as it is served, printed: `node tests/browser/lighthouse.js [view…]`.
 * Informational: a shared machine's timings say little. Lighthouse is not among the
 * development tools (it is larger than all of them); npx fetches it, or LIGHTHOUSE names a copy.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ADDRESS } from './support/page.js'

const run = promisify(execFile)
const VIEWS = process.argv.length > 2 ? process.argv.slice(2) : ['task', 'prompt', 'logs', 'team', 'prices']
const FLAGS = '--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync'
const [program, first] = process.env.LIGHTHOUSE ? ['node', [process.env.LIGHTHOUSE]] : ['npx', ['--yes', 'lighthouse@12']]

for (const view of VIEWS) {
  const address = view === 'task' ? ADDRESS : `${ADDRESS}#/${view}`
  const { stdout } = await run(program, [...first, address, '--output=json', '--quiet', '--only-categories=performance,accessibility,best-practices', `--chrome-flags=${FLAGS}`], { maxBuffer: 1e8, env: { ...process.env, CHROME_PATH: process.env.CHROME_PATH ?? '/usr/bin/chromium' } })
  const { categories, audits, configSettings } = JSON.parse(stdout)
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`)
  const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'interactive', 'total-byte-weight'].map((name) => `${name} ${audits[name]?.displayValue ?? '?'}`)
  console.log(`${view} (${configSettings.formFactor}, simulated slow 4G): ${scores.join(', ')}\n  ${times.join(', ')}`)
  const failed = Object.values(audits).filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && ['binary', 'metricSavings'].includes(scoreDisplayMode))
  for (const { id, title, displayValue } of failed) console.log(`  - ${id}: ${title} ${displayValue ?? ''}`)
}
