import { browserMain, fixture, page } from '../support/fixture.js'
import { resultOf, serve } from '../support/browser.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

/** No loader, no plugin, no experiment: webpack 5 as it comes. */
const BUILD = `
import webpack from 'webpack'
const compiler = webpack({
  mode: 'production', target: 'web', context: import.meta.dirname, entry: './main.js',
  output: { path: import.meta.dirname + '/dist', filename: 'main.js', module: true }, experiments: { outputModule: true },
})
compiler.run((error, stats) => {
  if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exit(1) }
})
`

export const webpack = {
  name: 'webpack',
  config: 'none',
  version: () => bundlers.versionOf('webpack'),
  async run(tarball) {
    const folder = await fixture('webpack', tarball, { 'main.js': browserMain, 'build.js': BUILD, 'dist/index.html': page('main.js') })
    await run('node', ['build.js'], { cwd: folder })
    const server = await serve(`${folder}/dist`)
    try {
      return (await resultOf(`${server.url}/`)).value
    } finally {
      await server.close()
    }
  },
}
