import { check, COSTS, OTHER } from '../support/docs.js'
import { fixture } from '../support/fixture.js'
import { run } from '../support/shell.js'
import { generators } from '../support/tools.js'

const CONFIG = `
export default {
  title: 'Docs', url: 'https://example.org', baseUrl: '/', onBrokenLinks: 'ignore',
  clientModules: ['./src/taskfare.js'],
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
  themeConfig: { navbar: { items: [{ to: '/costs', label: 'Costs' }, { to: '/other', label: 'Other' }] } },
}
`

export const docusaurus = {
  name: 'Docusaurus',
  config: "clientModules: ['./src/taskfare.js']",
  version: () => generators.versionOf('@docusaurus/core'),
  async run(tarball) {
    const folder = await fixture(
      'docusaurus',
      tarball,
      {
        'docs/costs.md': COSTS,
        'docs/other.md': OTHER,
        'docs/index.md': `---\nslug: /\n---\n${OTHER}`,
        'src/taskfare.js': "import 'taskfare/element'\nimport 'taskfare/element.css'\n",
        'docusaurus.config.js': CONFIG,
        // As `create-docusaurus` makes it: the scripts it generates are no ES modules.
        'package.json': JSON.stringify({ private: true, dependencies: { taskfare: '*' } }),
      },
      generators,
    )
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
