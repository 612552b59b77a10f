import { createEngine } from '../../../index.js'
import { changeOf, markdown, pairs } from '../diff-markdown.js'
import { given, money } from '../options.js'
import { json } from '../output.js'
import { UsageError } from '../usage-error.js'
import { exitOf } from '../verdict.js'
import { requestOf } from './project.js'

/**
 * Both requests at one instant and with the same draws, those of the new scenario where it names them:
 * else a price change of the meantime, or luck, would be reported as the change's own.
 */
function alike(before, after, at) {
  const draws = { ...given({ runs: before.runs, seed: before.seed }), ...given({ runs: after.runs, seed: after.seed }) }
  return [before, after].map((request) => ({ ...request, ...draws, at }))
}

export const command = {
  summary: 'Compares two scenarios and prints the Markdown that a pull request wants.',
  usage: '<old.json> <new.json>',
  options: {
    at: { type: 'string', value: '<instant>', help: 'the instant of the rates of both, RFC 3339; now where not given' },
    budget: { type: 'string', short: 'b', value: '<amount>', help: 'exit with 1 where p90 of the new scenario is over it; its own budget where not given' },
  },
  formats: ['json'],
  examples: [
    'taskfare diff old.json new.json',
    'git show main:scenario.json | taskfare diff - scenario.json --budget 2 >> "$GITHUB_STEP_SUMMARY"',
  ],
  async run(values, files) {
    if (files.length !== 2) throw new UsageError('two scenario files are compared', 'taskfare diff old.json new.json')
    const at = values.at ?? new Date().toISOString()
    const engine = await createEngine()
    const requests = [await requestOf({}, files[0]), await requestOf({}, files[1])]
    const [before, after] = alike(...requests, at).map((request) => engine.project(request))
    const changes = pairs(before, after).map(changeOf)
    const budget = values.budget === undefined ? requests[1].budget : money(values.budget, 'budget')
    process.stdout.write(`${values.json ? json({ at, before, after, changes }) : markdown(before, after, budget)}\n`)
    return exitOf(after.offers, budget)
  },
}
