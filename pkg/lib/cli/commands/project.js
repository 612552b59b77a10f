import { createEngine } from '../../../index.js'
import { moneyText } from '../english.js'
import { EXIT } from '../exit.js'
import { objectOf } from '../input.js'
import { list, money, whole } from '../options.js'
import { paint, print } from '../output.js'
import { UsageError } from '../usage-error.js'
import { exitOf, verdict } from '../verdict.js'

const inMoney = (row, value) => moneyText(value, { currency: row.currency, forecast: true })
/** A cost of a row as text; a lower bound is marked as one, and what has no price says so. */
const cost = (pick) => (row) => (row.cost ? `${row.standing === 'partial' ? '≥ ' : ''}${inMoney(row, pick(row))}` : row.standing)
const of = (title, pick, style) => ({ title, right: true, style, cell: cost(pick), value: (row) => (row.cost ? pick(row) : null) })

const COLUMNS = [
  { title: 'model', cell: (row) => row.model || row.offer },
  of('p10', (row) => row.cost.p10, 'dim'),
  of('p50', (row) => row.cost.p50, 'bold'),
  of('p90', (row) => row.cost.p90),
  of('p99', (row) => row.cost.p99, 'dim'),
  of('mean', (row) => row.cost.mean),
  {
    title: 'fare',
    right: true,
    cell: (row) => (row.cost && row.fare !== null ? inMoney(row, row.fare) : ''),
    value: (row) => row.fare,
  },
  { title: 'done', right: true, cell: (row) => (row.cost ? percent(row.success) : ''), value: (row) => row.success },
  { title: 'basis', style: 'dim', cell: (row) => row.grade },
  { title: 'currency', style: 'dim', cell: (row) => row.currency },
]

const percent = (share) => (share > 0 && share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`)

/** The request of the options over that of a scenario file. */
export async function requestOf(values, scenario) {
  const request = scenario === undefined ? {} : await objectOf(scenario)
  const given = {
    profile: values.profile,
    harness: values.harness,
    offers: values.model && list(values.model),
    at: values.at,
    runs: values.runs && whole(values.runs, 'runs'),
    seed: values.seed && whole(values.seed, 'seed'),
    budget: values.budget && money(values.budget, 'budget'),
  }
  for (const [name, value] of Object.entries(given)) if (value !== undefined) request[name] = value
  if (request.profile === undefined) throw new UsageError('no profile given', 'for example --profile bug-fix: the class of task')
  if (!request.offers?.length) throw new UsageError('no model given', 'for example --model gpt-5.5; `taskfare prices` lists them')
  return request
}

function judged(rows, budget) {
  const text = verdict(rows, budget)
  return text && paint(exitOf(rows, budget) === EXIT.ok ? 'green' : 'red', text)
}

const said = (projection) =>
  projection.offers.flatMap((row) => row.reasons.map((reason) => `${row.model || row.offer}: ${reason.text}`))

export const command = {
  summary: 'Projects what an agent task will cost: many calls over a growing context, as a distribution.',
  usage: '[scenario.json] --profile <id> --model <name>…',
  options: {
    profile: { type: 'string', short: 'p', value: '<id>', help: 'the class of task' },
    harness: { type: 'string', value: '<id>', help: 'the policy around the model: caching, compaction, retries' },
    model: { type: 'string', short: 'm', multiple: true, value: '<name>', help: 'a model in any known spelling; repeat or separate by commas' },
    runs: { type: 'string', value: '<n>', help: 'simulated runs per model' },
    seed: { type: 'string', value: '<n>', help: 'seed of the draws: the same seed, the same figures' },
    at: { type: 'string', value: '<instant>', help: 'the instant of the rates, RFC 3339; now where not given' },
    budget: { type: 'string', short: 'b', value: '<amount>', help: 'exit with 1 where p90 of a task is over it' },
  },
  examples: [
    'taskfare project --profile bug-fix --model claude-sonnet-4-5,gpt-5.5',
    'taskfare project scenario.json --budget 2.50',
    'taskfare project -p bug-fix -m gpt-5.5 --csv > cost.csv',
  ],
  async run(values, [scenario, ...rest]) {
    if (rest.length > 0) throw new UsageError('one scenario file at most')
    const request = await requestOf(values, scenario)
    const projection = (await createEngine()).project(request)
    const rows = projection.offers
    const title = paint('dim', `${projection.profile}, ${projection.harness}, rates of ${projection.at}`)
    const after = [...said(projection).map((line) => paint('dim', line)), judged(rows, request.budget)].filter(Boolean).join('\n')
    print({ values, data: projection, columns: COLUMNS, rows, before: title, after })
    return exitOf(rows, request.budget)
  },
}
