/** The share menu: the state as a link, the table as text. Nothing leaves the page but by the reader's hand. */
import { fill, h } from './dom.js'
import { menuAct } from './parts/menu.js'
import { save, toCsv, toMarkdown } from './parts/download.js'
import { readScenario, writeScenario } from './scenario-file.js'
import { encode } from './state.js'

/** Characters of a prompt that a link may carry: messengers and servers cut longer ones. */
const LONGEST = 6000

/**
 * @param {import('./main.js').Page} page
 * @param {() => import('./main.js').View | null} current
 */
export function createShare(page, current) {
  const { t, store, format, at } = page
  let withText = false

  /** @param {string} text the address of what is shown, with a fixed instant, so that it reads the same tomorrow */
  const addressOf = (text) => {
    const view = current()
    const { state } = store
    const carriesText = withText && text !== '' && text.length <= LONGEST
    const tokens = view?.promptTokens?.() ?? state.promptTokens
    const shared = { ...state, at: state.at ?? at(), prompt: carriesText ? text : null, promptTokens: state.view === 'prompt' && !carriesText ? tokens : null }
    return location.href.split('#')[0] + encode({ ...shared, at: shared.at.replace(/:\d\d(\.\d+)?Z$/, 'Z').replace(/T(\d\d)Z$/, 'T$1:00Z') })
  }

  return {
    /** @param {() => void} close */
    menu(close) {
      const view = current()
      const text = view?.promptText?.() ?? ''
      const status = h('p', { class: 'group hint', role: 'status' })
      const copy = async (/** @type {string} */ content, note = t('share.copied')) => {
        // Said anew each time: a status that stays the same is not read out.
        fill(status)
        const copied = await navigator.clipboard.writeText(content).then(() => true, () => false)
        fill(status, copied ? note : byHand(content))
      }
      const copyLink = () => copy(addressOf(text), withText && text.length > LONGEST ? t('share.long', { size: format.count(text.length), limit: format.count(LONGEST) }) : undefined)
      const choice = h('input', { type: 'checkbox', checked: withText, onchange: () => (withText = choice.checked) })
      const rows = () => view?.rows() ?? []
      const picker = h('input', { type: 'file', accept: '.json,application/json', class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true' })
      picker.addEventListener('change', async () => {
        const file = picker.files?.[0]
        if (!file) return
        try {
          const { state, problems } = readScenario(await file.text(), page.projecting)
          store.set(state, { step: true })
          if (problems.length) fill(status, t('share.partly', { parts: problems.join(', ') }))
          else close()
        } catch (error) {
          fill(status, t('share.noScenario', { name: file.name, reason: error instanceof Error ? error.message : String(error) }))
        }
      })
      return [
        menuAct(t('share.link'), copyLink),
        view?.promptText ? h('label', { class: 'item' }, h('span', null, choice, ' ', t('share.text'))) : null,
        h('hr'),
        store.state.view === 'task' ? menuAct(t('share.embed'), () => copy(embedCode(page, idsOf(rows())))) : null,
        menuAct(t('share.markdown'), () => copy(toMarkdown(rows()))),
        menuAct(t('share.csv'), () => (save(`taskfare-${store.state.view}.csv`, 'text/csv', toCsv(rows())), close())),
        menuAct(t('share.json'), () => (save(`taskfare-${store.state.view}.json`, 'application/json', toJson(rows())), close())),
        h('hr'),
        menuAct(t('share.save'), () => (save('taskfare-scenario.json', 'application/json', writeScenario(page, idsOf(rows()))), close())),
        menuAct(t('share.open'), () => picker.click()),
        picker,
        status,
      ]
    },
  }
}

/**
 * The task as an element for somebody's documentation, served from where this page is. It says the day of its prices,
 * so that what was published does not drift; own figures and rates stay behind, an element takes none.
 * @param {import('./main.js').Page} page @param {string[]} shown ids of offers where none is pinned or chosen
 */
export function embedCode({ store, at }, shown) {
  const { task, harness, pins, row } = store.state
  const models = [...new Set([...pins, ...(row ? [row] : [])])]
  const script = new URL('pkg/element.js', location.href.split('#')[0]).href
  return `<script type="module" src="${script}"></script>\n<task-fare profile="${task}" harness="${harness}" models="${(models.length ? models : shown).join(',')}" at="${at().slice(0, 10)}"></task-fare>\n`
}

/** Offers shown first: those a scenario is for where none is pinned. */
const FIRST = 4

/** @param {import('./parts/download.js').Rows} rows with a column of ids */
function idsOf([header = [], ...rows]) {
  const at = header.indexOf('id')
  return at < 0 ? [] : rows.slice(0, FIRST).map((row) => String(row[at]))
}

/** Where the clipboard is forbidden: the text, ready to be copied. @param {string} content */
function byHand(content) {
  const field = h('textarea', { class: 'input', readonly: true, rows: 3 }, content)
  field.addEventListener('focus', () => field.select())
  return field
}

/** The rows as objects under the names of the header. @param {import('./parts/download.js').Rows} rows */
export function toJson([header = [], ...rows]) {
  return JSON.stringify(rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? null]))), null, 2) + '\n'
}
