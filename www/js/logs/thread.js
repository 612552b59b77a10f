/**
 * The reading thread: logs are parsed, priced and replayed here, so that a large
 * folder never holds up the page. It answers one question after another and is
 * ended from outside to cancel.
 */
import { createEngine } from '../../pkg/browser.js'

/** Columns of the chart by time: more would be thinner than a gap. */
const COLUMNS = 62
const DAY = 86_400_000

/** Milliseconds between two words about progress. */
const BREATH = 80

/** @typedef {import('../../pkg/index.js').Log} Log */
/** @typedef {import('../../pkg/index.js').Engine} Engine */
/** @typedef {import('./reading.js').Costs} Costs */

const opening = createEngine()
/** @type {Log | null} */
let log = null

self.addEventListener('message', async ({ data: { id, act, args } }) => {
  try {
    const engine = await opening
    self.postMessage({ id, value: await (act === 'read' ? acts.read(engine, id, args[0]) : acts.whatIf(engine, id, args[0])) })
  } catch (error) {
    self.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})

const acts = {
  /** @param {Engine} engine @param {number} id @param {import('../../pkg/index.js').LogFile[]} files @returns {Promise<Costs>} */
  async read(engine, id, files) {
    let told = 0
    log = await engine.readLogs(files, {
      onProgress(progress) {
        const now = performance.now()
        if (now - told < BREATH) return
        told = now
        self.postMessage({ id, progress })
      },
    })
    const report = log.report()
    const costs = engine.replay(log)
    return { report, costs, columns: columnsOf(engine, log, report), calibration: calibrationOf(engine, log) }
  },
  /** @param {Engine} engine @param {number} _id @param {string} model */
  whatIf(engine, _id, model) {
    if (!log) throw new Error('no log was read')
    const { paid, offers, behaviourExponent, behaviourFactor } = engine.whatIf(log, [model])
    return { paid, row: offers[0], behaviourExponent, behaviourFactor }
  },
}

/** What each day (or week, or month of weeks) cost, by model, kind and project. @param {Engine} engine @param {Log} log @param {ReturnType<Log['report']>} report */
function columnsOf(engine, log, report) {
  if (!report.from || !report.to) return []
  const first = Date.parse(report.from.slice(0, 10))
  const days = Math.floor((Date.parse(report.to) - first) / DAY) + 1
  const width = days <= COLUMNS ? 1 : Math.ceil(days / COLUMNS / 7) * 7
  const columns = []
  for (let at = 0; at < days; at += width) {
    const [from, to] = [at, at + width].map((day) => new Date(first + day * DAY).toISOString().slice(0, 10))
    const { total, byModel, byKind, byProject } = engine.replay(log, { from, to })
    columns.push({ from: from ?? '', days: width, cost: total.cost, model: partsOf(byModel), kind: partsOf(byKind.map((row) => ({ ...row, name: row.kind }))), project: partsOf(byProject) })
  }
  return columns
}

/** @param {{ name?: string | undefined, cost: string }[]} rows @returns {[string, string][]} */
const partsOf = (rows) => rows.filter(({ cost }) => Number(cost) > 0).map(({ name, cost }) => [name ?? '', cost])

/** A log may be too short to learn from; that is an answer, no fault. @param {Engine} engine @param {Log} log */
function calibrationOf(engine, log) {
  try {
    return engine.calibrate(log)
  } catch {
    return null
  }
}
