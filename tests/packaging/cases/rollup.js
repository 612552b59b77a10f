import { browserMain, fixture, page } from '../support/fixture.js'
import { resultOf, serve } from '../support/browser.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const CONFIG = `
import resolve from '@rollup/plugin-node-resolve'
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets'
export default {
  input: ['main.js', 'thread.js'], output: { dir: 'dist', format: 'es' },
  plugins: [resolve({ browser: true }), importMetaAssets({ exclude: ['**/worker.js'] })],
}
`

export const rollup = {
  name: 'Rollup',
  config: '@web/rollup-plugin-import-meta-assets',
  version: () => bundlers.versionOf('rollup'),
  async run(tarball) {
    // Rollup builds no worker by itself: the thread is a second input.
    const main = browserMain.replace('createWorkerEngine()', "createWorkerEngine({ worker: new Worker('thread.js', { type: 'module' }) })")
    const thread = "import 'taskfare/worker-thread'\n"
    const folder = await fixture('rollup', tarball, { 'main.js': main, 'thread.js': thread, 'rollup.config.js': CONFIG, 'dist/index.html': page('main.js') })
    await run(bundlers.bin('rollup'), ['-c'], { cwd: folder })
    const server = await serve(`${folder}/dist`)
    try {
      return (await resultOf(`${server.url}/`)).value
    } finally {
      await server.close()
    }
  },
}
