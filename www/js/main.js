/** Starts the page: the bar, the view that the address names, and what holds everywhere. */
import { breathe, createAfterPaint } from './after-paint.js'
import { fill, h } from './dom.js'
import { warmFormat } from './format.js'
import { createWords, LOCALES, loadWords } from './i18n.js'
import { listenForKeys } from './keys.js'
import { keepForOffline } from './offline.js'
import { openEngine } from './engine.js'
import { OWN_WORK } from './own-work.js'
import { createPage } from './page.js'
import { applyTheme, language } from './prefs.js'
import { createShare } from './share.js'
import { createShell } from './shell.js'
import { createStore } from './store.js'
import { hide } from './parts/popover.js'
import { laterViews, loadView, viewNow, VIEW_NAMES } from './views.js'

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

/** @typedef {import('./page.js').Page} Page */

/** The minute the page was opened: prices do not change under the reader's eyes. */
const openedAt = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString()

/** @type {string[]} */
let unread = []
const store = createStore(
  (problems) => {
    unread = problems
  },
  (state) => (VIEW_NAMES.includes(state.view) ? state : { ...state, view: 'task' }),
)

/** @typedef {Awaited<ReturnType<typeof openEngine>>} Opened */

/** The page in the reader's language. @param {Opened} engine @param {import('./i18n.js').Words} words */
const pageOf = (engine, words) => createPage(engine, { store, views: VIEW_NAMES, language: language(), t: words, openedAt })

/**
 * Builds everything in the reader's language; again when that changes.
 * @param {Opened} engine @param {import('./i18n.js').Words} words
 * @param {Page} [page] @param {View | null} [made] the first view, where it was made before
 */
function build(engine, words, page = pageOf(engine, words), made = null) {
  const { t } = page
  document.documentElement.lang = page.language === 'zh' ? 'zh-CN' : 'en'
  document.title = t('title')

  let view = /** @type {View | null} */ (null)
  /** Whether this is what stands on the page: a change of language builds it anew. */
  let live = true
  let name = store.state.view
  const main = h('main', { class: 'page', id: 'main', tabindex: '-1' })
  const notice = h('div', { class: 'notice', role: 'status', hidden: true })
  const share = createShare(page, () => view)
  const rebuild = async () => {
    const next = await loadWords(language())
    live = false
    later.drop()
    stop()
    stopKeys()
    build(engine, next)
    const button = document.querySelector('[data-act="language"]')
    if (button instanceof HTMLElement) button.focus()
  }
  const shell = createShell(page, { relabel: rebuild, keys: () => keys.show(), share: share.menu })
  const keys = listenForKeys(page, shell)
  const stopKeys = keys.stop
  const foot = h('footer', { class: 'foot' }, h('p', null, t('foot.private'), ' ', t('foot.install')))

  /** Told of once, however often the same prices are laid. @type {unknown} */
  let refusal = null
  const lay = () => {
    engine
      .lay(store.state, page.at(), () => live && (lay(), catchUp()))
      .catch((error) => {
        if (error === refusal) return
        refusal = error
        fill(notice, t('notice.ownPrices', { reason: error instanceof Error ? error.message : String(error) }))
        notice.hidden = false
      })
  }
  lay()

  /** The view that the state names; where its module is not here yet, the one before stays till it is. */
  const open = () => {
    name = store.state.view
    const wanted = name
    const ready = viewNow(wanted)
    if (ready) return show(ready)
    const isWanted = () => live && wanted === store.state.view
    loadView(wanted).then(
      (module) => isWanted() && show(module),
      (error) => isWanted() && showFailure(error),
    )
  }
  /** @param {import('./views.js').ViewModule} module */
  const show = (module) => {
    if (view) scrollTo(0, 0)
    view?.remove?.()
    hide()
    view = made ?? module.createView(page)
    made = null
    fill(main, notice, view.element)
    // At first it stands in for what was drawn before there were scripts, all at once.
    if (!main.isConnected) fill(document.body, h('a', { class: 'skip', href: '#answer', onclick: skip }, t('skip')), shell.element, main, foot)
    main.dataset.view = name
    document.title = `${t(`view.${name}`)} · ${t('title')}`
    view.shown?.()
  }
  /** A view that could not be had can be asked for again. @param {unknown} error */
  const showFailure = (error) => {
    fill(notice, h('span', null, t('notice.view', { reason: error instanceof Error ? error.message : String(error) })), h('button', { type: 'button', class: 'link', onclick: () => ((notice.hidden = true), open()) }, t('fail.retry')))
    notice.hidden = false
  }
  const showProblems = () => {
    const unknown = unknownNames(page)
    if (unknown.length) unread = [...unread, ...unknown]
    if (unread.length === 0) return
    fill(notice, h('span', null, t('notice.link', { parts: unread.join(', ') })), h('button', { type: 'button', class: 'link', onclick: () => (notice.hidden = true) }, t('notice.close')))
    notice.hidden = false
    unread = []
  }
  const later = createAfterPaint()
  /** The state that the view shows, until it is brought up to date. @type {import('./state.js').State | null} */
  let shown = null
  const catchUp = () => {
    later.drop()
    const before = shown ?? store.state
    shown = null
    if (main.dataset.view === name) view?.update(store.state, before)
  }
  const stop = store.subscribe((state, before, typed) => {
    lay()
    shell.update()
    showProblems()
    if (state.view !== name) {
      later.drop()
      shown = null
      return open()
    }
    shown ??= before
    if (typed) later.ask(catchUp)
    else catchUp()
  })
  shell.update()
  open()
  showProblems()
}

/** Kinds of task and harnesses of a link that the engine does not have: the first of each stands in, and the reader is told. @param {Page} page */
function unknownNames({ store, projecting }) {
  const { task, harness, own } = store.state
  const kinds = [...projecting.profiles().map(({ id }) => id), ...(own === null ? [] : [OWN_WORK])]
  const found = []
  if (!kinds.includes(task)) found.push(`k=${task}`)
  if (!projecting.harnesses().some(({ id }) => id === harness)) found.push(`h=${harness}`)
  return found
}

/** @param {Event} event */
function skip(event) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

/** Without the engine there is still a sentence, a way to try again, and the price table as it was published. @param {unknown} error */
async function fail(error) {
  const t = await loadWords(language()).catch(() => createWords({ 'fail.engine': 'taskfare could not start: {reason}' }))
  const reason = error instanceof Error ? error.message : String(error)
  fill(
    document.body,
    h('main', { class: 'page stack' }, h('h1', null, t('fail.engine', { reason })), h('p', { class: 'lead' }, t('fail.hint')), h('p', null, h('button', { type: 'button', class: 'button', onclick: () => location.reload() }, t('fail.retry'))), await publishedTable(t)),
  )
}

/** The table that was drawn when the page was built; a link to it where it cannot be had. @param {import('./i18n.js').Words} t */
async function publishedTable(t) {
  try {
    const response = await fetch('prices.html')
    if (!response.ok) throw new Error(response.statusText)
    const drawn = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('table')
    return drawn && [h('h2', null, t('fail.table')), drawn]
  } catch {
    return h('p', null, h('a', { href: 'prices.html' }, 'prices.html'))
  }
}

/** Where a host's own policy forbids the style that stands in the document: the same as a file. */
function ensureStyle() {
  const inside = document.querySelector('style')
  if (inside && !inside.sheet) document.head.append(h('link', { rel: 'stylesheet', href: 'page.css' }))
}

ensureStyle()
applyTheme()
async function start() {
  const coming = Promise.all([openEngine(), loadWords(language()), loadView(store.state.view)])
  coming.catch(() => {})
  await breathe()
  await warmFormat(LOCALES[language()], breathe)
  const [engine, words, view] = await coming
  await breathe()
  const page = pageOf(engine, words)
  const { ownRates, discounts } = store.state
  const hasOwn = ownRates.length + discounts.length > 0
  if (ownRates.length) await engine.readPublished()
  // Before the page is built, so that no published figure flashes by; where they make no table, the page says so.
  if (hasOwn) await engine.lay(store.state, page.at(), () => {}).catch(() => {})
  const { state } = store
  const made = hasOwn ? null : await view.openView?.(page, breathe)
  await breathe()
  if (made && state === store.state) return build(engine, words, page, made)
  made?.remove?.()
  build(engine, words, page)
}

start()
  .catch(fail)
  .then(laterViews)
  .then(keepForOffline)
