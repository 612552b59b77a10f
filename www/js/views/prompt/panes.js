/** The text on the left, its tokens on the right; or the tokens of two tokenizers side by side. */
import { assign, fill, h } from '../../dom.js'
import { encoding, piecesOf, vocabulary } from '../../counting.js'
import { createPieces, toPieces } from './pieces.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('./pieces.js').Piece} Piece */

/** Characters whose tokens are drawn; all of a text is counted. */
const DRAWN = 30_000
/** Characters put into the text field of a larger file; all of them are counted. */
export const EDITED = 400_000

/**
 * @param {Page} page
 * @param {object} acts
 * @param {(text: string) => void} acts.onText
 * @param {(piece: Piece | null, encoding: string) => void} acts.onSelect
 * @param {() => void} acts.onRetry
 */
export function createPanes(page, { onText, onSelect, onRetry }) {
  const { t, store } = page
  const input = h('textarea', { class: 'input prompt-text mono', 'aria-label': t('prompt.label'), spellcheck: 'false' })
  input.addEventListener('input', () => onText(input.value))
  const left = createPane(page, () => 'left', onSelect, onRetry)
  const right = createPane(page, () => (store.state.pieces ? 'right' : 'left'), onSelect, onRetry)
  const textPane = h(
    'section',
    { class: 'pane', 'aria-label': t('prompt.label') },
    h('header', null, h('h2', null, t('prompt.label')), h('button', { type: 'button', class: 'link', onclick: () => (onText(''), (input.value = ''), input.focus()) }, t('prompt.clear'))),
    input,
  )
  const element = h('div', { class: 'panes' }, textPane, left.element, right.element)
  return {
    element,
    input,
    /** Says whether the tokens are still to come. @param {boolean} busy */
    setBusy: (busy) => assign(element, { 'aria-busy': busy ? 'true' : null }),
    /** How far the vocabularies have come: nothing else changes with it. */
    showVocabularies() {
      left.showStatus()
      right.showStatus()
    },
    /** @param {string} text @param {Map<string, number>} counts @param {number} characters */
    update(text, counts, characters) {
      const { pieces } = store.state
      textPane.hidden = pieces
      left.element.hidden = !pieces
      const shown = text.length > EDITED ? text.slice(0, EDITED) : text
      if (input.value !== shown && document.activeElement !== input) input.value = shown
      input.readOnly = text.length > EDITED
      const base = counts.get(store.state.left)
      if (pieces) left.update(text, counts, characters)
      right.update(text, counts, characters, pieces ? base : undefined)
    },
  }
}

/**
 * @param {Page} page @param {() => 'left' | 'right'} side whose tokenizer it shows: beside the text field, the left one
 * @param {(piece: Piece | null, encoding: string) => void} onSelect @param {() => void} onRetry
 */
function createPane(page, side, onSelect, onRetry) {
  const { t, store, format } = page
  const choice = h('select', { class: 'select bare', 'aria-label': t('prompt.tokenizer'), onchange: () => store.set({ [side()]: choice.value }, { step: true }) })
  fill(choice, page.encodings.map((name) => h('option', { value: name }, name)))
  const status = h('span', { class: 'grade' })
  const size = h('span', { class: 'pane-size' })
  const pieces = createPieces(page, onSelect)
  const element = h('section', { class: 'pane' }, h('header', null, choice, status, size), pieces.element)
  let drawn = ''

  /** @param {string} name @param {string} text */
  async function draw(name, text) {
    const key = `${name}\n${store.state.ids}\n${text}`
    if (drawn === key) return
    drawn = key
    const part = cut(text, DRAWN)
    try {
      const tokens = await piecesOf(name, part)
      if (drawn === key) pieces.update(name, toPieces(part, tokens), store.state.ids)
    } catch {
      if (drawn === key) drawn = ''
    }
  }

  function showStatus() {
    const name = store.state[side()]
    const { state, share } = vocabulary(name)
    if (state === 'failed') {
      status.className = 'error'
      fill(status, t('prompt.failed'), ' ', h('button', { type: 'button', class: 'link', onclick: () => (encoding(name).catch(() => {}), onRetry()) }, t('fail.retry')))
    } else {
      status.className = state === 'ready' ? 'grade' : 'grade half'
      fill(status, state === 'ready' ? t('grade.exact') : t('prompt.loading', { percent: format.percent(share, '0%') }))
    }
  }

  return {
    element,
    showStatus,
    /** @param {string} text @param {Map<string, number>} counts @param {number} characters @param {number} [base] tokens of the other pane */
    update(text, counts, characters, base) {
      const name = store.state[side()]
      assign(choice, { value: name })
      showStatus()
      const count = counts.get(name)
      if (count === undefined) return
      const parts = [h('b', null, format.count(count)), ' ', t('prompt.each', { count: '', each: count ? format.plain(characters / count, 1) : '0' }).trim()]
      if (base) parts.push(` · ${signed(format, (count - base) / base)}`)
      fill(size, parts)
      void draw(name, text)
    },
  }
}

/** @param {import('../../format.js').Format} format @param {number} share */
function signed(format, share) {
  const text = format.percent(Math.abs(share), '<1%')
  return share > 0 ? `+${text}` : share < 0 ? `−${text}` : text
}

/** The first characters of a text, no surrogate pair cut in two. @param {string} text @param {number} limit */
function cut(text, limit) {
  if (text.length <= limit) return text
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit
  return text.slice(0, end)
}
