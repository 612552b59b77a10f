/** `<fare-amount>`: what one call costs, as one figure in a sentence, its bill in a pop-over. */
import { format } from '../money.js'
import { FareElement, h } from './base.js'

/** Attributes that are counts, by the kind of usage they fill. */
const COUNTS = {
  input: 'input',
  output: 'output',
  reasoning: 'reasoning',
  'cache-read': 'cacheRead',
  'cache-write': 'cacheWrite',
}

export class FareAmount extends FareElement {
  static observedAttributes = [...Object.keys(COUNTS), 'model', 'at', 'service-tier', 'region', 'currency', 'lang']

  compute(engine) {
    return engine.price(this.request ?? this.#asked(engine))
  }

  #asked(engine) {
    const usage = {}
    for (const [attribute, kind] of Object.entries(COUNTS)) {
      const count = this.number(attribute, 0)
      if (count > 0) usage[kind] = count
    }
    const asked = { model: this.getAttribute('model') ?? '', usage, at: this.instant(engine) }
    const terms = { serviceTier: 'service-tier', region: 'region', currency: 'currency' }
    for (const [name, attribute] of Object.entries(terms)) {
      if (this.hasAttribute(attribute)) asked[name] = this.getAttribute(attribute)
    }
    return asked
  }

  render(bill) {
    const text = this.#figure(bill)
    const lines = h('div', { popover: 'auto', id: 'bill', part: 'bill' }, this.#table(bill))
    const button = h('button', { type: 'button', popovertarget: 'bill', part: 'total', 'aria-label': `${text}: ${this.words.bill}` }, text)
    return h('span', { class: 'inline' }, button, lines)
  }

  #figure(bill) {
    if (bill.total === null) return this.words.unpriced
    const money = (amount) => format(amount, this.language, { currency: bill.currency })
    if (bill.high !== undefined) return `${money(bill.total)}–${money(bill.high)}`
    return bill.status === 'partial' ? `${this.words.atLeast} ${money(bill.total)}` : money(bill.total)
  }

  #table(bill) {
    const { words, language } = this
    const row = (line) =>
      h(
        'tr',
        { part: 'row' },
        h('th', { scope: 'row' }, line.kind),
        h('td', {}, line.count.toLocaleString(language)),
        h('td', {}, line.rate === null ? words.unpriced : `× ${line.rate} ${words.per(line.per)}`),
        h('td', {}, line.amount === null ? words.unpriced : line.amount),
      )
    const why = bill.reasons.map((reason) => [reason.code, ...(reason.nearest ?? [])].join(' ')).join('; ')
    const note = `${bill.model ?? this.getAttribute('model') ?? ''} · ${words.prices(bill.at.slice(0, 10))}${why ? ` · ${why}` : ''}`
    const total = bill.total === null ? words.unpriced : `${bill.currency} ${bill.total}`
    return h(
      'table',
      { part: 'table' },
      h('caption', {}, note),
      h('tbody', {}, ...bill.lines.map(row)),
      h('tfoot', {}, h('tr', {}, h('th', { scope: 'row', colspan: 3 }, words.total), h('td', { class: 'total' }, total))),
    )
  }

  trouble(error) {
    return h('span', { hidden: true, part: 'message' }, error.message)
  }
}
