/**
 * As much of a document as the page's views need to be drawn once and written
 * down as markup: elements, attributes, text. Nothing listens and nothing is laid out.
 */

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'path', 'rect', 'circle'])

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
const quoted = (text) => escaped(text).replaceAll('"', '&quot;')

export class Node {
  parentNode = null
  get isConnected() {
    return true
  }
}

export class Text extends Node {
  constructor(data) {
    super()
    this.textContent = String(data)
  }
  get outerHTML() {
    return escaped(this.textContent)
  }
}

export class Element extends Node {
  attributes = new Map()
  childNodes = []
  constructor(tag) {
    super()
    this.tag = tag
    const { attributes } = this
    this.dataset = new Proxy({}, { get: (_, key) => attributes.get(dashed(key)), set: (_, key, value) => Boolean(attributes.set(dashed(key), String(value))), deleteProperty: (_, key) => attributes.delete(dashed(key)) || true })
    // Styles set by script are left out: the page's policy forbids them in markup.
    this.style = { setProperty() {} }
    const names = () => (attributes.get('class') ?? '').split(' ').filter(Boolean)
    const write = (list) => attributes.set('class', list.join(' '))
    this.classList = { add: (name) => write([...new Set([...names(), name])]), remove: (name) => write(names().filter((other) => other !== name)), contains: (name) => names().includes(name), toggle: (name, on = !names().includes(name)) => (on ? this.classList.add(name) : names().includes(name) && this.classList.remove(name)) }
  }
  getAttribute(name) {
    return this.attributes.get(name) ?? null
  }
  setAttribute(name, value) {
    this.attributes.set(name, String(value))
  }
  removeAttribute(name) {
    this.attributes.delete(name)
  }
  appendChild(child) {
    child.parentNode?.childNodes.splice(child.parentNode.childNodes.indexOf(child), 1)
    child.parentNode = this
    this.childNodes.push(child)
    return child
  }
  insertBefore(child, next) {
    this.appendChild(child)
    if (!next) return child
    this.childNodes.splice(this.childNodes.indexOf(next), 0, this.childNodes.pop())
    return child
  }
  append(...children) {
    for (const child of children) this.appendChild(child instanceof Node ? child : new Text(child))
  }
  replaceChildren(...children) {
    for (const child of this.childNodes) child.parentNode = null
    this.childNodes = []
    this.append(...children)
  }
  remove() {
    this.parentNode?.childNodes.splice(this.parentNode.childNodes.indexOf(this), 1)
  }
  /** Every element below that holds for a test. */
  *below(holds = () => true) {
    for (const child of [...this.childNodes]) {
      if (!(child instanceof Element)) continue
      if (holds(child)) yield child
      yield* child.below(holds)
    }
  }
  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null
  }
  querySelectorAll(selector) {
    return [...this.below((element) => selector.split(',').some((one) => element.matches(one.trim())))]
  }
  matches(selector) {
    const [, tag = '', classes = '', attribute] = /^([a-z]*)((?:\.[\w-]+)*)(?:\[([\w-]+)(?:="[^"]*")?\])?$/.exec(selector) ?? []
    return (tag === '' || tag === this.tag) && classes.split('.').filter(Boolean).every((name) => this.classList.contains(name)) && (!attribute || this.attributes.has(attribute))
  }
  get textContent() {
    return this.childNodes.map(({ textContent }) => textContent).join('')
  }
  set textContent(text) {
    this.replaceChildren(text)
  }
  get outerHTML() {
    const attributes = [...this.attributes].map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${quoted(value)}"`)).join('')
    const inside = this.childNodes.map(({ outerHTML }) => outerHTML).join('')
    if (VOID.has(this.tag) && inside === '') return `<${this.tag}${attributes}${this.isDrawing ? '/' : ''}>`
    return `<${this.tag}${attributes}>${inside}</${this.tag}>`
  }
  addEventListener() {}
  removeEventListener() {}
  contains = () => false
  scrollIntoView() {}
  focus() {}
  closest = () => null
  getBoundingClientRect = () => ({ left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 })
}

const dashed = (key) => `data-${String(key).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** Properties that markup writes as attributes. */
for (const [property, attribute] of [['className', 'class'], ['value', 'value'], ['type', 'type'], ['id', 'id'], ['name', 'name'], ['tabIndex', 'tabindex'], ['href', 'href']]) {
  Object.defineProperty(Element.prototype, property, {
    get() {
      return this.attributes.get(attribute) ?? ''
    },
    set(value) {
      this.attributes.set(attribute, String(value))
      if (property === 'value' && this.tag === 'select') for (const option of this.below(({ tag }) => tag === 'option')) option.value === String(value) ? option.attributes.set('selected', '') : option.attributes.delete('selected')
    },
  })
}
for (const property of ['hidden', 'checked', 'disabled', 'readOnly']) {
  Object.defineProperty(Element.prototype, property, {
    get() {
      return this.attributes.has(property.toLowerCase())
    },
    set(on) {
      if (on) this.attributes.set(property.toLowerCase(), '')
      else this.attributes.delete(property.toLowerCase())
    },
  })
}

/** Puts a document of this kind where the page's modules look for one. */
export function install() {
  const root = new Element('html')
  const body = new Element('body')
  Object.assign(root, { clientWidth: 1265 })
  const drawing = (tag) => Object.assign(new Element(tag), { isDrawing: true, viewBox: { baseVal: { width: 0, height: 0 } } })
  const document = { documentElement: root, body, activeElement: null, createElement: (tag) => new Element(tag), createElementNS: (_, tag) => drawing(tag), createTextNode: (text) => new Text(text), addEventListener() {}, removeEventListener() {}, getElementById: () => null, querySelector: () => null }
  const window = { addEventListener() {}, removeEventListener() {}, setTimeout() {} }
  const storage = { getItem: () => null, setItem() {}, removeItem() {} }
  const classes = Object.fromEntries(['HTMLElement', 'HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement', 'SVGElement'].map((name) => [name, class extends Element {}]))
  const IntersectionObserver = class {
    observe() {}
    disconnect() {}
  }
  const all = { IntersectionObserver, document, window, Node, Element, ...classes, location: { hash: '', href: '' }, history: { pushState() {}, replaceState() {} }, localStorage: storage, sessionStorage: storage, matchMedia: () => ({ matches: false }), addEventListener() {}, removeEventListener() {} }
  for (const [name, value] of Object.entries(all)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  return document
}
