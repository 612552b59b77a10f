// taskfare and the two fastest peers in Chromium, on the same texts: load to first count, first pass, warm.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { FASTEST, OURS, RIVAL, VOCABULARY, crateFile, here } from './peers.js'
import { texts } from './texts.js'

const FILES = {
  '/page.js': path.join(here, 'page.js'),
  '/crate.js': path.join(here, 'crate.js'),
  '/rounds.js': path.join(here, 'rounds.js'),
  '/tokens.js': path.join(OURS, 'tokens.js'),
  '/tokens_bg.wasm': path.join(OURS, 'tokens_bg.wasm'),
  '/o200k_base.tfv.gz': VOCABULARY,
  '/goliajp.wasm': crateFile('goliajp'),
  '/bpe-openai.wasm': crateFile('bpe-openai'),
}
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.gz': 'application/gzip' }
// Cross-origin isolation, for a clock of 5 microseconds.
const HEADERS = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

function serve() {
  const server = http.createServer((request, response) => {
    const text = texts[request.url.slice(1)]
    const file = FILES[request.url]
    if (request.url === '/') response.writeHead(200, { ...HEADERS, 'content-type': 'text/html' }).end('<!doctype html><title>peers</title>')
    else if (text) response.writeHead(200, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(text)
    else if (file) response.writeHead(200, { ...HEADERS, 'content-type': TYPES[path.extname(file)] }).end(fs.readFileSync(file))
    else response.writeHead(404).end()
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** By name: init in ms, and MB/s of the first pass and warm; medians of pages opened in turns. */
export async function inChromium(rounds) {
  const server = await serve()
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const address = `http://127.0.0.1:${server.address().port}/`
    const opened = async (names) => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(address)
      const result = await page.evaluate(
        async ([names, kinds]) => (await import('/page.js')).measure(names, kinds),
        [names, Object.keys(texts)],
      )
      await page.context().close()
      return result
    }
    const cold = []
    for (let round = 0; round < rounds; round++) for (const name of FASTEST) cold.push(await opened([name]))
    return { version: browser.version(), rival: RIVAL, cold, warm: await opened(FASTEST) }
  } finally {
    await browser.close()
    server.close()
  }
}
