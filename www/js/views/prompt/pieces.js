/**
 * A text as its tokens: coloured pieces, a line at every boundary, visible
 * white space. One tab stop; arrow keys go from token to token.
 */
import { isPart } from '../../counting.js'
import { assign, fill, h } from '../../dom.js'

/** Tokens drawn at once; more on request, so that a long text stays quick to scroll. */
const PAGE = 2500

/** @typedef {{ id: number, text: string, at: number, bytes: string | null }} Piece `bytes` in hex where the token holds a part of a character */

/**
 * @param {string} text
 * @param {import('../../counting.js').Pieces} tokens
 * @returns {Piece[]}
 */
export function toPieces(text, { ids, ends, bytes }) {
  let start = 0
  return [...ids].map((id, at) => {
    const end = ends[at] ?? start
    const piece = { id, at, text: text.slice(start, end), bytes: isPart(ends, at) ? (bytes.get(id) ?? '·') : null }
    start = end
    return piece
  })
}

/**
 * @param {import('../../main.js').Page} page
 * @param {(piece: Piece | null, encoding: string) => void} onSelect
 */
export function createPieces({ t, format }, onSelect) {
  const body = h('div', { class: 'pieces mono', tabindex: '0', role: 'group', 'aria-describedby': 'token-strip' })
  /** @type {Piece[]} */
  let pieces = []
  let encoding = ''
  let shown = PAGE
  let selected = -1
  let ids = false

  body.addEventListener('click', ({ target }) => select(placeOf(target)))
  body.addEventListener('pointerover', ({ target }) => {
    const at = placeOf(target)
    if (at >= 0) onSelect(pieces[at] ?? null, encoding)
  })
  body.addEventListener('pointerleave', () => onSelect(pieces[selected] ?? null, encoding))
  body.addEventListener('focus', () => selected < 0 && body.matches(':focus-visible') && select(0))
  body.addEventListener('keydown', (event) => {
    const to = { ArrowRight: selected + 1, ArrowLeft: selected - 1, Home: 0, End: Math.min(shown, pieces.length) - 1 }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    select(Math.max(0, Math.min(Math.min(shown, pieces.length) - 1, to)))
  })

  /** @param {number} at */
  function select(at) {
    if (at < 0 || at >= pieces.length) return
    body.querySelector('.chosen')?.classList.remove('chosen')
    selected = at
    const element = body.children[at]
    element?.classList.add('chosen')
    element?.scrollIntoView({ block: 'nearest' })
    onSelect(pieces[at] ?? null, encoding)
  }

  function draw() {
    fill(body, pieces.slice(0, shown).map((piece) => pieceElement(piece, ids)))
    body.children[selected]?.classList.add('chosen')
    if (pieces.length > shown) body.append(moreButton())
  }

  function moreButton() {
    const more = () => {
      shown += PAGE * 2
      draw()
    }
    return h('button', { type: 'button', class: 'link more-tokens', onclick: more }, t('prompt.moreTokens', { count: format.count(pieces.length - shown) }))
  }

  return {
    element: body,
    /** @param {string} name @param {Piece[]} next @param {boolean} withIds */
    update(name, next, withIds) {
      encoding = name
      pieces = next
      ids = withIds
      if (selected >= pieces.length) selected = -1
      assign(body, { 'aria-label': t('prompt.viewLabel', { encoding: name }) })
      draw()
    },
  }
}

/** @param {EventTarget | null} target */
const placeOf = (target) => (target instanceof Element ? Number(target.closest('[data-at]')?.getAttribute('data-at') ?? -1) : -1)

/** @param {Piece} piece @param {boolean} ids */
function pieceElement(piece, ids) {
  const element = h('span', { class: `piece p${piece.at % 5}`, 'data-at': piece.at })
  if (ids) {
    fill(element, String(piece.id), piece.text.includes('\n') ? '\n' : null)
  } else if (piece.bytes !== null) {
    fill(element, h('i', { class: 'byte' }, `‹${piece.bytes}›`), piece.text.includes('\n') ? '\n' : null)
  } else {
    fill(element, marked(piece.text))
  }
  return element
}

/** White space made visible without changing where lines break. @param {string} text */
function marked(text) {
  if (!/[ \n\t\r]/.test(text)) return [text]
  return text.split(/([ \n\t\r])/).map((part) => {
    if (part === ' ') return h('i', { class: 'space' }, '·')
    if (part === '\n') return [h('i', { class: 'space' }, '↵'), '\n']
    if (part === '\r') return h('i', { class: 'space' }, '␍')
    if (part === '\t') return [h('i', { class: 'space' }, '→'), '\t']
    return part
  }).flat()
}
