import { writeFile } from 'node:fs/promises'
import { createEngine } from '../../../index.js'
import { createLogs } from '../../../logs.js'
import { moneyText, numberText } from '../english.js'
import { EXIT } from '../exit.js'
import { logFiles } from '../logs-at-home.js'
import { list } from '../options.js'
import { json, paint, print, progress } from '../output.js'
import { COSTS, ESTIMATES, estimates, isUnpriced, known, offerColumns, sumCost } from '../replay-tables.js'
import { UsageError } from '../usage-error.js'

const BY = { day: 'byDay', model: 'byModel', project: 'byProject', session: 'bySession' }
const megabytes = (bytes) => (bytes / 1e6).toFixed(0)
const dim = (text) => paint('dim', text)
/** `1 file`, `2 files`. */
const many = (count, what) => `${numberText(count)} ${what}${count === 1 ? '' : 's'}`

async function readAll(logs, paths) {
  const files = await logFiles(paths)
  let shown = 0
  const log = await logs.readLogs(files, {
    onProgress({ bytes, bytesTotal, calls }) {
      const now = performance.now()
      if (now - shown < 100) return
      shown = now
      progress(`${megabytes(bytes)} of ${bytesTotal === null ? '?' : megabytes(bytesTotal)} MB, ${many(calls, 'call')}`)
    },
  })
  progress('')
  const read = log.report()
  if (read.calls + read.buckets === 0) refuse(read)
  return log
}

/** Nothing in any file: says of the first why, because what is read next depends on it. */
function refuse({ files, problems }) {
  const failed = files.find((file) => file.error)
  if (failed) throw new UsageError(`${failed.name}: ${failed.error.message} (${failed.error.code})`, failed.error.hint)
  const [bad] = problems
  throw new UsageError(bad ? `${bad.file}:${bad.line}: ${bad.reason}` : 'no calls in these logs')
}

/** What was read, and what that leaves open. */
function reading(read) {
  const unknown = read.files.filter((file) => file.error)
  const skipped = read.skipped.map(({ rule, records }) => `${numberText(records)} ${rule}`).join(', ')
  return [
    `${many(read.calls, 'call')} in ${many(read.files.length, 'file')}, ${read.from ?? '?'} to ${read.to ?? '?'}`,
    skipped && dim(`${many(read.records, 'record')}; not billed again: ${skipped}`),
    unknown.length > 0 && paint('yellow', `${many(unknown.length, 'file')} not read: ${unknown[0].name} ${unknown[0].error.message}${unknown.length > 1 ? ', …' : ''}`),
    read.badLines > 0 && paint('yellow', `${many(read.badLines, 'line')} could not be read: ${read.problems[0].file}:${read.problems[0].line} ${read.problems[0].reason}${read.badLines > 1 ? ', …' : ''}`),
    read.callsWithoutModel > 0 && paint('yellow', `${many(read.callsWithoutModel, 'call')} of which the log does not say the model`),
    read.emptySessions > 0 && dim(`${many(read.emptySessions, 'session')} without a call of ${read.emptySessions === 1 ? 'its' : 'their'} own`),
    read.backwardClock > 0 && paint('yellow', `the clock went backward: ${many(read.backwardClock, 'call')} earlier than the one before`),
  ].filter(Boolean)
}

/** What the figures rest on. */
function resting(report) {
  const { cache, recorded } = report
  return [
    ...report.unknownModels.map(({ name, calls, nearest }) => paint('yellow', `unpriced: ${name}, ${many(calls, 'call')}${nearest.length > 0 ? ` (nearest: ${nearest.join(', ')})` : ''}`)),
    report.withoutTime > 0 && paint('yellow', `unpriced: ${many(report.withoutTime, 'call')} of which the log does not say when`),
    cache.readShare > 0 && `cache: ${Math.round(cache.readShare * 100)}% of prompt tokens read${cache.saved === null ? '' : `, ${moneyText(cache.saved)} saved`}`,
    cache.idle.calls > 0 && `caches gone cold while idle: ${known(cache.idle.cost)} in ${many(cache.idle.calls, 'call')}`,
    cache.resets.seen > 0 && `contexts cut: ${numberText(cache.resets.seen)}${cache.resets.deadWeight === null ? '' : `, of which ${numberText(cache.resets.deadWeight)} cost ${moneyText(cache.resets.deadWeightCost)} more than they saved`}`,
    report.failed.calls > 0 && `failed or given up: ${sumCost(report.failed)} in ${many(report.failed.calls, 'call')}`,
    recorded.calls > 0 && `the logs themselves say ${moneyText(recorded.recorded)} for ${many(recorded.calls, 'call')}, computed ${known(recorded.computed)}: ${recorded.differences.map(({ reason, calls }) => `${numberText(calls)} ${reason === 'none' ? 'agree' : reason}`).join(', ')}`,
    report.subscriptionTools.length > 0 && `${report.subscriptionTools.join(', ')}: API-equivalent; on a subscription it is not your bill`,
  ].filter(Boolean)
}

const after = (read, report) => dim([...reading(read), ...resting(report)].join('\n'))

/** Exports of consoles know no calls: where there is nothing else, their rows are the report. */
const shown = (report) => (report.total.calls === 0 && report.sums.rows > 0 ? report.sums : report)

function costs({ values, log, read, report, by }) {
  const { total, [BY[by]]: rows } = shown(report)
  const what = shown(report) === report ? many(total.calls, 'call') : `${many(report.sums.rows, 'row')}, each of which sums many calls`
  const heading = [`${paint('bold', sumCost(total))} for ${what}`]
  if (report.sums.rows > 0 && shown(report) === report) heading.push(`beside them ${many(report.sums.rows, 'row')} that sum${report.sums.rows === 1 ? 's' : ''} many calls: ${sumCost(report.sums.total)}`)
  print({ values, data: { read, report }, columns: COSTS, rows, before: heading.join('\n'), after: after(read, report) })
}

function elsewhere({ values, logs, log, read, report, offers, options }) {
  const whatIf = logs.whatIf(log, offers, options)
  const rows = shown(report) === report ? whatIf.offers : whatIf.sums
  const paid = shown(report).total
  print({ values, data: { read, report, whatIf }, columns: offerColumns(values.csv), rows, before: `as it was: ${paint('bold', sumCost(paid))}`, after: after(read, report) })
  return rows.some(({ calls }) => calls > 0) ? EXIT.ok : EXIT.unpriced
}

async function calibrated({ values, logs, log, options }) {
  const found = logs.calibrate(log, options)
  // The profile's first prompt holds the harness's own part, so the harness brings none.
  const harness = { ...(await createEngine()).harnesses().find(({ id }) => id === 'plain-loop'), id: 'own-log', name: 'As logged', systemTokens: 0 }
  await writeFile(values.calibrate, `${json({ profile: found.profile, harness })}\n`)
  const note = `project the next task with: taskfare project ${values.calibrate} --model ${found.profile.reference}`
  print({ values, data: found, columns: ESTIMATES, rows: estimates(found), before: `${many(found.calls.n, 'context')}; 80% intervals of the medians`, after: dim(note) })
}

export const command = {
  summary: 'What the calls of your logs cost, each once and at the rates of its own time; and what they would have cost elsewhere.',
  usage: '[file or folder…] [--by day|model|project|session] [--what-if <model>…]',
  options: {
    by: { type: 'string', value: '<what>', help: 'day (default), model, project or session' },
    'what-if': { type: 'string', short: 'w', multiple: true, value: '<model>', help: 'the same work on other models, in four levels; plan with the last' },
    calibrate: { type: 'string', value: '<file>', help: 'write a scenario of your own work, for `taskfare project <file>`' },
    from: { type: 'string', value: '<day>', help: 'first day or instant, RFC 3339' },
    to: { type: 'string', value: '<day>', help: 'first day or instant after the last' },
    redact: { type: 'boolean', help: 'numbers in place of the names of projects, sessions and files' },
  },
  examples: [
    'taskfare replay',
    'taskfare replay ~/.claude/projects --by model --from 2026-11-01',
    'taskfare replay session.jsonl --what-if gpt-5.5,deepseek-v4-pro --json',
    'taskfare replay --calibrate mine.json && taskfare project mine.json --model gpt-5.5',
  ],
  async run(values, paths) {
    const { by = 'day', from = null, to = null, redact = false } = values
    if (!Object.hasOwn(BY, by)) throw new UsageError(`--by expects ${Object.keys(BY).join(', ')}`)
    const options = { from, to, redact }
    const logs = await createLogs()
    const log = await readAll(logs, paths)
    if (values.calibrate !== undefined) {
      await calibrated({ values, logs, log, options })
      return EXIT.ok
    }
    const report = logs.replay(log, options)
    const all = { values, logs, log, read: log.report({ redact }), report, by, options, offers: list(values['what-if']) }
    if (all.offers.length > 0) return elsewhere(all)
    costs(all)
    const { total } = shown(report)
    return isUnpriced(total) ? EXIT.unpriced : EXIT.ok
  },
}
