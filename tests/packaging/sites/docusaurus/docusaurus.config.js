export default {
  title: 'Docs',
  url: 'https://example.org',
  baseUrl: '/',
  clientModules: ['./src/taskfare.js'],
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
  themeConfig: {
    navbar: {
      items: [
        { to: '/costs', label: 'Costs' },
        { to: '/other', label: 'Other' },
      ],
    },
  },
}
