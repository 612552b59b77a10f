import { check, site } from '../support/docs.js'
import { run } from '../support/shell.js'
import { generators } from '../support/tools.js'

export const docusaurus = {
  name: 'Docusaurus',
  config: "clientModules: ['./src/taskfare.js']",
  version: () => generators.versionOf('@docusaurus/core'),
  async run(tarball) {
    // As `create-docusaurus` makes it: the scripts it generates are no ES modules.
    const files = { 'package.json': JSON.stringify({ private: true, dependencies: { taskfare: '*' } }) }
    const folder = await site('docusaurus', tarball, 'docs', files)
    const env = { DOCUSAURUS_NO_PERSISTENT_CACHE: '1', DISABLE_VERSION_CHECK: '1', NO_UPDATE_NOTIFIER: '1' }
    await run(generators.bin('docusaurus'), ['build'], { cwd: folder, env })
    await check(`${folder}/build`, {
      costs: '/costs/',
      toOther: '.navbar a:has-text("Other")',
      toCosts: '.navbar a:has-text("Costs")',
      dark: () => document.documentElement.setAttribute('data-theme', 'dark'),
    })
  },
}
