import { createPrices } from '../../../prices.js'
import { moneyText } from '../english.js'
import { EXIT } from '../exit.js'
import { jsonOf, textOf } from '../input.js'
import { given, list, TERMS, termsOf, whole } from '../options.js'
import { paint, print } from '../output.js'
import { UsageError } from '../usage-error.js'

/** Options that are counts of one kind of usage, by the kind's name. */
const COUNTS = {
  input: { kind: 'input', short: 'i', help: 'fresh input tokens; 12k and 1.5M are understood' },
  output: { kind: 'output', short: 'o', help: 'visible output tokens' },
  reasoning: { kind: 'reasoning', help: 'reasoning tokens, billed as output' },
  'cache-read': { kind: 'cacheRead', help: 'input tokens read from a cache' },
  'cache-write': { kind: 'cacheWrite', help: 'input tokens written to a cache' },
}

const countOptions = Object.fromEntries(
  Object.entries(COUNTS).map(([name, { short, help }]) => [name, { type: 'string', short, value: '<n>', help }]),
)

const COLUMNS = [
  { title: 'model', cell: (row) => row.model ?? row.asked },
  { title: 'cost', right: true, style: 'bold', cell: (row) => costText(row), value: (row) => row.total },
  { title: 'currency', cell: (row) => row.currency ?? '', value: (row) => row.currency },
  { title: 'rates per million', cell: (row) => ratesText(row), value: (row) => ratesText(row) },
  { title: 'status', cell: (row) => statusText(row), value: (row) => row.status },
  { title: 'checked', style: 'dim', cell: checkedText },
]

/** A lower bound is marked as one, and no price is a word, never $0. */
function costText(row) {
  if (row.total === null) return 'unpriced'
  const shown = (amount) => moneyText(amount, { currency: row.currency })
  if (row.high !== undefined) return `${shown(row.total)}–${shown(row.high)}`
  return `${row.status === 'partial' ? '≥ ' : ''}${shown(row.total)}`
}

const ratesText = (row) =>
  row.lines
    .filter((line) => line.per === 1_000_000)
    .map((line) => `${line.kind} ${line.rate ?? '?'}`)
    .join(', ')

function statusText(row) {
  const why = row.reasons.map(reasonText).join('; ')
  const text = `${row.status}${why ? `: ${why}` : ''}`
  return row.status === 'priced' ? text : paint('yellow', text)
}

/** The day on which the rate was looked up that was so the longest ago; of one without a day nothing is said. */
function checkedText(row) {
  const own = row.lines.map(({ origin }) => (origin ? origin.checked : row.checked))
  return own.filter(Boolean).sort()[0] ?? row.checked ?? ''
}

function reasonText(reason) {
  const about = reason.kind ? ` (${reason.kind})` : ''
  const nearest = reason.nearest?.length ? `, nearest: ${reason.nearest.join(', ')}` : ''
  return `${reason.code}${about}${nearest}`
}

async function usageOf(values, files) {
  const given = Object.entries(COUNTS).filter(([name]) => values[name] !== undefined)
  if (values.usage !== undefined && given.length > 0) throw new UsageError('--usage and single counts exclude each other')
  if (values.usage !== undefined) return jsonOf(values.usage)
  const usage = Object.fromEntries(given.map(([name, { kind }]) => [kind, whole(values[name], name)]))
  if (files.length > 0) usage.input = (usage.input ?? 0) + (await tokensOf(files, values.encoding ?? 'o200k_base'))
  if (Object.keys(usage).length === 0) throw new UsageError('nothing to price', 'give --input and --output, a file, or --usage usage.json')
  return usage
}

async function tokensOf(files, name) {
  // Only files are counted; the counts of most calls are given.
  const { loadEncoding } = await import('../../../index.js')
  const encoding = await loadEncoding(name)
  let tokens = 0
  for (const file of files) tokens += encoding.count(await textOf(file))
  return tokens
}

export const command = {
  summary: 'Prices one call, itemised and exact, on one or more models.',
  usage: '--model <name>… (--input <n> --output <n> | --usage <file> | <file>…)',
  options: {
    model: { type: 'string', short: 'm', multiple: true, value: '<name>', help: 'a model in any known spelling; repeat or separate by commas' },
    ...countOptions,
    usage: { type: 'string', short: 'u', value: '<file>', help: 'counts as JSON: {"input": 1200, "cacheRead": 16000, "output": 900}' },
    encoding: { type: 'string', short: 'e', value: '<name>', help: 'counts the given files in this encoding (o200k_base)' },
    ...TERMS,
    region: { type: 'string', value: '<region>', help: 'where the call is processed' },
  },
  examples: [
    'taskfare price --model gpt-5.5 --input 12k --output 800',
    'taskfare price -m claude-sonnet-4-5,gpt-5.5 --usage usage.json --json',
    'taskfare price prompt.md -m gpt-5.5 --output 500 --at 2026-08-01T00:00:00Z',
  ],
  async run(values, files) {
    const models = list(values.model)
    if (models.length === 0) throw new UsageError('no model given', 'for example --model gpt-5.5; `taskfare prices` lists them')
    const usage = await usageOf(values, files)
    const prices = await createPrices()
    const terms = given({ ...termsOf(values), region: values.region })
    const rows = models.map((model) => ({ asked: model, ...prices.price({ model, usage, ...terms }) }))
    print({ values, data: { usage, at: rows[0].at, bills: rows }, columns: COLUMNS, rows, after: paint('dim', `rates of ${rows[0].at}`) })
    return rows.every((row) => row.status === 'unpriced') ? EXIT.unpriced : EXIT.ok
  },
}
