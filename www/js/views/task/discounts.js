/** Negotiated discounts: per cent off every rate of a vendor. They travel in the link. */
import { assign, fill, h } from '../../dom.js'
import { multiply } from '../../format.js'
import { readDiscount, writeDiscount } from '../../own-prices.js'

/** @param {import('../../main.js').Page} page */
export function createDiscounts(page) {
  const { t, store, offers } = page
  const vendor = h('select', { class: 'select', 'aria-label': t('table.vendor') })
  const share = h('input', { class: 'input', type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-label': t('own.discountLabel'), placeholder: '15' })
  const error = h('span', { class: 'error', role: 'alert' })
  const list = h('ul', { class: 'discounts' })
  const add = h('button', { type: 'button', class: 'button', onclick: () => take() }, t('own.add'))
  share.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    take()
  })

  function take() {
    const per = Number(share.value.trim().replace('%', '').replace(',', '.'))
    const good = share.value.trim() !== '' && per > 0 && per < 100
    assign(share, { 'aria-invalid': good ? null : 'true' })
    fill(error, good ? null : t('own.discountBad'))
    if (!good) return
    const times = multiply((100 - per).toFixed(4), '0.01')
    const rest = store.state.discounts.filter((one) => readDiscount(one).vendor !== vendor.value)
    share.value = ''
    store.set({ discounts: [...rest, writeDiscount({ vendor: vendor.value, times })] }, { step: true })
  }

  let filled = false
  /** Clouds and resellers are listed once somebody is about to choose. */
  let whole = false
  const fillVendors = (/** @type {{ id: string, name: string }[]} */ all) => {
    const { value } = vendor
    fill(vendor, all.map(({ id, name }) => h('option', { value: id }, name)))
    if (value) vendor.value = value
  }
  for (const event of ['pointerdown', 'focus', 'keydown']) {
    vendor.addEventListener(event, () => {
      if (!whole) fillVendors(offers.vendors())
      whole = true
    })
  }

  /** @param {string} text */
  function item(text) {
    const one = readDiscount(text)
    const off = page.format.percent(1 - Number(one.times), t('under1'))
    const name = offers.vendorName(one.vendor)
    const remove = () => store.set({ discounts: store.state.discounts.filter((other) => other !== text) }, { step: true })
    return h('li', null, h('span', { class: 'own' }, t('own.off', { vendor: name, share: off })), h('button', { type: 'button', class: 'link', 'aria-label': t('own.removeOf', { vendor: name }), onclick: remove }, t('own.remove')))
  }

  const element = h('fieldset', { class: 'discount-field' }, h('legend', { class: 'label' }, t('own.discount')), list, h('div', { class: 'discount-row' }, vendor, share, h('span', { 'aria-hidden': 'true' }, '%'), add), error)
  return {
    element,
    update() {
      if (!filled) fillVendors(offers.makers())
      filled = true
      fill(list, store.state.discounts.map(item))
      list.hidden = store.state.discounts.length === 0
    },
  }
}
