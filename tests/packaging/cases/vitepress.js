import { check, site } from '../support/docs.js'
import { run } from '../support/shell.js'
import { generators } from '../support/tools.js'

export const vitepress = {
  name: 'VitePress',
  config: 'isCustomElement in vue.template.compilerOptions',
  version: () => generators.versionOf('vitepress'),
  async run(tarball) {
    const folder = await site('vitepress', tarball, 'docs')
    await run(generators.bin('vitepress'), ['build', 'docs'], { cwd: folder })
    await check(`${folder}/docs/.vitepress/dist`, {
      costs: '/costs.html',
      toOther: '.VPNavBarMenu a:has-text("Other")',
      toCosts: '.VPNavBarMenu a:has-text("Costs")',
      dark: () => document.documentElement.classList.add('dark'),
    })
  },
}
