import { spawn } from 'node:child_process'
import { fixture } from '../support/fixture.js'
import { browser } from '../support/browser.js'
import { run } from '../support/shell.js'
import { bundlers } from '../support/tools.js'

const LAYOUT = `
export const metadata = { title: 'task' }
export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }
`
const SERVER = `
import * as taskfare from 'taskfare'
import { task } from '../task.js'
import Client from './client.jsx'
export const dynamic = 'force-dynamic'
export default async function Page() {
  return <main><pre id="server">{JSON.stringify(await task(taskfare))}</pre><Client /></main>
}
`
const CLIENT = `
'use client'
import { useEffect, useState } from 'react'
import * as taskfare from 'taskfare'
import { task } from '../task.js'
export default function Client() {
  const [text, setText] = useState('')
  useEffect(() => {
    task(taskfare).then((value) => setText(JSON.stringify(value)), (error) => setText('error: ' + error.message))
  }, [])
  return <pre id="client">{text}</pre>
}
`
const CONFIG = "serverExternalPackages: ['taskfare']"

async function started(folder, use) {
  const child = spawn(bundlers.bin('next'), ['start', '--port', '0', '--hostname', '127.0.0.1'], { cwd: folder, env: quiet() })
  try {
    const url = await new Promise((resolve, reject) => {
      let said = ''
      const read = (data) => {
        said += data
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
        if (found) resolve(found[0])
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('exit', () => reject(new Error(`next ended: ${said}`)))
    })
    return await use(url)
  } finally {
    child.kill()
  }
}

const quiet = () => ({ ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' })

async function readBoth(url) {
  const tab = await (await browser()).newPage()
  try {
    await tab.goto(url)
    await tab.waitForFunction(() => document.querySelector('#client')?.textContent, null, { timeout: 30_000 })
    const [server, client] = await Promise.all(['#server', '#client'].map((id) => tab.textContent(id)))
    if (client.startsWith('error')) throw new Error(client)
    return { main: JSON.parse(server), client: JSON.parse(client) }
  } finally {
    await tab.close()
  }
}

export const next = {
  name: 'Next, app router: server and client component',
  config: CONFIG,
  version: () => bundlers.versionOf('next'),
  async run(tarball) {
    const folder = await fixture('next', tarball, {
      'app/layout.jsx': LAYOUT,
      'app/page.jsx': SERVER,
      'app/client.jsx': CLIENT,
      'next.config.mjs': `export default { ${CONFIG} }\n`,
    })
    await run(bundlers.bin('next'), ['build'], { cwd: folder, env: quiet() })
    return started(folder, readBoth)
  },
}
