/** A button that opens a small panel under itself. One panel is open at a time. */
import { fill, h } from '../dom.js'

/** @typedef {import('../dom.js').Children} Children */

/** @type {(() => void) | null} */
let closeOpen = null

document.addEventListener('pointerdown', (event) => {
  if (closeOpen && event.target instanceof Element && !event.target.closest('.menu-box')) closeOpen()
})

/**
 * @param {object} options
 * @param {string} [options.label] what assistive technology calls the button, where its text is not enough
 * @param {string} [options.className]
 * @param {boolean} [options.atStart] the panel hangs from the button's start and not its end
 * @param {(close: () => void) => Children} options.content made anew at each opening
 */
export function createMenu({ label, className = 'tool caret', atStart = false, content }) {
  const button = h('button', { type: 'button', class: className, 'aria-expanded': 'false', 'aria-label': label })
  const panel = h('div', { class: atStart ? 'menu at-start' : 'menu', hidden: true })
  const element = h('div', { class: 'menu-box' }, button, panel)

  const close = () => {
    panel.hidden = true
    button.setAttribute('aria-expanded', 'false')
    if (closeOpen === close) closeOpen = null
  }
  const closeAndReturn = () => {
    const inside = element.contains(document.activeElement)
    close()
    if (inside) button.focus()
  }
  const open = () => {
    closeOpen?.()
    fill(panel, content(closeAndReturn))
    panel.hidden = false
    button.setAttribute('aria-expanded', 'true')
    closeOpen = close
    keepInside(panel)
    firstOf(panel)?.focus()
  }
  button.addEventListener('click', () => (panel.hidden ? open() : close()))
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden) {
      event.stopPropagation()
      closeAndReturn()
    }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !panel.hidden && !(event.target instanceof HTMLInputElement && event.target.type === 'text')) {
      event.preventDefault()
      move(panel, event.key === 'ArrowDown' ? 1 : -1)
    }
  })
  element.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) close()
  })
  return { element, button, open, close }
}

/** Moves a panel that would leave the page back onto it. @param {HTMLElement} panel */
function keepInside(panel) {
  panel.style.translate = ''
  const { left, right } = panel.getBoundingClientRect()
  const room = document.documentElement.clientWidth
  const shift = left < 8 ? 8 - left : right > room - 8 ? room - 8 - right : 0
  if (shift) panel.style.translate = `${shift}px 0`
}

/** @param {HTMLElement} panel */
const items = (panel) => /** @type {HTMLElement[]} */ ([...panel.querySelectorAll('button, input, select, a[href]')])

/** @param {HTMLElement} panel */
const firstOf = (panel) => panel.querySelector('[aria-checked="true"]') instanceof HTMLElement ? /** @type {HTMLElement} */ (panel.querySelector('[aria-checked="true"]')) : items(panel)[0]

/** @param {HTMLElement} panel @param {number} step */
function move(panel, step) {
  const all = items(panel)
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  all[(at + step + all.length) % all.length]?.focus()
}

/**
 * A choice in a menu, ticked where it is in force.
 * @param {string} label @param {boolean} on @param {() => void} choose @param {'radio' | 'checkbox'} [kind]
 */
export function menuChoice(label, on, choose, kind = 'radio') {
  return h('button', { type: 'button', class: 'item', role: kind, 'aria-checked': String(on), onclick: choose }, label)
}

/** An act in a menu. @param {string} label @param {() => void} act */
export function menuAct(label, act) {
  return h('button', { type: 'button', class: 'item', onclick: act }, label)
}
