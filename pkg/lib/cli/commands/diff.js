import { createEngine } from '../../../index.js'
import { moneyText } from '../english.js'
import { EXIT } from '../exit.js'
import { money } from '../options.js'
import { json } from '../output.js'
import { UsageError } from '../usage-error.js'
import { overBudget, requestOf, verdict } from './project.js'

/** A difference with its sign in words that survive a diff: +$0.42, −$1.10, no change. */
function signed(difference, currency) {
  const text = moneyText(Math.abs(difference), { currency, forecast: true })
  if (text === moneyText(0, { currency })) return 'no change'
  return `${difference > 0 ? '+' : '−'}${text}`
}

const shown = (row, value) => moneyText(value, { currency: row.currency, forecast: true })
const arrow = (before, after, pick) => `${shown(before, pick(before.cost))} → ${shown(after, pick(after.cost))}`

/** The two projections side by side, matched by the offer's name, else by its place. */
function pairs(before, after) {
  return after.offers.map((row, place) => ({
    after: row,
    before: before.offers.find((other) => other.offer === row.offer) ?? (before.offers.length === after.offers.length ? before.offers[place] : null),
  }))
}

const comparable = ({ before, after }) => before?.cost && after.cost && before.currency === after.currency

function changeOf(pair) {
  if (!comparable(pair)) return { offer: pair.after.offer, was: pair.before?.offer ?? null, comparable: false }
  const { before, after } = pair
  const change = (pick) => pick(after.cost) - pick(before.cost)
  return {
    offer: after.offer,
    was: before.offer,
    comparable: true,
    currency: after.currency,
    mean: change((cost) => cost.mean),
    p50: change((cost) => cost.p50),
    p90: change((cost) => cost.p90),
  }
}

function line(pair) {
  const { before, after } = pair
  const name = before && before.offer !== after.offer ? `${before.offer} → ${after.offer}` : after.offer
  if (!comparable(pair)) {
    const why = !before ? 'new' : !after.cost ? after.standing : !before.cost ? `was ${before.standing}` : 'another currency'
    return `| ${name} | ${why} | | |`
  }
  const change = changeOf(pair)
  const mean = `${arrow(before, after, (cost) => cost.mean)} (**${signed(change.mean, after.currency)}**)`
  const p90 = `${arrow(before, after, (cost) => cost.p90)} (${signed(change.p90, after.currency)})`
  return `| ${name} | ${arrow(before, after, (cost) => cost.p50)} | ${mean} | ${p90} |`
}

function headline(pair) {
  if (!comparable(pair)) return 'This change cannot be compared: one of its sides has no price.'
  const { mean, p90 } = changeOf(pair)
  const currency = pair.after.currency
  return `This change: **${signed(mean, currency)} per task**, p90 ${signed(p90, currency)} (${pair.after.offer}).`
}

/** What a pull request wants to read. */
export function markdown(before, after, budget) {
  const found = pairs(before, after)
  const held = verdict(after.offers, budget)
  return [
    '### Cost per task',
    '',
    headline(found[0]),
    '',
    '| model | typical (p50) | average | 9 in 10 stay below (p90) |',
    '| --- | --- | --- | --- |',
    ...found.map(line),
    '',
    ...(held ? [`**${held[0].toUpperCase()}${held.slice(1)}**`, ''] : []),
    `<sub>${after.profile}, ${after.harness}; ${after.runs} runs each, the same draws on both sides; rates of ${after.at}</sub>`,
  ].join('\n')
}

export const command = {
  summary: 'Compares two scenarios and prints the Markdown that a pull request wants.',
  usage: '<old.json> <new.json>',
  options: {
    at: { type: 'string', value: '<instant>', help: 'the instant of the rates of both, RFC 3339; now where not given' },
    budget: { type: 'string', short: 'b', value: '<amount>', help: 'exit with 1 where p90 of the new scenario is over it' },
  },
  examples: [
    'taskfare diff old.json new.json',
    'git show main:scenario.json | taskfare diff - scenario.json --budget 2 >> "$GITHUB_STEP_SUMMARY"',
  ],
  async run(values, files) {
    if (files.length !== 2) throw new UsageError('two scenario files are compared', 'taskfare diff old.json new.json')
    if (values.csv) throw new UsageError('diff prints Markdown or --json')
    // One instant for both sides: a price change of the meantime is no change of the scenario.
    const at = values.at ?? new Date().toISOString()
    const engine = await createEngine()
    const [before, after] = [await requestOf({ at }, files[0]), await requestOf({ at }, files[1])].map((request) => engine.project(request))
    const changes = pairs(before, after).map(changeOf)
    const budget = values.budget === undefined ? undefined : money(values.budget, 'budget')
    process.stdout.write(`${values.json ? json({ at, before, after, changes }) : markdown(before, after, budget)}\n`)
    if (after.offers.every((row) => !row.cost)) return EXIT.unpriced
    return budget !== undefined && overBudget(after.offers, budget).length > 0 ? EXIT.over : EXIT.ok
  },
}
