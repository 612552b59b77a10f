/** Running commands, and folders to run them in. */
import { execFile } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs a command to its end; its output comes back, and in the error when it fails. */
export function run(file, args, { cwd = root, env = {}, input, fails = false } = {}) {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, maxBuffer: 1 << 26 }
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      if (error && !fails) reject(new Error(`${file} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error }))
      else resolve({ stdout, stderr, code: error ? error.code : 0 })
    })
    child.stdin.end(input)
  })
}

/** An empty folder below `target/packaging`. */
export async function emptyFolder(name) {
  const folder = `${root}target/packaging/${name}`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}
