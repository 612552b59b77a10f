import { cp } from 'node:fs/promises'
import { check, site } from '../support/docs.js'
import { root, run } from '../support/shell.js'

const MATERIAL = '9.8.1'
const venv = `${root}target/packaging/mkdocs`

/** mkdocs-material in a virtual environment of its own. */
async function install() {
  const python = `${venv}/bin/python`
  const found = await run(python, ['-m', 'pip', 'freeze'], { fails: true }).catch(() => ({ stdout: '' }))
  if (found.stdout.includes(`mkdocs-material==${MATERIAL}`)) return
  await run('python3', ['-m', 'venv', venv])
  await run(python, ['-m', 'pip', 'install', '--quiet', `mkdocs-material==${MATERIAL}`])
}

export const mkdocs = {
  name: 'MkDocs Material',
  config: 'extra_javascript: [{ path: taskfare/element.js, type: module }]',
  version: async () => MATERIAL,
  async run(tarball) {
    await install()
    const folder = await site('mkdocs', tarball, 'docs')
    // Static files: the package is copied among the documents.
    await cp(`${folder}/node_modules/taskfare`, `${folder}/docs/taskfare`, { recursive: true })
    await run(`${venv}/bin/mkdocs`, ['build', '--quiet'], { cwd: folder })
    await check(`${folder}/site`, {
      costs: '/costs/',
      toOther: '.md-tabs a:has-text("Other")',
      toCosts: '.md-tabs a:has-text("Costs")',
      dark: () => document.body.setAttribute('data-md-color-scheme', 'slate'),
    })
  },
}
