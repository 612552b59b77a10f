import { readFile } from 'node:fs/promises'
import { fixture } from '../support/fixture.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const TEST = `
import * as taskfare from 'taskfare'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { task } from './task.js'
test('count, price, project', async () => {
  const value = await task(taskfare)
  expect(value.tokens).toBeGreaterThan(0)
  writeFileSync('result.json', JSON.stringify({ main: value }))
})
`

export const vitest = {
  name: 'vitest',
  config: 'none',
  version: () => bundlers.versionOf('vitest'),
  async run(tarball) {
    const folder = await fixture('vitest', tarball, { 'task.test.js': TEST })
    await run(bundlers.bin('vitest'), ['run'], { cwd: folder })
    return JSON.parse(await readFile(`${folder}/result.json`, 'utf8'))
  },
}
