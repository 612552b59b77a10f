/** Every number a projection rests on, with its source, date and sample size. */
import { h } from '../../dom.js'

/** @param {import('../../main.js').Page} page @param {import('../../scenario.js').Scenario} scenario */
export function assumptionsTable({ t, format }, { profile, harness }) {
  const row = (/** @type {import('../../projecting.js').Basis} */ { field, grade, source, date, n }) =>
    h('tr', null, h('th', { scope: 'row', class: 'mono' }, field), h('td', null, h('span', { class: grade === 'measured' ? 'chip good' : grade === 'assumed' ? 'chip warn' : 'chip' }, t(`basis.${grade}`))), h('td', null, source), h('td', null, date), h('td', { class: 'num' }, n === undefined || n === null ? '' : format.count(n)))
  return [
    h('h2', null, t('basis.title')),
    h(
      'table',
      { class: 'facts wide' },
      h('thead', null, h('tr', null, [t('basis.field'), t('basis.grade'), t('detail.source'), t('basis.date'), t('basis.n')].map((label, at) => h('th', { scope: 'col', class: at === 4 ? 'num' : null }, label)))),
      h('tbody', null, [...profile.basis, ...harness.basis].map(row)),
    ),
  ]
}
