/** The offers rolled up by size of model: what a flagship, a mid-sized and a small one cost for this task, in the middle. */
import { fill, h } from '../../dom.js'
import { median } from '../../spreadmath.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{ tier: string, offers: number, fare: number, low: number, high: number, done: number, least: Row }} Size money in the shown currency; `fare` and `done` of the one in the middle, `low` and `high` of 8 in 10 */

const SIZES = ['flagship', 'mid', 'small', '']

/** A quantile of sorted numbers, the nearest one. @param {number[]} sorted @param {number} share */
const quantile = (sorted, share) => sorted[Math.round(share * (sorted.length - 1))] ?? 0

/** Rows with a fare by size, the largest size first, those whose vendor says none last. @param {Row[]} rows @returns {Size[]} */
export function sizesOf(rows) {
  return SIZES.flatMap((tier) => {
    const own = rows.filter(({ offer, fare }) => (offer.tier ?? '') === tier && fare !== null).sort((left, right) => (left.fare ?? 0) - (right.fare ?? 0))
    const [least] = own
    if (!least) return []
    const fares = own.map(({ fare }) => fare ?? 0)
    return [{ tier, offers: own.length, fare: median(fares) ?? 0, low: quantile(fares, 0.1), high: quantile(fares, 0.9), done: median(own.map(({ firstTry }) => firstTry)) ?? 0, least }]
  })
}

/** @param {Page} page @param {(id: string) => void} onChoose */
export function createSizes(page, onChoose) {
  const { t, format, money, store } = page
  const body = h('tbody')
  const head = [t('table.tier'), t('sizes.offers'), t('sizes.fare'), t('sizes.range'), t('sizes.done'), t('sizes.least')]
  const table = h('table', { class: 'facts sizes-table' }, h('caption', { class: 'visually-hidden' }, t('sizes.title')), h('thead', null, h('tr', null, head.map((name, at) => h('th', { scope: 'col', class: at > 0 && at < 5 ? 'num' : null }, name)))), body)
  const section = h('section', { class: 'sizes', hidden: true }, h('div', { class: 'section-head' }, h('h2', null, t('sizes.title')), h('span', { class: 'hint' }, t('sizes.hint'))), h('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('sizes.title') }, table))
  const amount = (/** @type {number} */ value) => format.forecast(value, money.display())

  /** A line for each size; it stays as its figures come in, or a press on its button would be lost. @type {Map<string, HTMLElement>} */
  const lines = new Map()

  /** @param {string} tier */
  function lineOf(tier) {
    const known = lines.get(tier)
    if (known) return known
    const name = tier ? t(`tier.${/** @type {'mid'} */ (tier)}`) : t('sizes.none')
    const only = () => store.set({ tiers: [tier] }, { step: true })
    const made = h('tr', null, h('th', { scope: 'row' }, tier ? h('button', { type: 'button', class: 'link', 'aria-label': t('sizes.only', { size: name }), onclick: only }, name) : name))
    lines.set(tier, made)
    return made
  }

  /** @param {Size} size */
  function line({ tier, offers, fare, low, high, done, least }) {
    const made = lineOf(tier)
    while (made.children.length > 1) made.lastElementChild?.remove()
    made.append(
      ...[format.count(offers), amount(fare), offers > 1 ? format.range(low, high, money.display()) : t('sizes.single'), format.percent(done, t('under1'))].map((figure) => h('td', { class: 'num' }, figure)),
      h('td', null, h('button', { type: 'button', class: 'link', onclick: () => onChoose(least.offer.id) }, least.offer.name), ` ${amount(least.fare ?? 0)}`),
    )
    return made
  }

  return {
    /** Its room, which is there before its figures. */
    element: h('div', { class: 'why-room' }, section),
    /** @param {Row[]} rows */
    update(rows) {
      const found = sizesOf(rows)
      section.hidden = found.length === 0
      const shown = found.map(line)
      if (shown.length !== body.children.length || shown.some((made, at) => made !== body.children[at])) fill(body, shown)
    },
  }
}
