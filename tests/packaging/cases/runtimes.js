import { fixture } from '../support/fixture.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const MAIN = `
import * as taskfare from 'taskfare'
import { task } from './task.js'
console.log(JSON.stringify({ main: await task(taskfare) }))
`

/** Both resolve the package by Node's conditions, from `node_modules`, as they find it. */
const runtime = (title, name, args, env) => ({
  name: title,
  config: 'none',
  version: () => bundlers.versionOf(name),
  async run(tarball) {
    const folder = await fixture(name, tarball, { 'main.js': MAIN })
    const { stdout } = await run(bundlers.bin(name), [...args, 'main.js'], { cwd: folder, env: env(folder) })
    return JSON.parse(stdout)
  },
})

export const deno = runtime('Deno', 'deno', ['run', '--allow-read', '--no-prompt'], (folder) => ({
  DENO_DIR: `${folder}/.deno`,
  DENO_NO_UPDATE_CHECK: '1',
}))
export const bun = runtime('Bun', 'bun', ['run'], () => ({ DO_NOT_TRACK: '1' }))
