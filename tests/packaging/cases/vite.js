import { spawn } from 'node:child_process'
import { browserMain, fixture, page } from '../support/fixture.js'
import { resultOf, serve } from '../support/browser.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const program = (package_) => `${bundlers.folder}/node_modules/${package_}/bin/vite.js`

const files = (config) => ({
  'index.html': page('/main.js'),
  'main.js': browserMain,
  'vite.config.js': `export default ${JSON.stringify(config)}\n`,
})

/** A base that is not the root shows that nothing assumes one. */
export const viteBuild = {
  name: 'Vite build',
  config: "worker: { format: 'es' }",
  version: () => bundlers.versionOf('vite'),
  async run(tarball) {
    // The fixture itself awaits at the top level, which asks for a target of that age.
    const config = { base: '/some/base/', worker: { format: 'es' }, build: { target: 'es2022', outDir: 'dist/some/base' } }
    const folder = await fixture('vite-build', tarball, files(config))
    await run('node', [program('vite'), 'build'], { cwd: folder })
    const server = await serve(`${folder}/dist`)
    try {
      return (await resultOf(`${server.url}/some/base/`)).value
    } finally {
      await server.close()
    }
  },
}

/** A development server on a free port; `use` gets its address. */
async function development(package_, folder, use) {
  const args = [program(package_), '--port', '0', '--host', '127.0.0.1']
  const child = spawn('node', args, { cwd: folder, env: { ...process.env, NO_COLOR: '1' } })
  try {
    const url = await new Promise((resolve, reject) => {
      let said = ''
      const read = (data) => {
        said += data
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)
        if (found) resolve(found[0])
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('exit', () => reject(new Error(`vite ended: ${said}`)))
    })
    return await use(url)
  } finally {
    child.kill()
  }
}

export const viteDev = {
  name: 'Vite dev',
  config: 'none',
  version: () => bundlers.versionOf('vite'),
  async run(tarball) {
    const folder = await fixture('vite-dev', tarball, files({}))
    return (await development('vite', folder, resultOf)).value
  },
}

/** Before version 8 the pre-bundling of dependencies loses their files. */
export const vite7Dev = {
  name: 'Vite 7 dev',
  config: "optimizeDeps: { exclude: ['taskfare'] }",
  version: () => bundlers.versionOf('vite7'),
  async run(tarball) {
    const folder = await fixture('vite7-dev', tarball, files({ optimizeDeps: { exclude: ['taskfare'] } }))
    return (await development('vite7', folder, resultOf)).value
  },
}

/** Without its line of configuration that server answers with its page; the error must name the line. */
export async function vite7DevUnconfigured(tarball) {
  const folder = await fixture('vite7-dev-bare', tarball, files({}))
  return development('vite7', folder, resultOf)
}
