/** The bar over every view: where to go, and what holds everywhere (date, currency, language, theme). */
import { assign, fill, h, s } from './dom.js'
import { createMenu, menuAct } from './parts/menu.js'
import { currencyMenu, dateMenu } from './parts/settings.js'
import { nextTheme, setLanguage, setTheme, theme } from './prefs.js'
import { encode } from './state.js'

/** @typedef {import('./main.js').Page} Page */

/** The mark is the logo: dot, bar, tick. */
const logo = () =>
  s(
    'svg',
    { viewBox: '0 0 31 16', 'aria-hidden': 'true', fill: 'none', stroke: 'currentColor', 'stroke-width': 2 },
    s('path', { d: 'M1.5 3v10M29.5 3v10M1.5 8h28' }),
    s('circle', { cx: 12, cy: 8, r: 4.6, fill: 'currentColor' }),
  )

/**
 * @param {Page} page
 * @param {object} acts
 * @param {() => void} acts.relabel builds the page anew after a change of language
 * @param {() => void} acts.keys shows the list of shortcuts
 * @param {(close: () => void) => import('./dom.js').Children} acts.share what the share menu holds
 */
export function createShell(page, { relabel, keys, share }) {
  const { t, store } = page
  const links = page.views.map((view) => h('a', { href: `#/${view}`, 'data-view': view }, t(`view.${view}`)))
  const date = createMenu({ content: (close) => [dateMenu(page, close), h('div', { class: 'narrow-only' }, h('hr'), menuAct(t('bar.theme', { theme: t(`theme.${theme()}`) }), () => (changeTheme(), close())))] })
  const currency = createMenu({ content: (close) => currencyMenu(page, close) })
  const shareMenu = createMenu({ className: 'primary', content: share })
  fill(shareMenu.button, t('bar.share'))

  const themeButton = h('button', { type: 'button', class: 'tool theme', onclick: () => changeTheme() })
  const changeTheme = () => {
    setTheme(nextTheme())
    showTheme()
  }
  const showTheme = () => {
    const name = theme()
    fill(themeButton, name === 'auto' ? '◐' : name === 'dark' ? '☾' : '☀')
    assign(themeButton, { 'aria-label': t('bar.theme', { theme: t(`theme.${name}`) }), title: t('bar.theme', { theme: t(`theme.${name}`) }) })
  }
  showTheme()

  const changeLanguage = () => {
    setLanguage(page.language === 'zh' ? 'en' : 'zh')
    relabel()
  }
  const language = h('button', { type: 'button', class: 'tool', 'data-act': 'language', lang: page.language === 'zh' ? 'en' : 'zh-CN', onclick: changeLanguage }, t('bar.language'))
  const keysButton = h('button', { type: 'button', class: 'tool wide-only', 'aria-label': t('bar.keys'), title: t('bar.keys'), onclick: keys }, h('kbd', null, '?'))

  const element = h(
    'header',
    { class: 'topbar' },
    h('a', { class: 'brand', href: '#/' + page.views[0] }, logo(), 'taskfare'),
    h('nav', { class: 'views', 'aria-label': t('views') }, links),
    h('div', { class: 'tools' }, date.element, currency.element, language, themeButton, keysButton, shareMenu.element),
  )

  /** The view whose link is marked; scrolling to it lays the page out, which no keystroke should pay for. @type {string | null} */
  let marked = null

  /** Links keep what holds everywhere and drop what belongs to one view. */
  function update() {
    const state = store.state
    for (const link of links) {
      const view = /** @type {import('./state.js').View} */ (link.dataset.view)
      assign(link, { href: encode(page.carry(view)), 'aria-current': view === state.view ? 'page' : null })
      if (view === state.view && marked !== view) link.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
    marked = state.view
    fill(date.button, h('span', { class: 'date-long' }, t('bar.date', { day: page.format.day(page.at()) })), h('span', { class: 'date-short' }, page.format.shortDay(page.at())))
    fill(currency.button, `${state.currency} ${page.money.symbol()}`)
    assign(currency.button, { 'aria-label': `${t('bar.currency')}: ${state.currency}` })
  }
  return { element, update, changeTheme, changeLanguage, openShare: shareMenu.open, openCurrency: currency.open }
}
