import { check, COSTS, OTHER } from '../support/docs.js'
import { fixture } from '../support/fixture.js'
import { run } from '../support/shell.js'
import { generators } from '../support/tools.js'

const CONFIG = `
import { defineConfig } from 'vitepress'
export default defineConfig({
  title: 'Docs',
  vue: { template: { compilerOptions: { isCustomElement: (tag) => ['task-fare', 'fare-amount'].includes(tag) } } },
  themeConfig: { nav: [{ text: 'Costs', link: '/costs' }, { text: 'Other', link: '/other' }] },
})
`
const THEME = `
import DefaultTheme from 'vitepress/theme'
import 'taskfare/element'
import 'taskfare/element.css'
export default DefaultTheme
`

export const vitepress = {
  name: 'VitePress',
  config: 'isCustomElement in vue.template.compilerOptions',
  version: () => generators.versionOf('vitepress'),
  async run(tarball) {
    const folder = await fixture(
      'vitepress',
      tarball,
      {
        'docs/costs.md': COSTS,
        'docs/other.md': OTHER,
        'docs/index.md': OTHER,
        'docs/.vitepress/config.js': CONFIG,
        'docs/.vitepress/theme/index.js': THEME,
      },
      generators,
    )
    await run(generators.bin('vitepress'), ['build', 'docs'], { cwd: folder })
    await check(`${folder}/docs/.vitepress/dist`, {
      costs: '/costs.html',
      toOther: '.VPNavBarMenu a:has-text("Other")',
      toCosts: '.VPNavBarMenu a:has-text("Costs")',
      dark: () => document.documentElement.classList.add('dark'),
    })
  },
}
