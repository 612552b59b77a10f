/** Texts and JSON from files and standard input. */
import { readFile } from 'node:fs/promises'
import { UsageError } from './usage-error.js'

async function standardInput() {
  if (process.stdin.isTTY) process.stderr.write('reading standard input; end it with Ctrl-D\n')
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function bytesOf(name) {
  if (name === '-') return standardInput()
  try {
    return await readFile(name)
  } catch (error) {
    const why = { ENOENT: 'no such file', EISDIR: 'is a folder', EACCES: 'may not be read' }[error.code]
    throw new UsageError(`${name}: ${why ?? error.message}`)
  }
}

/** The text of a file (`-` is standard input); bytes that are not UTF-8 are refused, never replaced. */
export async function textOf(name) {
  const bytes = await bytesOf(name)
  try {
    // The byte order mark stays: it is a token like any other.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UsageError(`${name}: not UTF-8 text`, 'only text can be counted')
  }
}

/** The value of a JSON file; errors name the file. */
export async function jsonOf(name) {
  const text = await textOf(name)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UsageError(`${name}: ${error.message}`)
  }
}

/** The object of a JSON file; anything else in it is refused by the file's name. */
export async function objectOf(name) {
  const value = await jsonOf(name)
  const found = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  if (found !== 'object') throw new UsageError(`${name}: expected a JSON object, got ${found}`)
  return value
}
