/** What was read, as a sum that adds up: found less repeats is billed, billed is priced and unpriced. */
import { h } from '../../dom.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../logs/reading.js').Costs} Costs */

/** Problems and files named one by one. */
const NAMED = 8

/** @param {Page} page @param {Costs} costs */
export function reportTable(page, { report, costs }) {
  const { t, format } = page
  const { total } = costs
  const unreadable = report.files.filter(({ error }) => error)
  const line = (/** @type {string} */ name, /** @type {string} */ value, kind = '') => h('tr', { class: kind || null }, h('th', { scope: 'row' }, name), h('td', { class: 'num' }, value))
  const rows = [
    line(t('logs.filesRead'), t('logs.ofFiles', { read: format.count(report.files.length - unreadable.length), all: format.count(report.files.length) })),
    line(t('logs.found'), format.count(report.records)),
    report.skipped.map(({ rule, records }) => line(t.maybe(`skipped.${rule}`) ?? rule, `−${format.count(records)}`)),
    line(t('logs.billed'), format.count(report.calls), 'sum'),
    report.buckets ? line(t('logs.rows'), format.count(report.buckets)) : null,
    report.calls ? line(t('logs.priced'), format.count(total.calls - total.partial - total.unpriced)) : null,
    total.partial ? line(t('logs.partial'), format.count(total.partial), 'warn-text') : null,
    total.unpriced ? line(t('logs.unpriced'), format.count(total.unpriced), 'warn-text') : null,
  ]
  return [h('h2', null, t('logs.read')), h('table', { class: 'facts tally' }, h('tbody', null, rows)), notesOf(page, report, costs, unreadable)]
}

/** What a reader must know of the sum. @param {Page} page @param {Costs['report']} report @param {Costs['costs']} costs @param {Costs['report']['files']} unreadable */
function notesOf({ t, format, money }, report, costs, unreadable) {
  const notes = []
  const repeats = report.skipped.reduce((sum, { records }) => sum + records, 0)
  if (repeats > 0 && report.calls > 0) notes.push(t('logs.repeats', { times: format.plain(report.records / report.calls, 1) }))
  for (const { name, calls, nearest } of costs.unknownModels) notes.push(t('logs.unknownModel', { name, calls: format.count(calls), nearest: nearest.join(', ') }))
  if (costs.withoutTime > 0) notes.push(t('logs.withoutTime', { calls: format.count(costs.withoutTime) }))
  const { recorded } = costs
  if (recorded.calls > 0) {
    const reasons = recorded.differences.map(({ reason, calls }) => `${t(`difference.${reason}`)} (${format.count(calls)})`)
    notes.push(t('logs.recorded', { calls: format.count(recorded.calls), recorded: money.priced(recorded.recorded), computed: money.priced(recorded.computed), reasons: reasons.join(', ') }))
  }
  if (report.callsWithoutModel > 0) notes.push(t('logs.withoutModel', { calls: format.count(report.callsWithoutModel) }))
  if (report.backwardClock > 0) notes.push(t('logs.backwardClock', { calls: format.count(report.backwardClock) }))
  if (report.emptySessions > 0) notes.push(t('logs.emptySessions', { count: format.count(report.emptySessions), all: format.count(report.sessions) }))
  return [
    notes.map((note) => h('p', { class: 'hint' }, note)),
    listOf(t('logs.badLines', { lines: format.count(report.badLines) }), report.problems.map(({ file, line, reason, text }) => [`${file}:${line} ${reason}`, text].filter(Boolean).join(' · '))),
    listOf(t('logs.badFiles', { files: format.count(unreadable.length) }), unreadable.map(({ name, error }) => `${name} ${error?.message}; ${error?.hint}`)),
  ]
}

/** @param {string} title @param {string[]} lines */
function listOf(title, lines) {
  if (lines.length === 0) return null
  return h('details', null, h('summary', null, title), h('ul', { class: 'hint' }, lines.slice(0, NAMED).map((line) => h('li', null, line)), lines.length > NAMED ? h('li', null, '…') : null))
}
