/** What caches, cuts and failures did to the cost. */
import { h } from '../../dom.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../logs/reading.js').Costs} Costs */

/** Lines with their amounts; nothing where no call has a prompt. @param {Page} page @param {Costs} costs */
export function cacheTable({ t, format, money: { priced } }, { costs: { cache, failed } }) {
  const { readShare, saved, idle, other, resets } = cache
  if (readShare === null || readShare === undefined) return null
  const negative = saved !== null && saved.startsWith('-')
  const rows = [
    [t('cache.share'), format.percent(readShare, t('under1'))],
    [t(negative ? 'cache.lost' : 'cache.saved'), priced(negative ? saved.slice(1) : saved)],
    idle.calls ? [t('cache.idle', { calls: format.count(idle.calls) }), priced(idle.cost)] : null,
    other.calls ? [t('cache.other', { calls: format.count(other.calls) }), priced(other.cost)] : null,
    resets.recorded ? [t('cache.compactions'), format.count(resets.recorded)] : null,
    resets.seen ? [t('cache.cuts'), format.count(resets.seen)] : null,
    resets.deadWeight ? [t('cache.deadWeight', { cuts: format.count(resets.deadWeight) }), priced(resets.deadWeightCost)] : null,
    failed.calls ? [t('cache.failed', { calls: format.count(failed.calls) }), priced(failed.cost)] : null,
  ]
  const lines = rows.filter((row) => row !== null)
  return [h('h2', null, t('cache.title')), h('table', { class: 'facts tally' }, h('tbody', null, lines.map(([name, value]) => h('tr', null, h('th', { scope: 'row' }, name), h('td', { class: 'num' }, value)))))]
}
