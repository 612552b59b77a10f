/** A project of one case: below the tools, so that it finds them, with the tarball unpacked as its dependency. */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { run } from './shell.js'
import { bundlers } from './tools.js'

/** Makes the folder with the tarball in `node_modules/taskfare`, the shared task, and these files. */
export async function fixture(name, tarball, files, box = bundlers) {
  const folder = `${box.folder}/fixtures/${name}`
  await rm(folder, { recursive: true, force: true })
  const dependency = `${folder}/node_modules/taskfare`
  await mkdir(dependency, { recursive: true })
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', dependency])
  await copyFile(new URL('./task.js', import.meta.url), `${folder}/task.js`)
  const all = { 'package.json': JSON.stringify({ private: true, type: 'module', dependencies: { taskfare: '*' } }), ...files }
  for (const [path, text] of Object.entries(all)) {
    await mkdir(`${folder}/${path}`.replace(/\/[^/]*$/, ''), { recursive: true })
    await writeFile(`${folder}/${path}`, text)
  }
  return folder
}

/** The page every browser case opens. */
export const page = (script, head = '') => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>task</title>${head}</head>
<body><script type="module" src="${script}"></script></body></html>
`

/** A script that runs the task on the main thread and in the package's worker, and says how it went. */
export const browserMain = `
import * as taskfare from 'taskfare'
import { createWorkerEngine } from 'taskfare/worker'
import { createAnalysis } from 'taskfare/analysis'
import { createFleet } from 'taskfare/fleet'
import { createLogs } from 'taskfare/logs'
import { createPrices } from 'taskfare/prices'
import { parts, task, workerTask } from './task.js'
async function both() {
  await parts({ createAnalysis, createFleet, createLogs, createPrices })
  const main = await task(taskfare)
  const engine = await createWorkerEngine()
  return { main, worker: await workerTask(engine) }
}
globalThis.result = await both().then((value) => ({ value }), (error) => ({ error: String(error), code: error.code }))
`
