/**
 * One pop-over for the page: the same on hover and on focus, it stays while the
 * pointer is on it, and Escape closes it. What it says is never said only there.
 */
import { fill, h } from '../dom.js'

/** @typedef {import('../dom.js').Children} Children */

/** @type {HTMLElement | null} */
let box = null
/** @type {Element | null} */
let owner = null
let closing = 0

function theBox() {
  if (!box) {
    box = h('div', { class: 'popover', id: 'popover', role: 'tooltip', hidden: true })
    box.addEventListener('pointerenter', () => clearTimeout(closing))
    box.addEventListener('pointerleave', soonHide)
    document.addEventListener('keydown', (event) => event.key === 'Escape' && hide())
  }
  // Another view or language took it away. It is part of what it explains, so it stands in the same landmark.
  if (!box.isConnected) (document.querySelector('main') ?? document.body).append(box)
  return box
}

export function hide() {
  clearTimeout(closing)
  if (box) box.hidden = true
  owner?.removeAttribute('aria-describedby')
  owner = null
}

function soonHide() {
  clearTimeout(closing)
  closing = window.setTimeout(hide, 120)
}

/** @param {Element} anchor @param {Children} content */
function show(anchor, content) {
  clearTimeout(closing)
  const element = theBox()
  if (owner !== anchor) hide()
  owner = anchor
  fill(element, content)
  element.hidden = false
  anchor.setAttribute('aria-describedby', 'popover')
  place(element, anchor.getBoundingClientRect())
}

/** @param {HTMLElement} element @param {DOMRect} at */
function place(element, at) {
  const room = document.documentElement.clientWidth
  const { width, height } = element.getBoundingClientRect()
  const left = Math.max(8, Math.min(at.left, room - width - 8))
  const below = at.bottom + 6 + height < window.innerHeight || at.top < height + 8
  element.style.left = `${left + scrollX}px`
  element.style.top = `${(below ? at.bottom + 6 : at.top - height - 6) + scrollY}px`
}

/** What is said of an element. @type {WeakMap<Element, () => Children>} */
const said = new WeakMap()

/** The element with a pop-over that something happened in. @param {EventTarget | null} target */
function anchorOf(target) {
  let element = target instanceof Element ? target : null
  while (element && !said.has(element)) element = element.parentElement
  return element
}

/** One pair of listeners for a page of hundreds of marks. @param {Event} event */
function come({ target }) {
  const anchor = anchorOf(target)
  if (anchor === null) return
  if (anchor === owner) clearTimeout(closing)
  else show(anchor, said.get(anchor)?.())
}

/** @param {PointerEvent | FocusEvent} event */
function leave({ target, relatedTarget }) {
  if (owner && anchorOf(target) === owner && anchorOf(relatedTarget) !== owner) soonHide()
}
document.addEventListener('pointerover', come)
document.addEventListener('pointerout', leave)
document.addEventListener('focusin', come)
document.addEventListener('focusout', leave)

/**
 * Gives an element a pop-over.
 * @template {Element} E
 * @param {E} element @param {() => Children} content
 */
export function explain(element, content) {
  said.set(element, content)
  return element
}

/** What is said in `fresh` is said from now on in `kept`, which looks the same. @param {Element} kept @param {Element} fresh */
export function sayAnew(kept, fresh) {
  const places = kept.querySelectorAll('*')
  fresh.querySelectorAll('*').forEach((element, at) => {
    const content = said.get(element)
    const place = places[at]
    if (content && place) said.set(place, content)
  })
}
