import { browserMain, fixture, page } from '../support/fixture.js'
import { resultOf, serve } from '../support/browser.js'

/** The strictest policy the page may have: itself, and WebAssembly. */
const POLICY = { 'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'" }

const main = browserMain
  .replace(/import { create(Analysis|Fleet|Logs|Prices) }.*\n/g, '')
  .replace('  await parts(', '  await parts({ ...taskfare, createPrices: taskfare.createEngine }) // ')
  .replace("'taskfare'", "'./node_modules/taskfare/browser.js'")
  .replace("'taskfare/worker'", "'./node_modules/taskfare/worker.js'")

async function opened(name, tarball, options) {
  const folder = await fixture(name, tarball, { 'index.html': page('main.js'), 'main.js': main })
  const server = await serve(folder, options)
  try {
    return await resultOf(`${server.url}/`)
  } finally {
    await server.close()
  }
}

export const plain = {
  name: 'plain <script type="module">, and web worker',
  config: "CSP: script-src 'self' 'wasm-unsafe-eval'",
  version: async () => 'Chromium',
  run: async (tarball) => (await opened('plain', tarball, { headers: POLICY })).value,
}

/** A policy without `'wasm-unsafe-eval'`: the error must name it. */
export const plainForbidden = (tarball) =>
  opened('plain-forbidden', tarball, { headers: { 'content-security-policy': "default-src 'self'; script-src 'self'" } })
