/** The page's end of the reading thread: read, cancel, ask what it would have cost elsewhere. */

/** @typedef {import('../../pkg/index.js').LogFile} LogFile */
/** @typedef {import('../../pkg/wasm/engine/engine.js').ReadReport} ReadReport */
/** @typedef {import('../../pkg/wasm/engine/engine.js').CostReport} CostReport */
/** @typedef {import('../../pkg/wasm/engine/engine.js').Calibration} Calibration */
/** @typedef {import('../../pkg/wasm/engine/engine.js').WhatIfRow} WhatIfRow */
/** @typedef {import('../../pkg/wasm/engine/engine.js').Sum} Sum */

/** @typedef {{ from: string, days: number, cost: string, model: [string, string][], kind: [string, string][], project: [string, string][] }} Column cost of some days, US dollars */
/** @typedef {{ report: ReadReport, costs: CostReport, columns: Column[], calibration: Calibration | null }} Costs */
/** @typedef {{ paid: Sum, row: WhatIfRow, behaviourExponent: number, behaviourFactor: number }} WhatIf */
/** @typedef {import('../../pkg/index.js').LogProgress} Progress */

/** One reading: its logs live in their own thread until it is closed. */
export function createReading() {
  const worker = new Worker(new URL('./thread.js', import.meta.url), { type: 'module', name: 'taskfare logs' })
  /** @type {Map<number, { resolve(value: any): void, reject(error: Error): void, onProgress?: (progress: Progress) => void }>} */
  const waiting = new Map()
  let last = 0

  worker.addEventListener('message', ({ data }) => {
    const call = waiting.get(data.id)
    if (!call) return
    if (data.progress) return call.onProgress?.(data.progress)
    waiting.delete(data.id)
    if (data.error !== undefined) call.reject(new Error(data.error))
    else call.resolve(data.value)
  })
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
  })

  /** @param {string} act @param {unknown[]} args @param {(progress: Progress) => void} [onProgress] @returns {Promise<any>} */
  const ask = (act, args, onProgress) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject, onProgress })
      worker.postMessage({ id: last, act, args })
    })

  return {
    /** @param {LogFile[]} files @param {(progress: Progress) => void} onProgress @returns {Promise<Costs>} */
    read: (files, onProgress) => ask('read', [files], onProgress),
    /** @param {string} model @returns {Promise<WhatIf>} */
    whatIf: (model) => ask('whatIf', [model]),
    /** Ends the thread and forgets what it read. */
    close() {
      worker.terminate()
      for (const { reject } of waiting.values()) reject(new DOMException('cancelled', 'AbortError'))
      waiting.clear()
    },
  }
}

/** @typedef {ReturnType<typeof createReading>} Reading */

/** Endings of what may be a log. */
const LOG = /\.(jsonl|json|ndjson|csv|log|txt)$/i

/** Folders that hold no logs and many files. */
const PASSED = new Set(['node_modules', '.git', 'target'])

/** Logs among files that were chosen, with their place in the folder as their name. @param {Iterable<File>} files @returns {LogFile[]} */
export function logsAmong(files) {
  return [...files]
    .filter(({ name, webkitRelativePath }) => LOG.test(name) && !webkitRelativePath.split('/').some((part) => PASSED.has(part)))
    .map((file) => ({ name: file.webkitRelativePath || file.name, data: file }))
}

/** Logs among what was dropped, folders looked through. @param {DataTransfer} dropped @returns {Promise<LogFile[]>} */
export async function logsDropped(dropped) {
  const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return logsAmong(dropped.files)
  return (await Promise.all(entries.map(logsBelow))).flat()
}

/** @param {FileSystemEntry} entry @returns {Promise<LogFile[]>} */
async function logsBelow(entry) {
  if (entry.isFile) {
    if (!LOG.test(entry.name)) return []
    const file = await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject))
    return [{ name: entry.fullPath.replace(/^\//, ''), data: file }]
  }
  if (PASSED.has(entry.name)) return []
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader()
  /** @type {FileSystemEntry[]} */
  const all = []
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    all.push(...some)
  }
  return (await Promise.all(all.map(logsBelow))).flat()
}
