import { readdir } from 'node:fs/promises'
import { fixture } from '../support/fixture.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const WORKER = `
import * as taskfare from 'taskfare'
import bytes from 'taskfare/encodings/o200k_base.tfv.gz'
import { task } from './task.js'
export default {
  async fetch() {
    const again = { main: await task(taskfare, {}, { encoding: { bytes } }) }
    return Response.json(again)
  },
}
`

/** Runs the worker in a process of its own: miniflare is installed beside the fixture, not here. */
const HOST = (modules) => `
import { Miniflare } from 'miniflare'
const mf = new Miniflare({ modulesRoot: 'dist', modules: ${JSON.stringify(modules)}, compatibilityDate: '2025-12-01' })
console.log(await (await mf.dispatchFetch('http://worker/')).text())
await mf.dispose()
`

const TYPES = { js: 'ESModule', wasm: 'CompiledWasm', gz: 'Data' }

export const workerd = {
  name: 'Cloudflare workerd',
  config: 'rules: *.wasm CompiledWasm, *.gz Data',
  version: () => bundlers.versionOf('miniflare'),
  async run(tarball) {
    const folder = await fixture('workerd', tarball, { 'main.js': WORKER })
    await run(
      bundlers.bin('esbuild'),
      ['main.js', '--bundle', '--format=esm', '--outdir=dist', '--conditions=workerd', '--loader:.wasm=copy', '--loader:.gz=copy'],
      { cwd: folder },
    )
    const built = await readdir(`${folder}/dist`)
    // The entry comes first.
    const names = ['main.js', ...built.filter((name) => name !== 'main.js')]
    const modules = names.map((name) => ({ type: TYPES[name.split('.').pop()], path: `dist/${name}` }))
    const { stdout } = await run('node', ['--input-type=module', '-e', HOST(modules)], { cwd: folder })
    return JSON.parse(stdout)
  },
}
