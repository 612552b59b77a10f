/** What the same task cost on every date on which the offer's price changed: what cuts and rises did to it. */
import { h } from '../../dom.js'

/** @param {import('../../main.js').Page} page @param {import('../../projecting.js').FarePoint[]} points @param {string} currency of the offer */
export function overTime({ t, format, money }, points, currency) {
  const rate = money.factor(currency)
  if (points.length < 2 || rate === null) return null
  const change = (/** @type {number | null | undefined} */ times) => {
    if (times === null || times === undefined) return ''
    const share = format.percent(Math.abs(times - 1), t('under1'))
    return times === 1 ? t('overTime.same') : t(times < 1 ? 'overTime.less' : 'overTime.more', { share })
  }
  const head = [t('detail.from'), t('overTime.cost'), t('overTime.change')].map((name, at) => h('th', { scope: 'col', class: at ? 'num' : null }, name))
  const line = (/** @type {import('../../projecting.js').FarePoint} */ point) => h('tr', null, h('th', { scope: 'row' }, format.day(point.at)), h('td', { class: 'num' }, format.forecast(point.mean * rate, money.display())), h('td', { class: 'num' }, change(point.change)))
  return h('details', null, h('summary', null, t('overTime.title', { count: points.length })), h('table', { class: 'facts' }, h('thead', null, h('tr', null, head)), h('tbody', null, [...points].reverse().map(line))))
}
