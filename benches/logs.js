/** Reads a folder of logs in a worker of a page in Chromium: prints a row of the table in COMPARE. */
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { chromium } from 'playwright-core'

const [folder] = process.argv.slice(2)
const root = new URL('../', import.meta.url).pathname
const MIME = { '.js': 'text/javascript', '.wasm': 'application/wasm' }
const PAGE = '<!doctype html><meta charset="utf-8"><input type="file" webkitdirectory multiple>'

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname
  if (path === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
  if (!existsSync(root + path)) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': MIME[extname(path)] ?? 'application/octet-stream' })
  createReadStream(root + path).pipe(response)
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))

const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args })
const page = await browser.newPage()
await page.goto(`http://127.0.0.1:${server.address().port}/`)
await page.locator('input').setInputFiles(folder)

const devtools = await browser.newBrowserCDPSession()
const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
/** Kilobytes that all renderers hold, by a line of their status. */
const held = (line) =>
  renderers.reduce((sum, id) => {
    const status = existsSync(`/proc/${id}/status`) ? readFileSync(`/proc/${id}/status`, 'utf8') : ''
    return sum + Number(new RegExp(`${line}:\\s*(\\d+)`).exec(status)?.[1] ?? 0)
  }, 0)

await page.evaluate(async () => {
  const { createWorkerEngine } = await import('/pkg/worker.js')
  globalThis.engine = await createWorkerEngine()
  await engine.readLogs([{ name: 'first', data: '' }])
})

/** One reading of the folder: seconds, the longest gap between two frames, calls. */
const reading = () =>
  page.evaluate(async () => {
    const files = [...document.querySelector('input').files]
    let [last, gap, going] = [performance.now(), 0, true]
    const frame = (now) => {
      gap = Math.max(gap, now - last)
      last = now
      if (going) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    const start = performance.now()
    const log = await engine.readLogs(files, { onProgress: () => {} })
    const seconds = (performance.now() - start) / 1000
    going = false
    const { calls, bytes } = await log.report()
    await log.close()
    return { seconds, gap, calls, bytes }
  })

for (const id of renderers) writeFileSync(`/proc/${id}/clear_refs`, '5') // Peaks begin anew.
const before = held('VmRSS')
let best = await reading()
const growth = held('VmHWM') - before
for (let round = 0; round < 4; round++) {
  const again = await reading()
  best = { ...(again.seconds < best.seconds ? again : best), gap: Math.max(best.gap, again.gap) }
}
const wasm = await page.workers()[0].evaluate(async () => {
  const { initSync } = await import('/pkg/wasm/logs/logs.js')
  return initSync().memory.buffer.byteLength
})
await browser.close()
server.close()

const { seconds, gap, calls, bytes } = best
const cells = [`${(bytes / 1e6).toFixed(0)} MB`, seconds.toFixed(2), (bytes / 1e6 / seconds).toFixed(0), gap.toFixed(0), (wasm / 2 ** 20).toFixed(1), (growth / 1024).toFixed(0), calls]
console.log(`| ${cells.join(' | ')} |`)
