/** Two projections side by side, and what a pull request wants to read of them. */
import { moneyText } from './english.js'
import { verdict } from './verdict.js'

/** A difference with its sign in words that survive a diff: +$0.42, −$1.10, no change. */
function signed(difference, currency) {
  const text = moneyText(Math.abs(difference), { currency, forecast: true })
  if (text === moneyText(0, { currency })) return 'no change'
  return `${difference > 0 ? '+' : '−'}${text}`
}

const shown = (row, value) => moneyText(value, { currency: row.currency, forecast: true })
const arrow = (before, after, pick) => `${shown(before, pick(before.cost))} → ${shown(after, pick(after.cost))}`

/** Names are the callers' own: none of their characters is to be read as Markdown. */
const named = (text) => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`|*_~<>[\]]/g, '\\$&')

/**
 * Offers of both sides, in the new order and the removed ones behind: matched by name, and where as many are
 * left on either side, by their order.
 */
export function pairs(before, after) {
  const left = [...before.offers]
  const matched = after.offers.map((row) => {
    const at = left.findIndex((other) => other.offer === row.offer)
    return { after: row, before: at < 0 ? null : left.splice(at, 1)[0] }
  })
  const fresh = matched.filter((pair) => !pair.before)
  if (fresh.length !== left.length) return [...matched, ...left.map((row) => ({ before: row, after: null }))]
  fresh.forEach((pair, at) => (pair.before = left[at]))
  return matched
}

const comparable = ({ before, after }) => Boolean(before?.cost && after?.cost && before.currency === after.currency)

export function changeOf(pair) {
  const names = { offer: pair.after?.offer ?? null, was: pair.before?.offer ?? null }
  if (!comparable(pair)) return { ...names, comparable: false }
  const { before, after } = pair
  const change = (pick) => pick(after.cost) - pick(before.cost)
  return {
    ...names,
    comparable: true,
    currency: after.currency,
    mean: change((cost) => cost.mean),
    p50: change((cost) => cost.p50),
    p90: change((cost) => cost.p90),
  }
}

/** Why a pair has no difference. */
function apart({ before, after }) {
  if (!before) return 'new'
  if (!after) return 'removed'
  if (!after.cost) return after.standing
  return before.cost ? 'another currency' : `was ${before.standing}`
}

function nameOf({ before, after }) {
  if (!after || !before || before.offer === after.offer) return named((after ?? before).offer)
  return `${named(before.offer)} → ${named(after.offer)}`
}

function line(pair) {
  const { before, after } = pair
  if (!comparable(pair)) return `| ${nameOf(pair)} | ${apart(pair)} | | |`
  const change = changeOf(pair)
  const mean = `${arrow(before, after, (cost) => cost.mean)} (**${signed(change.mean, after.currency)}**)`
  const p90 = `${arrow(before, after, (cost) => cost.p90)} (${signed(change.p90, after.currency)})`
  return `| ${nameOf(pair)} | ${arrow(before, after, (cost) => cost.p50)} | ${mean} | ${p90} |`
}

/** How much of its cost a pair's average moved: comparable across currencies. */
const moved = (pair) => Math.abs(changeOf(pair).mean) / Math.max(pair.before.cost.mean, Number.MIN_VALUE)

/** `2 dearer, 1 cheaper`; empty of a single pair, whose sign says it. */
function tally(found) {
  if (found.length < 2) return ''
  const signs = found.map((pair) => signed(changeOf(pair).mean, pair.after.currency)[0])
  const many = (sign, word) => [signs.filter((one) => one === sign).length, word]
  return [many('+', 'dearer'), many('−', 'cheaper'), many('n', 'unchanged')]
    .filter(([count]) => count > 0)
    .map((entry) => entry.join(' '))
    .join(', ')
}

/** The pair that moved most, how many moved which way, and what has no difference. */
function headline(all) {
  const found = all.filter(comparable)
  const others = all.filter((pair) => !comparable(pair)).map((pair) => `${nameOf(pair)} (${apart(pair)})`)
  const rest = others.length > 0 ? ` Not compared: ${others.join(', ')}.` : ''
  if (found.length === 0) return `This change cannot be compared.${rest}`
  const most = found.reduce((one, other) => (moved(other) > moved(one) ? other : one))
  const { mean, p90, currency } = changeOf(most)
  const of = found.length > 1 ? `; the most of ${found.length}: ${tally(found)}` : ''
  return `This change: **${signed(mean, currency)} per task**, p90 ${signed(p90, currency)} (${named(most.after.offer)}${of}).${rest}`
}

/** What is drawn, and that it is the same on both sides. */
const draws = ({ runs, seed }) => (runs === 0 ? 'in closed form' : `${runs} runs each, the same draws on both sides (seed ${seed})`)

/** What a pull request wants to read. */
export function markdown(before, after, budget) {
  const found = pairs(before, after)
  const held = verdict(after.offers, budget)
  return [
    '### Cost per task',
    '',
    headline(found),
    '',
    '| model | typical (p50) | average | 9 in 10 stay below (p90) |',
    '| --- | --- | --- | --- |',
    ...found.map(line),
    '',
    ...(held ? [`**${held[0].toUpperCase()}${held.slice(1)}**`, ''] : []),
    `<sub>${named(after.profile)}, ${named(after.harness)}; ${draws(after)}; rates of ${after.at}</sub>`,
  ].join('\n')
}
