import { copyFile } from 'node:fs/promises'
import { fixture, page } from '../support/fixture.js'
import { resultOf, serve } from '../support/browser.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const THREAD = "import 'taskfare/worker-thread'\n"

/** esbuild builds no worker by itself: the thread is a second entry, and every file is named. */
const workerMain = `
import { createWorkerEngine } from 'taskfare/worker'
import { workerTask } from './task.js'
const run = async () => {
  const [wasm, logs, fleet] = ['analysis', 'logs', 'fleet'].map((kind) => kind + '_bg.wasm')
  const engine = await createWorkerEngine({ worker: new Worker('thread.js', { type: 'module' }), wasm, logs, fleet: new URL(fleet, import.meta.url) })
  return { worker: await workerTask(engine, { encoding: { url: 'o200k_base.tfv.gz', wasm: fetch('tokens_bg.wasm') } }) }
}
globalThis.result = await run().then((value) => ({ value }), (error) => ({ error: String(error), code: error.code }))
`

const main = (from, options) => `
import * as taskfare from '${from}'
import { task } from './task.js'
const encoding = { url: new URL('o200k_base.tfv.gz', import.meta.url) }
globalThis.result = await task(taskfare, ${options}, { encoding: { ...encoding, ...${options.replace('engine', 'tokens')} } })
  .then((value) => ({ value: { main: value } }), (error) => ({ error: String(error), code: error.code }))
`

async function bundled(name, tarball, script, assets) {
  const folder = await fixture(name, tarball, { 'main.js': script, 'thread.js': THREAD, 'dist/index.html': page('main.js') })
  const own = `${folder}/node_modules/taskfare`
  await run(bundlers.bin('esbuild'), ['main.js', 'thread.js', '--bundle', '--format=esm', '--outdir=dist'], { cwd: folder })
  for (const asset of assets) await copyFile(`${own}/${asset}`, `${folder}/dist/${asset.split('/').pop()}`)
  const server = await serve(`${folder}/dist`)
  try {
    return await resultOf(`${server.url}/`)
  } finally {
    await server.close()
  }
}

const VOCABULARY = 'vocab/o200k_base.tfv.gz'

export const esbuildInline = {
  name: 'esbuild, taskfare/inline',
  config: 'vocabulary copied beside the bundle',
  version: () => bundlers.versionOf('esbuild'),
  run: async (tarball) => (await bundled('esbuild-inline', tarball, main('taskfare/inline', '{}'), [VOCABULARY])).value,
}

export const esbuildUrl = {
  name: 'esbuild, { wasm: url }',
  config: 'wasm and vocabulary copied beside the bundle',
  version: () => bundlers.versionOf('esbuild'),
  async run(tarball) {
    const assets = [VOCABULARY, 'wasm/engine/engine_bg.wasm', 'wasm/tokens/tokens_bg.wasm']
    const options = "{ wasm: new URL('engine_bg.wasm', import.meta.url) }"
    return (await bundled('esbuild-url', tarball, main('taskfare', options), assets)).value
  },
}

export const esbuildWorker = {
  name: 'esbuild, taskfare/worker',
  config: 'the thread as a second entry, its files by their addresses',
  version: () => bundlers.versionOf('esbuild'),
  async run(tarball) {
    const assets = [VOCABULARY, ...['analysis', 'logs', 'fleet', 'tokens'].map((kind) => `wasm/${kind}/${kind}_bg.wasm`)]
    return (await bundled('esbuild-worker', tarball, workerMain, assets)).value
  },
}

/** With nothing copied, the error must say what to do. */
export const esbuildUnconfigured = (tarball) => bundled('esbuild-bare', tarball, main('taskfare', '{}'), [VOCABULARY])
