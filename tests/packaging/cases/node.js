import { fixture } from '../support/fixture.js'
import { run } from '../support/shell.js'

const tail = 'task(taskfare).then((value) => console.log(JSON.stringify({ main: value })))'

async function printed(name, tarball, file, text) {
  const folder = await fixture(name, tarball, { [file]: text })
  const { stdout, stderr } = await run('node', [file], { cwd: folder })
  if (stderr.replace(/.*(ExperimentalWarning|node --trace-warnings).*\n/g, '') !== '') throw new Error(stderr)
  return JSON.parse(stdout)
}

export const nodeEsm = {
  name: 'Node, ESM',
  config: 'none',
  version: async () => process.version,
  run: (tarball) =>
    printed('node-esm', tarball, 'main.js', `import * as taskfare from 'taskfare'\nimport { task } from './task.js'\n${tail}\n`),
}

export const nodeRequire = {
  name: 'Node, require(esm)',
  config: 'none',
  version: async () => process.version,
  run: (tarball) =>
    printed('node-require', tarball, 'main.cjs', `const taskfare = require('taskfare')\nconst { task } = require('./task.js')\n${tail}\n`),
}
