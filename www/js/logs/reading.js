/** Reading logs in a thread of their own: read, cancel, ask what it would have cost elsewhere. */
import { createWorkerEngine } from '../../pkg/worker.js'
import { compiled } from '../wasm.js'

/** @typedef {import('../../pkg/logs.js').LogFile} LogFile */
/** @typedef {import('../../pkg/worker.js').WorkerEngine} WorkerEngine */
/** @typedef {import('../../pkg/worker.js').WorkerLog} WorkerLog */
/** @typedef {import('../../pkg/wasm/logs/logs.js').ReadReport} ReadReport */
/** @typedef {import('../../pkg/wasm/logs/logs.js').CostReport} CostReport */
/** @typedef {import('../../pkg/wasm/logs/logs.js').Calibration} Calibration */
/** @typedef {import('../../pkg/wasm/logs/logs.js').WhatIfRow} WhatIfRow */
/** @typedef {import('../../pkg/wasm/logs/logs.js').Sum} Sum */

/** @typedef {{ from: string, days: number, cost: string | null, model: [string, string][], kind: [string, string][], project: [string, string][] }} Column cost of some days, US dollars */
/** @typedef {{ report: ReadReport, costs: CostReport, columns: Column[], calibration: Calibration | null }} Costs */
/** @typedef {{ paid: Sum, row: WhatIfRow, behaviourExponent: number, behaviourFactor: number }} WhatIf */
/** @typedef {import('../../pkg/logs.js').LogProgress} Progress */

/** What the page speaks of: the calls, or where there are none the rows of exports, each of which sums many. @param {CostReport} costs */
export const spokenOf = (costs) => (costs.total.calls === 0 && costs.sums.rows > 0 ? costs.sums : costs)

/** Columns of the chart by time: more would be thinner than a gap. */
const COLUMNS = 62
const DAY = 86_400_000

/** One reading: its logs live in their own thread until it is closed. */
export function createReading() {
  const opening = compiled().then((wasm) => createWorkerEngine({ wasm }))
  const closing = new AbortController()
  /** @type {WorkerLog | null} */
  let log = null
  /** @type {CostReport | null} */
  let costs = null

  return {
    /** @param {Iterable<LogFile>} files @param {(progress: Progress) => void} onProgress @returns {Promise<Costs>} */
    async read(files, onProgress) {
      const engine = await opening
      log = await engine.readLogs(files, { onProgress, signal: closing.signal })
      const report = await log.report()
      costs = await engine.replay(log)
      const [columns, calibration] = await Promise.all([columnsOf(engine, log, report), calibrationOf(engine, log)])
      return { report, costs, columns, calibration }
    },
    /** @param {string} model @returns {Promise<WhatIf>} */
    async whatIf(model) {
      if (!log || !costs) throw new Error('no log was read')
      const { paid, offers, sums, behaviourExponent, behaviourFactor } = await (await opening).whatIf(log, [model])
      const [row] = spokenOf(costs) === costs ? offers : sums
      if (!row) throw new Error('no answer')
      return { paid: row === offers[0] ? paid : costs.sums.total, row, behaviourExponent, behaviourFactor }
    },
    /** Ends the thread and forgets what it read. */
    close() {
      closing.abort()
      void opening.then((engine) => engine.close())
    },
  }
}

/** @typedef {ReturnType<typeof createReading>} Reading */

/** What each day (or week, or month of weeks) cost, by model, kind and project. @param {WorkerEngine} engine @param {WorkerLog} log @param {ReadReport} report @returns {Promise<Column[]>} */
async function columnsOf(engine, log, report) {
  if (!report.from || !report.to) return []
  const first = Date.parse(report.from.slice(0, 10))
  const days = Math.floor((Date.parse(report.to) - first) / DAY) + 1
  const width = days <= COLUMNS ? 1 : Math.ceil(days / COLUMNS / 7) * 7
  const starts = Array.from({ length: Math.ceil(days / width) }, (_, at) => at * width)
  const dayOf = (/** @type {number} */ at) => new Date(first + at * DAY).toISOString().slice(0, 10)
  return Promise.all(
    starts.map(async (at) => {
      const { total, byModel, byKind, byProject } = spokenOf(await engine.replay(log, { from: dayOf(at), to: dayOf(at + width) }))
      return { from: dayOf(at), days: width, cost: total.cost, model: partsOf(byModel), kind: partsOf(byKind.map((row) => ({ ...row, name: row.kind }))), project: partsOf(byProject) }
    }),
  )
}

/** @param {{ name?: string | null | undefined, cost: string | null }[]} rows @returns {[string, string][]} */
const partsOf = (rows) => rows.flatMap(({ name, cost }) => (cost !== null && Number(cost) > 0 ? [[name ?? '', cost]] : []))

/** A log may be too short to learn from; that is an answer, no fault. @param {WorkerEngine} engine @param {WorkerLog} log @returns {Promise<Calibration | null>} */
async function calibrationOf(engine, log) {
  try {
    return await engine.calibrate(log)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'invalid-argument') return null
    throw error
  }
}
