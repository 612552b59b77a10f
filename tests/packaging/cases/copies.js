import { cp } from 'node:fs/promises'
import { fixture } from '../support/fixture.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const MAIN = `
import * as one from 'taskfare'
import * as two from './copy/index.js'
import { task } from './task.js'
const error = await two.loadEncoding(5).catch((error) => error)
const known = one !== two && one.createEngine !== two.createEngine && one.isTaskfareError(error) && two.isTaskfareError(error)
console.log(JSON.stringify({ known, one: await task(one), two: await task(two) }))
`

/** Two copies of the package in one bundle, as two of its dependents may bring them. */
export async function twoCopies(tarball) {
  const folder = await fixture('copies', tarball, { 'main.js': MAIN })
  await cp(`${folder}/node_modules/taskfare`, `${folder}/copy`, { recursive: true })
  const args = ['main.js', '--bundle', '--format=esm', '--platform=node', '--outfile=dist/nested/deeper/main.js']
  await run(bundlers.bin('esbuild'), args, { cwd: folder })
  // In Node the bundle finds the files of a copy where that copy has them, seen from itself: the entry for Node one
  // folder up, the sources two.
  for (const place of ['dist/nested', 'dist']) {
    for (const part of ['wasm', 'vocab']) await cp(`${folder}/copy/${part}`, `${folder}/${place}/${part}`, { recursive: true })
  }
  return JSON.parse((await run('node', ['dist/nested/deeper/main.js'], { cwd: folder })).stdout)
}
