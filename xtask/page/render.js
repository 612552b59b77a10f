/**
 * Draws what stands on the page before any script has run, with the engine and
 * the views of the page themselves:
 *
 *   www/dist/index.html   the answer to the default task, its style sheets in it: the first paint waits for nothing else
 *   www/dist/page.css     the page's style sheets as one, for prices.html and for hosts whose policy allows no other
 *   www/dist/prices.html  the price table, for browsers that run no WebAssembly
 *   www/dist/js, pkg      the page's modules as few files (bundle.js)
 *
 * Run by `cargo xtask build`, or by hand: `node xtask/page/render.js`.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { register } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { transform } from 'esbuild'
import { bootScript, bundle } from './bundle.js'
import { install } from './dom.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const www = join(root, 'www')
const dist = join(www, 'dist')

/** HTML with its style sheets, as a server sends it. */
const LIMIT = 40_000

/** Rows of the first answer: as many as a screen holds. */
const ROWS = 10

register('./hook.js', import.meta.url)
const document = install()
const { createAnalysis } = await import('../../pkg/analysis.js')
const { createFleet } = await import('../../www/js/fleet.js')
const { createOffers } = await import('../../www/js/offers.js')
const { createProjecting } = await import('../../www/js/projecting.js')
const { createPage } = await import('../../www/js/page.js')
const { createShell } = await import('../../www/js/shell.js')
const { createStore } = await import('../../www/js/store.js')
const { h } = await import('../../www/js/dom.js')
const { loadWords } = await import('../../www/js/i18n.js')
const { VIEW_NAMES } = await import('../../www/js/views.js')
const task = await import('../../www/js/views/task.js')

const engine = await createAnalysis()
// No clock: the first answer is that of the day the table was checked, and says so.
const openedAt = `${engine.table.checked}T00:00:00Z`
const template = await readFile(join(www, 'index.html'), 'utf8')
const opened = { fleet: createFleet(engine), offers: createOffers(engine), projecting: { ...createProjecting(engine), simulated: async () => new Map() } }
const store = createStore(() => {}, (state) => ({ ...state, view: 'task' }))
const page = createPage(opened, { store, views: VIEW_NAMES, language: 'en', t: await loadWords('en'), openedAt })

await rm(dist, { recursive: true, force: true })
const started = await bundle({ root, www, dist })
const css = await styleSheet()
const boot = await bootScript({ www })
const first = template
  .replace("style-src 'self'", `style-src 'self' ${digest(css)}`)
  .replace("'wasm-unsafe-eval'", `'wasm-unsafe-eval' ${digest(boot)}`)
  .replace(/ *<link rel="stylesheet" href="css\/(?!print)[^>]*>\n/g, '')
  .replace(/(?= *<link rel="stylesheet" href="css\/print)/, () => `    <style>${css}</style>\n    <noscript><link rel="stylesheet" href="page.css" /></noscript>\n    <link rel="expect" href="#drawn" blocking="render" />\n`)
  .replace(/ *<link rel="modulepreload"[^>]*>\n/, preloads)
  .replace('<script src="js/theme.js"></script>', () => `<script>${boot}</script>`)
  // Painted as a whole: half of it would move as the other half comes.
  .replace('<noscript>\n', () => `${firstAnswer()}\n    <noscript id="drawn">\n`)
await mkdir(dist, { recursive: true })
await writeFile(join(dist, 'index.html'), first)
await writeFile(join(dist, 'page.css'), css)
await writeFile(join(dist, 'prices.html'), priceTable())
const sent = gzipSync(first).length
console.log(`www/dist: first answer ${sent.toLocaleString('en')} bytes as sent (limit ${LIMIT.toLocaleString('en')}), ${engine.table.checked}`)
if (sent > LIMIT) throw new Error('the first answer is larger than its limit')

/** What stands in the document is named in its policy: nothing else that is written into it would run. */
function digest(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** The page's style sheets in their order, as few characters. */
async function styleSheet() {
  const names = [...template.matchAll(/href="(css\/(?!print)[^"]+)"/g)].map(([, name]) => name)
  const texts = await Promise.all(names.map((name) => readFile(join(www, name), 'utf8')))
  const { code } = await transform(texts.join('\n'), { loader: 'css', minify: true, charset: 'utf8' })
  return code.trim()
}

/** Every module the page starts with, asked for at once and not one after another. */
function preloads() {
  const modules = started.map((name) => `    <link rel="modulepreload" href="${name}" fetchpriority="low" />\n`)
  return `${modules.join('')}    <link rel="preload" href="pkg/wasm/analysis/analysis_bg.wasm" as="fetch" type="application/wasm" crossorigin />\n`
}

/** The bar and the task view as they will stand, without what only works alive. */
function firstAnswer() {
  const shell = createShell(page, { relabel() {}, keys() {}, share: () => null })
  shell.update()
  const view = task.createView(page)
  const main = h('main', { class: 'page', id: 'main', 'data-view': 'task' }, view.element)
  const [head = [], ...rows] = view.rows()
  const measured = rows.filter((row) => row[head.indexOf('grade')] === 'measured').map((row) => row[head.indexOf('id')])
  for (const part of main.querySelectorAll('.anatomy, .why-room, .assumptions, .menu, .defs')) part.remove()
  for (const mark of main.querySelectorAll('.mark, .ticks')) mark.replaceChildren()
  for (const row of main.querySelectorAll('tr[data-id]').slice(ROWS)) row.remove()
  for (const busy of main.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy')
  view.remove()
  const makers = new Set(opened.offers.list(openedAt, 'standard', false).map(({ vendor }) => vendor))
  // Which models were measured on this task, and who makes any: the page lists and projects in pieces, those first.
  return `    <div class="first" data-measured="${measured.join(' ')}" data-makers="${[...makers].join(' ')}">${h('div', null, shell.element, main).childNodes.map(({ outerHTML }) => outerHTML).join('')}</div>`
}

/** Every offer with its rates as published: a page of its own that runs nothing. */
function priceTable() {
  const { t, format } = page
  const units = ['input', 'cacheRead', 'cacheWrite', 'output']
  const list = opened.offers.list(openedAt, 'standard').filter(({ rates }) => rates.input !== undefined)
  list.sort((left, right) => left.vendorName.localeCompare(right.vendorName) || left.name.localeCompare(right.name))
  const cells = (offer) => units.map((unit) => h('td', { class: 'num' }, offer.rates[unit] === undefined ? t('prices.none') : format.rate(offer.rates[unit], offer.currency)))
  const table = h(
    'table',
    { class: 'grid static' },
    h('thead', null, h('tr', null, [t('table.vendor'), t('prompt.colModel'), t('prices.colIn'), t('prices.colRead'), t('prices.colWrite'), t('prices.colOut'), t('prices.colSource')].map((name, at) => h('th', { scope: 'col', class: at > 1 && at < 6 ? 'num' : null }, name)))),
    h('tbody', null, list.map((offer) => h('tr', null, h('td', null, offer.vendorName), h('th', { scope: 'row' }, offer.name), cells(offer), h('td', null, `${offer.checked ?? t('unknown')} · ${offer.sources.join(', ')}`)))),
  )
  const main = h('main', { class: 'page' }, h('h1', null, `Prices of ${format.day(openedAt)}`), h('p', { class: 'lead' }, 'Per million tokens, in the vendor’s own currency. Each rate with the day it was checked and what it was read from.'), table)
  return template.replace(/ *<script[^>]*><\/script>\n/g, '').replace(/ *<link rel="(stylesheet|modulepreload|manifest)"[^>]*>\n/g, '').replace('  </head>', '    <link rel="stylesheet" href="page.css" />\n  </head>').replace(/<body>[^]*<\/body>/, `<body>\n${main.outerHTML}\n  </body>`)
}
