/** A folder served as static files, and a page of it opened in Chromium. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.gz': 'application/gzip',
}

/** Serves `folder` on loopback. `htmlForMissing` answers unknown paths with a page, as development servers do. */
export async function serve(folder, { htmlForMissing = false, headers = {}, types = TYPES } = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname))
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    try {
      const body = await readFile(file)
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', ...headers })
      response.end(body)
    } catch {
      response.writeHead(htmlForMissing ? 200 : 404, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>not here</title>')
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => server.close(done)) }
}

let launched = null

/** One Chromium for the whole run. */
export async function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  return launched
}

export async function closeBrowser() {
  if (launched) await (await launched).close()
  launched = null
}

/**
 * Opens a page and waits for `window.result`, which every fixture sets to
 * `{ value }` or `{ error }`; what the page logged comes with a failure.
 */
export async function resultOf(url) {
  const page = await (await browser()).newPage()
  const log = []
  page.on('console', (message) => log.push(message.text()))
  page.on('pageerror', (error) => log.push(String(error)))
  try {
    await page.goto(url)
    const handle = await page.waitForFunction(() => globalThis.result, null, { timeout: 30_000 })
    return await handle.jsonValue()
  } catch (error) {
    throw new Error(`${url}: ${error.message}\n${log.join('\n')}`, { cause: error })
  } finally {
    await page.close()
  }
}
