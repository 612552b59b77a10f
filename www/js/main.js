/** Starts the page: the bar, the view that the address names, and what holds everywhere. */
import { fill, h } from './dom.js'
import { createFormat } from './format.js'
import { createWords, LOCALES } from './i18n.js'
import { listenForKeys } from './keys.js'
import { keepForOffline } from './offline.js'
import { createMoney } from './money.js'
import { openEngine } from './engine.js'
import { applyTheme, language } from './prefs.js'
import { createShare } from './share.js'
import { createShell } from './shell.js'
import { defaults } from './state.js'
import { createStore } from './store.js'
import { hide } from './parts/popover.js'
import * as logs from './views/logs.js'
import * as prices from './views/prices.js'
import * as prompt from './views/prompt.js'
import * as task from './views/task.js'

/** @typedef {import('./state.js').View} ViewName */

/** The views there are, in the order of the bar. @type {Partial<Record<ViewName, { createView(page: Page): View }>>} */
const VIEWS = { task, prompt, logs, prices }
const NAMES = /** @type {ViewName[]} */ (Object.keys(VIEWS))

/** Tokenizers that the package carries and counts exactly. */
const ENCODINGS = ['o200k_base', 'cl100k_base']

/**
 * @typedef {object} View
 * @property {HTMLElement} element
 * @property {(state: import('./state.js').State, before: import('./state.js').State) => void} update
 * @property {() => import('./parts/download.js').Rows} rows the view's table as text
 * @property {() => void} [shown]
 * @property {() => void} [remove]
 * @property {() => string} [promptText]
 * @property {() => number | null} [promptTokens]
 */

/**
 * @typedef {object} Page what every view works with
 * @property {import('./i18n.js').Language} language
 * @property {import('./i18n.js').Words} t
 * @property {import('./format.js').Format} format
 * @property {import('./money.js').Money} money
 * @property {import('./store.js').Store} store
 * @property {import('./offers.js').Offers} offers
 * @property {import('./projecting.js').Projecting} projecting
 * @property {(what: 'profile' | 'harness', id: string, name: string) => string} nameOf the reader's words for an id, else the engine's
 * @property {(profile: string) => string} doneWords how a finished task of a profile is called in a sentence
 * @property {ViewName[]} views
 * @property {string[]} encodings
 * @property {() => string} at the instant prices are read at, RFC 3339
 * @property {(view: ViewName) => import('./state.js').State} carry the state another view opens with
 */

/** The minute the page was opened: prices do not change under the reader's eyes. */
const openedAt = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString()

/** @type {string[]} */
let unread = []
const store = createStore(
  (problems) => {
    unread = problems
  },
  (state) => (NAMES.includes(state.view) ? state : { ...state, view: NAMES[0] ?? 'prompt' }),
)

/** @typedef {import('./engine.js').Opened} Opened */

/** @param {Opened} opened @returns {Page} */
function createPage({ offers, projecting }) {
  const chosen = language()
  const t = createWords(chosen)
  const format = createFormat(LOCALES[chosen])
  const money = createMoney(format, t, () => store.state, () => offers.exchange())
  return {
    language: chosen,
    t,
    format,
    money,
    store,
    offers,
    projecting,
    nameOf: (what, id, name) => t.maybe(`${what}.${id}`) ?? name,
    doneWords: (profile) => t.maybe(`done.${profile}`) ?? t('task.done.any'),
    views: NAMES,
    encodings: ENCODINGS,
    at: () => store.state.at ?? openedAt,
    carry(view) {
      const { at, currency, perUsd } = store.state
      return { ...defaults(), at, currency, perUsd, view }
    },
  }
}

/** Builds everything in the reader's language; again when that changes. @param {Opened} engine */
function build(engine) {
  const page = createPage(engine)
  const { t } = page
  document.documentElement.lang = page.language === 'zh' ? 'zh-CN' : 'en'
  document.title = t('title')

  let view = /** @type {View | null} */ (null)
  let name = store.state.view
  const main = h('main', { class: 'page', id: 'main', tabindex: '-1' })
  const notice = h('div', { class: 'notice', role: 'status', hidden: true })
  const share = createShare(page, () => view)
  const rebuild = () => {
    stop()
    stopKeys()
    build(engine)
    const button = document.querySelector('[data-act="language"]')
    if (button instanceof HTMLElement) button.focus()
  }
  const shell = createShell(page, { relabel: rebuild, keys: () => keys.show(), share: share.menu })
  const keys = listenForKeys(page, shell)
  const stopKeys = keys.stop
  const foot = h('footer', { class: 'foot' }, h('p', null, t('foot.private'), ' ', t('foot.install')))
  fill(document.body, h('a', { class: 'skip', href: '#answer', onclick: skip }, t('skip')), shell.element, main, foot)

  const open = () => {
    view?.remove?.()
    hide()
    name = store.state.view
    view = VIEWS[name]?.createView(page) ?? null
    fill(main, notice, view?.element)
    main.dataset.view = name
    document.title = `${t(`view.${name}`)} · ${t('title')}`
    view?.shown?.()
  }
  const showProblems = () => {
    if (unread.length === 0) return
    fill(notice, h('span', null, t('notice.link', { parts: unread.join(', ') })), h('button', { type: 'button', class: 'link', onclick: () => (notice.hidden = true) }, t('notice.close')))
    notice.hidden = false
    unread = []
  }
  const stop = store.subscribe((state, before) => {
    if (state.view !== name) {
      open()
      scrollTo(0, 0)
    } else {
      view?.update(state, before)
    }
    shell.update()
    showProblems()
  })
  shell.update()
  open()
  showProblems()
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

/** Without the engine there is still a sentence, a way to try again, and the published table. @param {unknown} error */
function fail(error) {
  const t = createWords(language())
  const reason = error instanceof Error ? error.message : String(error)
  fill(
    document.body,
    h('main', { class: 'page' }, h('h1', null, t('fail.engine', { reason })), h('p', { class: 'lead' }, t('fail.hint')), h('p', null, h('a', { href: 'pkg/prices/prices.v1.json' }, 'prices.v1.json')), h('button', { type: 'button', class: 'button', onclick: () => location.reload() }, t('fail.retry'))),
  )
}

applyTheme()
openEngine().then(build).catch(fail)
keepForOffline()
