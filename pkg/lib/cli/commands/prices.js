import { createPrices } from '../../../prices.js'
import { EXIT } from '../exit.js'
import { given, TERMS, termsOf } from '../options.js'
import { paint, print } from '../output.js'
import { UsageError } from '../usage-error.js'

const rate = (kind) => ({ title: kind, right: true, cell: (row) => row.rates?.[kind] ?? '', value: (row) => row.rates?.[kind] ?? null })
const RATES = ['input', 'cacheRead', 'cacheWrite', 'output'].map(rate)

/** A list row: the offer, and the rates that hold at the instant. */
const LIST = [
  { title: 'model', style: 'bold', cell: (row) => row.id },
  { title: 'currency', cell: (row) => row.currency },
  ...RATES,
  { title: 'bands', cell: (row) => row.bands.join('; ') },
  { title: 'next change', style: 'yellow', cell: (row) => row.next ?? '' },
  { title: 'checked', style: 'dim', cell: (row) => row.checked ?? 'unpriced' },
]

const HISTORY = [
  { title: 'from', cell: (row) => row.from ?? '' },
  { title: 'to', cell: (row) => row.to ?? '' },
  { title: 'currency', cell: (row) => row.currency },
  ...RATES,
  { title: 'bands', cell: (row) => row.bands.map((band) => band.name).join('; ') },
  { title: 'checked', style: 'dim', cell: (row) => row.checked },
  { title: 'sources', style: 'dim', cell: (row) => sourcesText(row) },
]

/** Who agrees, and who lists the rates that not all of them do. */
const sourcesText = ({ sources, rateSources }) =>
  [sources.join(' '), ...Object.entries(rateSources).map(([kind, own]) => `${kind}: ${own.sources.join(' ')}`)].join('; ')

const row = (offer) => ({
  id: offer.id,
  currency: offer.currency,
  rates: offer.price?.rates,
  bands: offer.price?.bands.map((band) => band.name) ?? [],
  next: offer.next?.from ?? null,
  checked: offer.price?.checked ?? null,
})

/** Every word of the search is somewhere in the offer's names. */
function matches(offer, words) {
  const text = [offer.id, offer.name, offer.vendorName, ...offer.aliases].join(' ').toLowerCase()
  return words.every((word) => text.includes(word.toLowerCase()))
}

export const command = {
  summary: 'Lists rates: per million tokens, in the currency the vendor lists.',
  usage: '[word…] [--vendor <id>] | --history <model>',
  options: {
    vendor: { type: 'string', value: '<id>', help: 'only this vendor' },
    ...TERMS,
    history: { type: 'string', value: '<model>', help: 'the rates of one model over time' },
    from: { type: 'string', value: '<instant>', help: 'of the history' },
    to: { type: 'string', value: '<instant>', help: 'of the history' },
  },
  examples: [
    'taskfare prices sonnet',
    'taskfare prices --vendor deepseek --currency CNY',
    'taskfare prices --history deepseek-v4-pro --from 2026-01-01T00:00:00Z',
  ],
  async run(values, words) {
    const prices = await createPrices()
    if (values.history !== undefined) {
      const idle = ['vendor', 'at'].find((name) => values[name] !== undefined)
      if (idle || words.length > 0) throw new UsageError(`${idle ? `--${idle}` : words[0]} says nothing of a history`, '--history <model> takes --from, --to, --service-tier and --currency')
      const rates = prices.rates(given({ ...termsOf(values), model: values.history, from: values.from, to: values.to }))
      print({ values, data: rates, columns: HISTORY, rows: rates })
      return rates.length > 0 ? EXIT.ok : EXIT.unpriced
    }
    if (values.from !== undefined || values.to !== undefined) throw new UsageError('--from and --to belong to --history')
    const query = given({ ...termsOf(values), vendor: values.vendor })
    const offers = prices.models(query).filter((offer) => matches(offer, words))
    const after = paint('dim', `${offers.length} offers; table checked ${prices.table.checked}`)
    print({ values, data: offers, columns: LIST, rows: offers.map(row), after })
    return offers.length > 0 ? EXIT.ok : EXIT.unpriced
  },
}
