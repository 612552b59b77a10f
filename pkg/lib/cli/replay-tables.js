/** The tables of `taskfare replay`: what each column shows, and its datum in CSV. */
import { moneyText, numberText } from './english.js'

/** Whether nothing of a sum has a price: what it costs is then not known. */
export const isUnpriced = (sum) => sum.cost === null

/** An amount that may not be known, in words. */
export const known = (amount) => (amount === null ? 'unpriced' : moneyText(amount))

/** A sum as text: of which something has no price it is a lower bound, and a range where rates differ. */
export function sumCost(sum) {
  if (isUnpriced(sum)) return 'unpriced'
  const low = `${sum.partial + sum.unpriced > 0 ? '≥ ' : ''}${moneyText(sum.cost)}`
  return sum.high === sum.cost ? low : `${low}–${moneyText(sum.high)}`
}

const count = (title, pick) => ({ title, right: true, cell: (row) => numberText(pick(row)), value: pick })

export const COSTS = [
  { title: 'name', cell: (row) => row.name ?? '(not said)', value: (row) => row.name },
  { title: 'cost', right: true, style: 'bold', cell: sumCost, value: (row) => row.cost },
  count('calls', (row) => row.calls),
  count('input', (row) => row.usage.input),
  count('cache read', (row) => row.usage.cacheRead + row.usage.cacheReadAudio),
  count('cache write', (row) => row.usage.cacheWrite + row.usage.cacheWrite5m + row.usage.cacheWrite1h),
  count('output', (row) => row.usage.output + row.usage.reasoning),
  count('unpriced', (row) => row.unpriced),
]

function range(level, currency) {
  if (!level) return '–'
  const [low, high] = [level.low, level.high].map((value) => moneyText(value, { currency, forecast: true }))
  return low === high ? low : `${low}–${high}`
}

const level = (title, name, style) => ({ title, right: true, style, cell: (row) => (row.model === null ? '' : range(row[name], row.currency)), value: (row) => row[name]?.typical })
const end = (title, which) => ({ title, value: (row) => row.behaviour?.[which] })

/** Columns of offers; a program gets the ends of the last level's interval beside its middle. */
export const offerColumns = (forPrograms) => [
  { title: 'model', cell: (row) => row.model ?? `${row.asked}: unknown (nearest: ${row.nearest.join(', ')})`, value: (row) => row.model ?? row.asked },
  level('same tokens', 'sameTokens'),
  level('its tokenizer', 'tokenizer'),
  level('its caching', 'caching'),
  level('its way of working', 'behaviour', 'bold'),
  ...(forPrograms ? [end('low', 'low'), end('high', 'high')] : []),
  { title: 'currency', style: 'dim', cell: (row) => row.currency ?? '' },
  count('calls', (row) => row.calls),
  count('left out', (row) => row.leftOut),
]

const rounded = (value) => (value >= 100 ? numberText(Math.round(value)) : numberText(value, 3))
const estimate = (title, pick) => ({ title, right: true, cell: (row) => rounded(pick(row)), value: pick })

export const ESTIMATES = [
  { title: 'what', cell: (row) => row.what },
  estimate('median', (row) => row.median),
  estimate('low', (row) => row.low),
  estimate('high', (row) => row.high),
  { title: 'spread', right: true, cell: (row) => row.sigma.toFixed(2), value: (row) => row.sigma },
  count('n', (row) => row.n),
]

/** The estimates of a calibration as rows; those that the log does not tell are left out. */
export function estimates(found) {
  const rows = {
    'calls of a run': found.calls,
    'tokens of the first prompt': found.start,
    'tokens of growth per call': found.growth,
    'output tokens per call': found.output,
    'reasoning tokens per call': found.reasoning,
    'seconds between calls': found.toolGap,
    'seconds away from the desk': found.humanGap,
  }
  return Object.entries(rows).filter(([, row]) => row).map(([what, row]) => ({ what, ...row }))
}
