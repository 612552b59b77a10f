/**
 * The few helpers the views build their elements with. Text always becomes a
 * text node, so nothing that a user typed is ever read as markup.
 */

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Child | readonly Children[]} Children */

const SVG = 'http://www.w3.org/2000/svg'

/**
 * @param {Element} element
 * @param {Record<string, unknown>} attributes `on…` listens, `class`/`data-…`/`aria-…` as in HTML, others that are properties are set as such
 */
export function assign(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on') && typeof value === 'function') {
      element.addEventListener(name.slice(2).toLowerCase(), /** @type {EventListener} */ (value))
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name)
    } else if (name === 'value' || name === 'checked' || name === 'selected' || name === 'indeterminate') {
      Object.assign(element, { [name]: value })
    } else {
      element.setAttribute(name, value === true ? '' : String(value))
    }
  }
}

/** @param {Node} parent @param {readonly Children[]} children */
function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (Array.isArray(child)) append(parent, child)
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)))
  }
}

/**
 * An HTML element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown> | null} [attributes]
 * @param {...Children} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag)
  if (attributes) assign(element, attributes)
  append(element, children)
  return element
}

/**
 * An SVG element; drawings are hidden from assistive technology by their callers.
 * @param {string} tag
 * @param {Record<string, unknown> | null} [attributes]
 * @param {...Children} children
 */
export function s(tag, attributes, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag))
  if (attributes) assign(element, attributes)
  append(element, children)
  return element
}

/**
 * A sentence whose `**stressed**` parts are bold.
 * @param {string} sentence
 * @returns {Child[]}
 */
export function rich(sentence) {
  return sentence.split('**').map((part, at) => (at % 2 === 1 ? h('b', null, part) : part))
}

/** Replaces what `parent` holds; a text that stands there already is left alone. @param {Element} parent @param {...Children} children */
export function fill(parent, ...children) {
  const [only] = children
  if (children.length === 1 && typeof only === 'string' && parent.childElementCount === 0 && parent.textContent === only) return
  parent.replaceChildren()
  append(parent, children)
}

/** Whether a key press belongs to a field and not to the page. @param {EventTarget | null} target */
export function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
}
