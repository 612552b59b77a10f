import { cp } from 'node:fs/promises'
import { check, site } from '../support/docs.js'
import { mdbookProgram } from '../support/mdbook.js'
import { run } from '../support/shell.js'

export const mdbook = {
  name: 'mdBook',
  config: 'additional-js: a loader of one line',
  async version() {
    const { stdout } = await run(await mdbookProgram(), ['--version'])
    return stdout.replace('mdbook v', '').trim()
  },
  async run(tarball) {
    const folder = await site('mdbook', tarball, 'src')
    // Static files: the package is copied among the chapters.
    await cp(`${folder}/node_modules/taskfare`, `${folder}/src/taskfare`, { recursive: true })
    await run(await mdbookProgram(), ['build'], { cwd: folder })
    await check(`${folder}/book`, {
      costs: '/costs.html',
      toOther: '.chapter a:has-text("Other")',
      toCosts: '.chapter a:has-text("Costs")',
      dark: () => (document.documentElement.className = 'navy sidebar-visible'),
    })
  },
}
