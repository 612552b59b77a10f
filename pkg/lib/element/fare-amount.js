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
    const model = this.getAttribute('model')
    if (!model) throw this.wrong('model', 'no model is named')
    const given = Object.entries(COUNTS).filter(([attribute]) => this.hasAttribute(attribute))
    // Nothing used would cost nothing, and say so.
    if (given.length === 0) throw this.wrong('input', 'there is nothing to price', `give some of ${Object.keys(COUNTS).join(', ')}`)
    const usage = Object.fromEntries(given.map(([attribute, kind]) => [kind, this.number(attribute, 0)]))
    const terms = { serviceTier: 'service-tier', region: 'region', currency: 'currency' }
    const asked = { model, usage, at: this.instant(engine) }
    for (const [name, attribute] of Object.entries(terms)) {
      if (this.hasAttribute(attribute)) asked[name] = this.getAttribute(attribute)
    }
    return asked
  }

  render(bill) {
    const text = this.#figure(bill)
    return this.#opening(h('button', { part: 'total', 'aria-label': `${text}: ${this.words.bill}` }, text), this.#table(bill))
  }

  /** A button in the sentence, and what it opens. */
  #opening(button, ...content) {
    button.type = 'button'
    button.setAttribute('popovertarget', 'bill')
    return h('span', { class: 'inline' }, button, h('div', { popover: 'auto', id: 'bill', part: 'bill' }, ...content))
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
        h('th', { scope: 'row' }, words.kind(line.kind)),
        h('td', {}, line.count.toLocaleString(language)),
        h('td', {}, line.rate === null ? words.unpriced : `× ${line.rate} ${words.per(line.per)}`),
        h('td', {}, line.amount === null ? words.unpriced : line.amount),
      )
    const why = bill.reasons.map((reason) => this.#reason(reason)).join('; ')
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

  #reason({ code, kind, nearest = [], from }) {
    const { words } = this
    const more = [kind && words.kind(kind), nearest.length > 0 && `${words.nearest} ${nearest.join(', ')}`, from?.slice(0, 10)].filter(Boolean)
    return `${words.reasons?.[code] ?? code.replaceAll('-', ' ')}${more.length > 0 ? ` (${more.join('; ')})` : ''}`
  }

  /** Behind the children, which are all there is to read: a mark that they are not live, and why. */
  trouble(error) {
    const { trouble } = this.words
    const mark = h('button', { part: 'message', class: 'mark', 'aria-label': `${trouble}: ${error.message}` }, trouble)
    return this.#opening(mark, error.message)
  }
}
