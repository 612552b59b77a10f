import { defineConfig } from 'vitepress'

export default defineConfig({
  title: 'Docs',
  vue: { template: { compilerOptions: { isCustomElement: (tag) => ['task-fare', 'fare-amount'].includes(tag) } } },
  themeConfig: {
    nav: [
      { text: 'Costs', link: '/costs' },
      { text: 'Other', link: '/other' },
    ],
  },
})
