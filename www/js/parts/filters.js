/** The bar over a table: find, vendor, size, currency, service, weights. One state for every view. */
import { assign, fill, h } from '../dom.js'
import { createMenu, menuChoice } from './menu.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../offers.js').Offer} Offer */
/** @typedef {import('../state.js').State} State */

const TIERS = /** @type {const} */ (['flagship', 'mid', 'small'])
/** Currencies of the table: a vendor's list, never converted. */
const CURRENCIES = ['USD', 'CNY']
const SERVICES = /** @type {const} */ (['standard', 'batch', 'flex', 'fast'])

/** What every view's link to show all again takes back. @type {Partial<State>} */
export const NO_FILTERS = { find: '', vendors: [], tiers: [], billed: [], open: false }

/** The offers that a state asks for. @param {Offer[]} offers @param {State} state */
export function filterOffers(offers, { find, vendors, tiers, billed, open, routes }) {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean)
  return offers.filter((offer) => {
    if (offer.route && !routes && !vendors.includes(offer.vendor)) return false
    if (vendors.length && !vendors.includes(offer.vendor)) return false
    if (tiers.length && !tiers.includes(offer.tier ?? '')) return false
    if (billed.length && !billed.includes(offer.currency)) return false
    if (open && !offer.openWeights) return false
    const text = `${offer.name} ${offer.vendorName} ${offer.id}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/**
 * @param {Page} page
 * @param {{ services?: boolean, extra?: HTMLElement[], end?: HTMLElement[], apart?: boolean }} [options] `apart`: the caller places what stands at the end
 */
export function createFilters(page, { services = true, extra = [], end = [], apart = false } = {}) {
  const { t, store } = page
  const find = h('input', { class: 'input', type: 'search', id: 'find', placeholder: t('table.find'), 'aria-label': t('table.find'), autocomplete: 'off', spellcheck: 'false' })
  find.addEventListener('input', () => store.set({ find: find.value }))

  const vendor = createMenu({ className: 'button caret', atStart: true, content: () => vendorChoices(page) })
  const tier = createMenu({ className: 'button caret', atStart: true, content: () => tierChoices(page) })
  const billed = createMenu({ className: 'button caret', atStart: true, content: () => billedChoices(page) })
  const service = createMenu({ className: 'button caret', atStart: true, content: (close) => serviceChoices(page, close) })
  const open = toggle(t('table.open'), () => store.set({ open: !store.state.open }, { step: true }))
  const routes = toggle(t('table.routes'), () => store.set({ routes: !store.state.routes }, { step: true }))
  // On a narrow page the filters stand behind one button, so that rows are in sight.
  const more = h('button', { type: 'button', class: 'button caret filter-more', 'aria-expanded': 'false', onclick: () => assign(more, { 'aria-expanded': String(element.classList.toggle('unfolded')) }) }, t('table.filters'))
  const shown = h('span', { class: 'hint', role: 'status' })
  const tail = h('div', { class: 'end' }, shown, end)

  const element = h(
    'div',
    { class: 'bar', role: 'search' },
    h('div', { class: 'find' }, find, h('kbd', { 'aria-hidden': 'true' }, '/')),
    more,
    vendor.element,
    tier.element,
    billed.element,
    services ? service.element : null,
    open,
    routes,
    extra,
    apart ? null : tail,
  )
  return {
    element,
    end: tail,
    /** @param {number} matching @param {number} all */
    update(matching, all) {
      const state = store.state
      if (document.activeElement !== find) find.value = state.find
      label(vendor.button, t('table.vendor'), state.vendors.map((id) => page.offers.vendorName(id)))
      label(tier.button, t('table.tier'), state.tiers.map((id) => t(`tier.${/** @type {typeof TIERS[number]} */ (id)}`)))
      label(billed.button, t('table.billed'), state.billed)
      label(service.button, t('table.service'), state.service === 'standard' ? [] : [t(`service.${/** @type {typeof SERVICES[number]} */ (state.service)}`)])
      assign(open, { 'aria-pressed': String(state.open) })
      assign(routes, { 'aria-pressed': String(state.routes) })
      const chosen = state.vendors.length + state.tiers.length + state.billed.length + Number(state.open) + Number(state.routes) + Number(state.service !== 'standard' && services)
      label(more, t('table.filters'), chosen ? [`${t('table.filters')}: ${chosen}`] : [])
      fill(shown, t('table.shown', { shown: matching, all }))
    },
  }
}

/** @param {string} name @param {() => void} act */
export const toggle = (name, act) => h('button', { type: 'button', class: 'button', 'aria-pressed': 'false', onclick: act }, name)

/** @param {HTMLElement} button @param {string} name @param {string[]} chosen */
function label(button, name, chosen) {
  fill(button, chosen.length === 0 ? name : chosen.length < 3 ? chosen.join(', ') : `${name}: ${chosen.length}`)
  button.classList.toggle('on', chosen.length > 0)
}

/** @template T @param {T[]} all @param {T} one */
const flip = (all, one) => (all.includes(one) ? all.filter((other) => other !== one) : [...all, one])

/** @param {Page} page */
function vendorChoices({ t, store, offers }) {
  return tickList(t('table.vendor'), offers.vendors().map(({ id, name }) => ({ id, name })), () => store.state.vendors, (id) => store.set({ vendors: flip(store.state.vendors, id) }, { step: true }))
}

/** @param {Page} page */
function tierChoices({ t, store }) {
  return tickList(t('table.tier'), TIERS.map((id) => ({ id, name: t(`tier.${id}`) })), () => store.state.tiers, (id) => store.set({ tiers: flip(store.state.tiers, id) }, { step: true }))
}

/** @param {Page} page */
function billedChoices({ t, store }) {
  return tickList(t('table.billed'), CURRENCIES.map((id) => ({ id, name: id })), () => store.state.billed, (id) => store.set({ billed: flip(store.state.billed, id) }, { step: true }))
}

/** Several may be ticked; the list stays open. @param {string} name @param {{ id: string, name: string }[]} all @param {() => string[]} chosen @param {(id: string) => void} choose */
function tickList(name, all, chosen, choose) {
  const choices = all.map(({ id, name }) =>
    menuChoice(name, chosen().includes(id), () => {
      choose(id)
      choices.forEach((choice, at) => assign(choice, { 'aria-checked': String(chosen().includes(all[at]?.id ?? '')) }))
    }, 'checkbox'),
  )
  return h('div', { class: 'scroll', role: 'group', 'aria-label': name }, choices)
}

/** @param {Page} page @param {() => void} close */
function serviceChoices({ t, store }, close) {
  return h(
    'div',
    { role: 'radiogroup', 'aria-label': t('table.service') },
    SERVICES.map((service) => menuChoice(t(`service.${service}`), store.state.service === service, () => (store.set({ service }, { step: true }), close()))),
  )
}
