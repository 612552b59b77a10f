/** A bill line by line; its lines add up to its total to the last digit. */
import { h } from '../../dom.js'
import { unitName } from '../../parts/unit-name.js'

/** @param {import('../../main.js').Page} page @param {import('../../offers.js').Bill} bill */
export function billTable(page, bill) {
  const { t, format, money } = page
  const converted = bill.total !== null && bill.currency !== money.display() ? money.convert(bill.total, bill.currency) : null
  const total = bill.total === null ? t('unpriced') : format.line(bill.total, bill.currency)
  return h(
    'table',
    { class: 'facts' },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('detail.bill')), h('th', { scope: 'col', class: 'num' }, t('detail.tokens')), h('th', { scope: 'col', class: 'num' }, t('detail.amount')))),
    h(
      'tbody',
      null,
      bill.lines.map(({ unit, quantity, rate, amount }) =>
        h('tr', null, h('th', { scope: 'row' }, unitName(page, unit)), h('td', { class: 'num' }, rate === null ? format.count(quantity) : `${format.count(quantity)} × ${format.rate(rate, bill.currency)}`), h('td', { class: 'num mono' }, amount === null ? t('unpriced') : format.line(amount, bill.currency))),
      ),
    ),
    h('tfoot', null, h('tr', null, h('th', { scope: 'row', colspan: 2 }, t('detail.total'), converted ? h('small', null, format.fact(converted, money.display())) : null), h('td', { class: 'num mono' }, bill.status === 'partial' ? t('detail.atLeast', { amount: total }) : total))),
  )
}
