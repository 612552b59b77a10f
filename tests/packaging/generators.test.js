/** The elements in real documentation sites: built by the generator, opened in Chromium, dark and light, after navigation. */
import { after, before, test } from 'node:test'
import { docusaurus } from './cases/docusaurus.js'
import { mdbook } from './cases/mdbook.js'
import { mkdocs } from './cases/mkdocs.js'
import { vitepress } from './cases/vitepress.js'
import { closeBrowser } from './support/browser.js'
import { pack } from './support/tarball.js'
import { generators } from './support/tools.js'

const rows = []
let tarball

before(async () => {
  await generators.install()
  tarball = (await pack()).file
})

after(async () => {
  await closeBrowser()
  console.log(['', ...rows.map((row) => `${row[0].padEnd(20)} ${row[1].padEnd(14)} ${row[2]}`)].join('\n'))
})

for (const one of [vitepress, docusaurus, mkdocs, mdbook]) {
  test(one.name, async () => {
    await one.run(tarball)
    rows.push([one.name, await one.version(), `configuration: ${one.config}`])
  })
}
