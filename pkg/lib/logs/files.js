/**
 * What callers hand in as logs, as a flat list of files: `File`s, handles of the
 * File System Access API, folders of either, and `{ name, data }`.
 */
import { requireType, taskfareError } from '../errors.js'

/** Of a folder only these are read; a file that was picked itself is always read. */
const LOG = /\.(jsonl|ndjson|json|csv|tsv|log|txt|sse)$/i

/** Folders that hold no logs and very many files. */
const PASSED = new Set(['node_modules', '.git', 'target'])

/** Whether an entry of a folder is looked at. */
const isWanted = ({ name }, isFolder) => (isFolder ? !PASSED.has(name) : LOG.test(name))

/** Whether a file came with a whole folder that was picked, and would be left alone in a handle of it. */
export function isPassedOver(file) {
  const folders = file?.webkitRelativePath?.split('/') ?? []
  const name = folders.pop()
  return folders.length > 0 && !(LOG.test(name) && folders.every((folder) => isWanted({ name: folder }, true)))
}

const isHandle = (value) => value?.kind === 'file' || value?.kind === 'directory'

async function* ofHandle(handle, path) {
  if (handle.kind === 'file') {
    // Opened when its turn comes: thousands of open files would be held meanwhile.
    const open = () => handle.getFile()
    yield { name: path, open, size: async () => (await open()).size }
    return
  }
  for await (const inner of handle.values()) {
    if (isWanted(inner, inner.kind === 'directory')) yield* ofHandle(inner, `${path}/${inner.name}`)
  }
}

/** One entry as `{ name, open(), size() }`; `open` gives a Blob, bytes, text or a stream, `size` its bytes where known. */
async function* ofOne(file) {
  if (isPassedOver(file)) return
  if (isHandle(file)) yield* ofHandle(file, file.name)
  else if (typeof Blob !== 'undefined' && file instanceof Blob) yield { name: file.webkitRelativePath || file.name || 'pasted', open: () => file, size: () => file.size }
  else if (file && typeof file === 'object' && 'data' in file) {
    const { name, data, size = data?.size ?? data?.byteLength } = file
    requireType(name, 'string', 'files.name')
    yield { name, open: () => (typeof data === 'function' ? data() : data), size: () => size }
  }
  else throw taskfareError('invalid-argument', 'expected files, handles of files or folders, or { name, data }', { path: 'files' })
}

/** Every file below what was handed in, one by one. */
export async function* filesOf(given) {
  const many = given?.[Symbol.asyncIterator] || (given?.[Symbol.iterator] && typeof given !== 'string')
  for await (const file of many && !isHandle(given) ? given : [given]) yield* ofOne(file)
}

const encoder = new TextEncoder()

/** Not every browser iterates a stream. */
async function* readAll(reader) {
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

const expected = (name) => taskfareError('invalid-argument', 'expected text, bytes, a Blob or a stream of either', { path: name })

/** The engine copies a chunk before it reads it: no more than this at once. */
const CHUNK = 1 << 20

function* cut(bytes) {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
}

const bytesOf = (data) => (data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength))

/** The chunks of what `open` gave. */
export async function* chunksOf(data, name) {
  if (typeof data === 'string') yield* cut(encoder.encode(data))
  else if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) yield* cut(bytesOf(data))
  else if (typeof data?.stream === 'function') yield* readAll(data.stream().getReader())
  else if (typeof data?.getReader === 'function') yield* readAll(data.getReader())
  else if (data?.[Symbol.asyncIterator] || data?.[Symbol.iterator]) {
    for await (const chunk of data) {
      if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) throw expected(name)
      yield* cut(typeof chunk === 'string' ? encoder.encode(chunk) : bytesOf(chunk))
    }
  } else throw expected(name)
}

/**
 * The files of a drop, for `readLogs`: call it in the event's handler, because a
 * drop's items are gone when the handler returns. Folders come as handles, or
 * where the browser has none as the files below them.
 */
export async function droppedFiles(dataTransfer) {
  const items = [...dataTransfer.items].filter((item) => item.kind === 'file')
  return (await Promise.all(items.map(ofItem))).flat().filter(Boolean)
}

/** All is asked for at once: after the first wait the item is empty. A browser may refuse a handle and still give the files. */
async function ofItem(item) {
  const [handle, entry, file] = [item.getAsFileSystemHandle?.(), item.webkitGetAsEntry?.(), item.getAsFile?.()]
  return (await Promise.resolve(handle).catch(() => null)) ?? (await ofEntry(entry)) ?? file
}

function ofEntry(entry) {
  if (!entry) return null
  const promised = (how) => new Promise((resolve, reject) => how(resolve, reject))
  if (entry.isFile) return promised((resolve, reject) => entry.file((file) => resolve({ name: entry.fullPath.slice(1), data: file }), reject))
  return (async () => {
    const reader = entry.createReader()
    const below = []
    // A reader gives at most a hundred entries at once, and none at the end.
    for (let some = await promised((ok, no) => reader.readEntries(ok, no)); some.length > 0; some = await promised((ok, no) => reader.readEntries(ok, no))) {
      below.push(...some.filter((inner) => isWanted(inner, inner.isDirectory)))
    }
    return (await Promise.all(below.map(ofEntry))).flat()
  })()
}
