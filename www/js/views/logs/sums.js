/** What a log says in sentences: its cost, its period, where the money went. */
import { spokenOf } from '../../logs/reading.js'
import { kindWords } from '../../parts/unit-name.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../logs/reading.js').Costs} Costs */

const DAY = 86_400_000

/** Sessions from which one in a hundred can be told. */
const HUNDRED = 100

/** @type {Record<string, string>} */
const TOOLS = { 'claude-code': 'Claude Code', codex: 'Codex', 'gemini-cli': 'Gemini CLI', opencode: 'OpenCode', openclaw: 'OpenClaw', pi: 'pi', 'mini-swe-agent': 'mini-swe-agent', otel: 'OpenTelemetry', litellm: 'LiteLLM', openrouter: 'OpenRouter' }

/** @param {string} format */
export const toolName = (format) => TOOLS[format] ?? format

/** Days from the first call to the last, both counted; null where no call has a time. @param {Costs} costs */
export function daysOf({ report: { from, to } }) {
  if (!from || !to) return null
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY) + 1
}

/** @param {Page} page @param {Costs} costs */
export function factsOf(page, costs) {
  const { t, format, money } = page
  const { report, costs: { sums, bySession, subscriptionTools } } = costs
  const spoken = spokenOf(costs.costs)
  const { total, byKind } = spoken
  // A sentence carries cents; below ten of them, what the amount has.
  const cents = (/** @type {string} */ shown, /** @type {string} */ currency) => (Number(shown) >= 0.1 ? format.rate(Number(shown).toFixed(2), currency) : format.fact(shown, currency))
  const amount = (/** @type {string | number | null} */ dollars) => money.priced(dollars, cents)
  const days = daysOf(costs)
  const formats = [...new Set(report.files.flatMap(({ format }) => (format ? [toolName(format)] : [])))].join(', ')
  const period = report.from && report.to ? `${format.day(report.from)} – ${format.day(report.to)}` : ''
  const whole = total.partial + total.unpriced === 0
  const ranged = whole && total.high !== total.cost
  const known = total.cost === null ? 'Unpriced' : ranged ? 'Between' : whole ? '' : 'Least'
  const key = days === null ? 'logs.answerUndated' : /** @type {'logs.answer'} */ (`logs.answer${known}${days === 1 ? 'Day' : ''}`)
  const answer = t(key, { days: format.count(days ?? 0), cost: amount(total.cost), high: amount(total.high), calls: format.count(total.calls) })
  const dearest = [...byKind].sort((left, right) => Number(right.cost) - Number(left.cost))[0]
  const sentences = []
  if (dearest && Number(total.cost) > 0) sentences.push(t('logs.leadKind', { kind: kindWords(page, dearest.kind), share: format.percent(Number(dearest.cost) / Number(total.cost), t('under1')) }))
  const sessions = bySession.map(({ cost }) => Number(cost)).filter((cost) => cost > 0).sort((left, right) => left - right)
  if (sessions.length >= 3) {
    const at = (/** @type {number} */ share) => sessions[Math.min(sessions.length - 1, Math.floor(share * sessions.length))] ?? 0
    const many = sessions.length >= HUNDRED
    sentences.push(t(many ? 'logs.leadSessions' : 'logs.leadFewSessions', { half: amount(at(0.5)), top: amount(many ? at(0.99) : at(1)), count: sessions.length }))
  }
  const notes = []
  if (subscriptionTools.length) notes.push(t('logs.subscription', { tools: subscriptionTools.map(toolName).join(', ') }))
  if (spoken === sums) notes.push(t('logs.onlyRows', { rows: format.count(sums.rows) }))
  else if (sums.rows > 0) notes.push(t(sums.total.cost === null ? 'logs.bucketsUnpriced' : 'logs.buckets', { cost: amount(sums.total.cost), rows: format.count(sums.rows) }))
  return { answer, lead: sentences.join(' '), note: notes.join(' '), formats, period }
}
