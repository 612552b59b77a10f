import { createFleet } from '../../../fleet.js'
import { moneyText } from '../english.js'
import { EXIT } from '../exit.js'
import { objectOf } from '../input.js'
import { given, money, whole } from '../options.js'
import { paint, print } from '../output.js'
import { UsageError } from '../usage-error.js'

const amount = (value, currency) => moneyText(value, { currency, forecast: true })
const percent = (share) => `${Math.round(share * 100)}%`

/** The months of a report, each with its currency. */
const rowsOf = ({ months, currency }) => months.map((month) => ({ ...month, currency }))
const spend = (title, pick, style) => ({ title, right: true, style, cell: (row) => amount(pick(row), row.currency), value: pick })

const COLUMNS = [
  { title: 'month', cell: (row) => row.month },
  spend('p10', (row) => row.spend.p10, 'dim'),
  spend('p50', (row) => row.spend.p50, 'bold'),
  spend('p90', (row) => row.spend.p90),
  spend('mean', (row) => row.spend.mean),
  spend('so far', (row) => row.soFar),
  { title: 'currency', style: 'dim', cell: (row) => row.currency },
]

const people = ({ groups, currency }) =>
  groups.map(
    ({ name, people, task, activeDay, total, share }) =>
      `${name || 'group'}: ${people} people, ${amount(task, currency)} a task, ${amount(activeDay.mean, currency)} a day at work, ${amount(total.mean, currency)} (${percent(share)})`,
  )

/** By size class, where any model is named. */
const tiers = ({ tiers, currency }) => (tiers.some(({ tier }) => tier) ? tiers.map(({ tier, total, share }) => `${tier ?? 'no size given'}: ${amount(total.mean, currency)} (${percent(share)})`) : [])

function budgetLines({ budget, currency }) {
  if (!budget) return []
  const by = (day) => day ?? 'not within these days'
  return [
    `budget ${amount(budget.budget, currency)}: lasts with a chance of ${percent(budget.lasts)}; used up by ${by(budget.p10)} (one in ten), ${by(budget.p50)} (half), ${by(budget.p90)} (nine in ten)`,
    `${amount(budget.cap90, currency)} would last with nine chances in ten`,
  ]
}

export const command = {
  summary: 'What people spend over days, by month, group and size of model, and how long a budget lasts.',
  usage: '<fleet.json>',
  options: {
    days: { type: 'string', value: '<n>', help: 'how many days; 365 where not given' },
    from: { type: 'string', value: '<day>', help: 'the first day, YYYY-MM-DD; today where not given' },
    at: { type: 'string', value: '<instant>', help: 'the instant of the rates, RFC 3339; now where not given' },
    runs: { type: 'string', value: '<n>', help: 'repetitions drawn day by day; matched moments where not given' },
    seed: { type: 'string', value: '<n>', help: 'seed of the draws: the same seed, the same figures' },
    budget: { type: 'string', short: 'b', value: '<amount>', help: 'exit with 1 where it lasts with less than nine chances in ten' },
  },
  examples: ['taskfare fleet fleet.json --budget 250000', 'taskfare fleet fleet.json --days 90 --csv > months.csv'],
  async run(values, [file, ...rest]) {
    if (file === undefined || rest.length > 0) throw new UsageError('one fleet file is needed', 'it holds { "groups": […] }, as fleet() of taskfare/fleet takes them')
    const over = given({
      days: values.days && whole(values.days, 'days'),
      from: values.from,
      at: values.at,
      runs: values.runs && whole(values.runs, 'runs'),
      seed: values.seed && whole(values.seed, 'seed'),
      budget: values.budget && money(values.budget, 'budget'),
    })
    const report = (await createFleet()).fleet({ ...(await objectOf(file)), ...over })
    const total = `${amount(report.total.p10, report.currency)} to ${amount(report.total.p90, report.currency)} from ${report.from} to ${report.to}, ${amount(report.total.mean, report.currency)} on average`
    const after = [...[...people(report), ...tiers(report)].map((line) => paint('dim', line)), ...budgetLines(report)].join('\n')
    print({ values, data: report, columns: COLUMNS, rows: rowsOf(report), before: total, after })
    return report.budget && report.budget.lasts < 0.9 ? EXIT.over : EXIT.ok
  },
}
