/** `<task-fare>`: what an agent's task will cost on one or more models, with its spread. */
import { format } from '../money.js'
import { FareElement, h } from './base.js'

export class TaskFare extends FareElement {
  static observedAttributes = ['profile', 'harness', 'models', 'at', 'runs', 'seed', 'budget', 'lang', 'caption']

  compute(engine) {
    return engine.project(this.request ?? this.#asked(engine))
  }

  #asked(engine) {
    const offers = (this.getAttribute('models') ?? '').split(',').map((name) => name.trim()).filter(Boolean)
    if (offers.length === 0) throw this.wrong('models', 'no model is named', 'models="gpt-5.5, claude-sonnet-4-5"')
    const asked = {
      profile: this.getAttribute('profile') ?? undefined,
      harness: this.getAttribute('harness') ?? undefined,
      offers,
      at: this.instant(engine),
      runs: this.number('runs', undefined),
      seed: this.number('seed', undefined),
      budget: this.number('budget', undefined),
    }
    return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  }

  render(projection) {
    const { words } = this
    const scale = axis(projection.offers)
    const title = this.getAttribute('caption') ?? words.caption(projection.profile)
    const head = h(
      'tr',
      {},
      h('th', { scope: 'col' }, words.model),
      h('th', { scope: 'col', title: 'p50' }, words.typical),
      h('th', { scope: 'col', title: 'p10–p90' }, words.range),
      h('th', { scope: 'col', class: 'bar', 'aria-hidden': 'true' }),
      h('th', { scope: 'col', title: 'p99', class: 'tail' }, words.tail),
      h('th', { scope: 'col', title: words.fareNote }, words.fare),
    )
    return h(
      'div',
      { class: 'box' },
      h('table', { part: 'table' }, h('caption', {}, title), h('thead', {}, head), h('tbody', {}, ...projection.offers.map((offer) => this.#row(offer, scale)))),
      h('footer', { part: 'footer' }, words.prices(projection.at.slice(0, 10))),
    )
  }

  #row(offer, scale) {
    const { words, language } = this
    const name = h('th', { scope: 'row' }, offer.model || offer.offer)
    if (!offer.cost) {
      const why = offer.standing === 'cannot-hold' ? words.cannotHold : words.unpriced
      const reasons = offer.reasons.map((reason) => words.reasons?.[reason.code] ?? reason.text).join(' ')
      return h('tr', { part: 'row' }, name, h('td', { colspan: 5, class: 'said' }, why, h('small', {}, reasons)))
    }
    name.append(h('small', {}, this.#standing(offer)))
    const money = (amount) => format(amount, language, { currency: offer.currency, forecast: true })
    const { p10, p50, p90, p99 } = offer.cost
    const bound = offer.standing === 'partial' ? `${words.atLeast} ` : ''
    return h(
      'tr',
      { part: 'row' },
      name,
      h('td', {}, bound + money(p50)),
      h('td', {}, `${money(p10)}–${money(p90)}`),
      h('td', { class: 'bar', part: 'bar', 'aria-hidden': 'true' }, bar(offer, scale)),
      h('td', { class: 'tail' }, money(p99)),
      h('td', { class: 'total', part: 'total' }, offer.fare === null ? '–' : money(offer.fare)),
    )
  }

  /** What the row rests on, and how likely it is to be over the budget, where there is one. */
  #standing({ grade, overBudget, currency }) {
    const { words, language } = this
    const basis = { measured: words.measured, 'carried-over': words.carried, assumed: words.assumed }[grade] ?? ''
    if (overBudget === null || overBudget === undefined) return basis
    const share = overBudget.toLocaleString(language, { style: 'percent', maximumSignificantDigits: 2 })
    const budget = this.request?.budget ?? this.number('budget')
    return [basis, words.over(share, format(budget, language, { currency }))].filter(Boolean).join(' · ')
  }

  trouble(error) {
    return h('p', { class: 'trouble', part: 'message', role: 'status' }, `${this.words.trouble}: ${error.message}`)
  }
}

/** A logarithmic scale over all rows: a percentage of the bar's width. */
function axis(offers) {
  const ends = offers.filter((offer) => offer.cost).flatMap(({ cost }) => [cost.p10, cost.p99]).filter((end) => end > 0)
  const [low, high] = [Math.log(Math.min(...ends)), Math.log(Math.max(...ends))]
  return (value) => (high > low ? ((Math.log(Math.max(value, Number.MIN_VALUE)) - low) / (high - low)) * 100 : 50)
}

/** Dot = typical, bar = 8 in 10, thin line = up to 1 in 100 above. */
function bar({ cost, grade }, scale) {
  const [p10, p50, p90, p99] = [cost.p10, cost.p50, cost.p90, cost.p99].map((value) => Math.max(0, scale(value)))
  const percent = (value) => `${value.toFixed(2)}%`
  return h(
    'svg',
    { 'aria-hidden': 'true' },
    h('line', { x1: percent(p90), x2: percent(p99), y1: 7, y2: 7 }),
    h('line', { x1: percent(p99), x2: percent(p99), y1: 3, y2: 11 }),
    h('rect', { class: grade === 'measured' ? 'spread' : 'spread carried', x: percent(p10), width: percent(Math.max(p90 - p10, 0.5)), y: 4, height: 6, rx: 3 }),
    h('circle', { class: 'dot', cx: percent(p50), cy: 7, r: 3.5 }),
  )
}
