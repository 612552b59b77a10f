import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createEngine, format } from '../../../index.js'
import { EXIT } from '../exit.js'
import { list } from '../options.js'
import { paint, print, progress } from '../output.js'
import { UsageError } from '../usage-error.js'

/** Where the tools keep their logs, below the home folder. */
const USUAL = ['.claude/projects', '.codex/sessions', '.gemini/tmp', '.local/share/opencode/storage/message', '.openclaw/agents', '.pi/agent/sessions']
const LOG = /\.(jsonl|json|csv|ndjson)$/

const BY = { day: 'byDay', model: 'byModel', project: 'byProject', session: 'bySession' }

async function filesBelow(path, given) {
  const found = await stat(path).catch(() => null)
  if (!found) {
    if (given) throw new UsageError(`${path}: no such file or folder`)
    return []
  }
  if (found.isFile()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && LOG.test(entry.name)).map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

/** The files to read: those given, or what the tools left at their usual places. */
async function filesOf(paths) {
  if (paths.includes('-')) {
    if (paths.length > 1) throw new UsageError('standard input is read alone')
    return [{ name: 'standard input', data: process.stdin }]
  }
  const places = paths.length > 0 ? paths : USUAL.map((place) => join(homedir(), place))
  const found = (await Promise.all(places.map((place) => filesBelow(place, paths.length > 0)))).flat().sort()
  if (found.length === 0) throw new UsageError('no logs found', 'give files or folders, or - for standard input')
  // Opened one after another, as they are read.
  return found.map((name) => ({ name, data: { [Symbol.asyncIterator]: () => createReadStream(name)[Symbol.asyncIterator]() } }))
}

const dollars = (amount) => format(amount, 'en')
/** A sum of which something has no price is a lower bound, and is marked as one. */
const cost = (sum) => (sum.calls > 0 && sum.unpriced === sum.calls ? 'unpriced' : `${sum.partial + sum.unpriced > 0 ? '≥ ' : ''}${dollars(sum.cost)}`)
const count = (title, pick) => ({ title, right: true, cell: (row) => pick(row).toLocaleString('en'), value: pick })

const ROWS = [
  { title: 'name', cell: (row) => row.name ?? '(not said)', value: (row) => row.name },
  { title: 'cost', right: true, style: 'bold', cell: cost, value: (row) => row.cost },
  count('calls', (row) => row.calls),
  count('input', (row) => row.usage.input),
  count('cache read', (row) => row.usage.cacheRead),
  count('output', (row) => row.usage.output + row.usage.reasoning),
  count('unpriced', (row) => row.unpriced),
]

const range = (level, currency) => {
  if (!level) return ''
  const [low, high] = [level.low, level.high].map((value) => format(value, 'en', { currency, forecast: true }))
  return low === high ? low : `${low}–${high}`
}
const level = (title, name) => ({ title, right: true, cell: (row) => range(row[name], row.currency ?? 'USD') })
const OFFERS = [
  { title: 'model', cell: (row) => row.model ?? `${row.asked} (unknown; nearest ${row.nearest.join(', ')})` },
  level('same tokens', 'sameTokens'),
  level('its tokenizer', 'tokenizer'),
  level('its caching', 'caching'),
  { ...level('its way of working', 'behaviour'), style: 'bold' },
  count('left out', (row) => row.leftOut),
]

function summary(log, report) {
  const read = log.report()
  const lines = [`${read.calls.toLocaleString('en')} calls in ${read.files.length.toLocaleString('en')} files, ${read.from ?? '?'} to ${read.to ?? '?'}`]
  for (const { name, calls, nearest } of report.unknownModels) lines.push(paint('yellow', `unpriced: ${name}, ${calls} calls (nearest: ${nearest.join(', ')})`))
  if (read.badLines > 0) lines.push(paint('yellow', `${read.badLines} lines could not be read`))
  if (report.subscriptionTools.length > 0) lines.push(`${report.subscriptionTools.join(', ')}: list price; on a subscription it is not the bill`)
  return lines.join('\n')
}

export const command = {
  summary: 'What the calls of your logs cost, each once and at the rates of its own time; and what they would have cost elsewhere.',
  usage: '[file or folder…] [--by day|model|project|session] [--what-if <model>…]',
  options: {
    by: { type: 'string', value: '<what>', help: 'day (default), model, project or session' },
    'what-if': { type: 'string', short: 'w', multiple: true, value: '<model>', help: 'the same work on other models, in four levels; plan with the last' },
    from: { type: 'string', value: '<day>', help: 'first day or instant, RFC 3339' },
    to: { type: 'string', value: '<day>', help: 'first day or instant after the last' },
    redact: { type: 'boolean', help: 'numbers in place of the names of projects and sessions' },
  },
  examples: [
    'taskfare replay',
    'taskfare replay ~/.claude/projects --by model --from 2026-11-01',
    'taskfare replay session.jsonl --what-if gpt-5.5,deepseek-v4-pro --json',
  ],
  async run(values, paths) {
    const by = BY[values.by ?? 'day']
    if (!by) throw new UsageError(`--by expects ${Object.keys(BY).join(', ')}`)
    const engine = await createEngine()
    const log = await engine.readLogs(await filesOf(paths), {
      onProgress: ({ bytes, calls }) => progress(`${(bytes / 1e6).toFixed(1)} MB, ${calls.toLocaleString('en')} calls`),
    })
    progress('')
    const { from = null, to = null, redact = false } = values
    const report = engine.replay(log, { from, to, redact })
    const offers = list(values['what-if'])
    if (offers.length > 0) {
      const whatIf = engine.whatIf(log, offers, { from, to, redact })
      const before = `paid: ${paint('bold', cost(whatIf.paid))}`
      print({ values, data: { report, whatIf }, columns: OFFERS, rows: whatIf.offers, before, after: paint('dim', summary(log, report)) })
    } else {
      const before = `${paint('bold', cost(report.total))} for ${report.total.calls.toLocaleString('en')} calls`
      print({ values, data: { read: log.report(), report }, columns: ROWS, rows: report[by], before, after: paint('dim', summary(log, report)) })
    }
    return report.total.calls > 0 && report.total.unpriced === report.total.calls ? EXIT.unpriced : EXIT.ok
  },
}
