/** `taskfare` of this checkout, run as a program. */
import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('taskfare.js', import.meta.url))

const textOf = async (stream) => {
  let text = ''
  for await (const chunk of stream?.setEncoding('utf8') ?? []) text += chunk
  return text
}

/** `stdout` names a file to write to; `imports` is loaded first; `firstLine` closes the pipe after a first chunk. */
export async function taskfare(args, { cwd, input = '', env = {}, stdout, imports, firstLine = false } = {}) {
  const file = stdout === undefined ? null : await open(stdout, 'w')
  const child = spawn(process.execPath, [...(imports ? ['--import', imports] : []), bin, ...args], {
    cwd,
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    stdio: ['pipe', file?.fd ?? 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {}).end(input)
  if (firstLine) child.stdout.once('data', () => child.stdout.destroy())
  const ended = new Promise((resolve) => child.on('close', resolve))
  const [out, stderr] = await Promise.all([firstLine ? '' : textOf(child.stdout), textOf(child.stderr)])
  const code = await ended
  await file?.close()
  return { code, stdout: out, stderr }
}
