/** Where agent tools keep their logs, and the files below what the user names. */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { list } from './options.js'
import { UsageError } from './usage-error.js'

const LOG = /\.(jsonl|ndjson|json|csv|tsv)$/i

/** The places, by the variables with which the tools let one move them. */
function places(env = process.env) {
  const home = (...path) => join(homedir(), ...path)
  const data = env.XDG_DATA_HOME || home('.local', 'share')
  const claude = env.CLAUDE_CONFIG_DIR ? list([env.CLAUDE_CONFIG_DIR]) : [home('.claude'), join(env.XDG_CONFIG_HOME || home('.config'), 'claude')]
  const codex = env.CODEX_HOME || home('.codex')
  return [
    ...claude.map((folder) => join(folder, 'projects')),
    join(codex, 'sessions'),
    join(codex, 'archived_sessions'),
    home('.gemini', 'tmp'),
    join(data, 'opencode', 'storage', 'message'),
    // Newer versions keep a database, which is reported as what it is: its export can be read.
    join(data, 'opencode', 'opencode.db'),
    home('.openclaw', 'agents'),
    home('.pi', 'agent', 'sessions'),
  ]
}

/** The log files below a path; of one that was named itself its absence is an error. */
async function filesBelow(path, named) {
  const found = await stat(path).catch((error) => {
    if (!named) return null
    throw new UsageError(`${path}: ${error.code === 'ENOENT' ? 'no such file or folder' : error.message}`)
  })
  if (!found) return []
  if (!found.isDirectory()) return [{ name: path, size: found.size }]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const logs = entries.filter((entry) => entry.isFile() && LOG.test(entry.name))
  return Promise.all(
    logs.map(async (entry) => {
      const name = join(entry.parentPath ?? entry.path, entry.name)
      return { name, size: (await stat(name).catch(() => null))?.size }
    }),
  )
}

/** The files to read: those of the paths, or what the tools left at their places. */
export async function logFiles(paths) {
  if (paths.includes('-')) {
    if (paths.length > 1) throw new UsageError('standard input is read alone')
    return [{ name: 'standard input', data: process.stdin }]
  }
  const named = paths.length > 0
  const found = (await Promise.all((named ? paths : places()).map((path) => filesBelow(path, named)))).flat()
  if (found.length === 0) {
    const hint = named ? `of folders these are read: ${LOG.source.slice(2, -1)}` : `looked in ${places().join(', ')}; give files or folders, or - for standard input`
    throw new UsageError('no logs found', hint)
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1))
  return found.map(({ name, size }) => ({ name, size, data: () => createReadStream(name, { highWaterMark: 1 << 18 }) }))
}
