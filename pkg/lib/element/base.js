/**
 * What both elements share: one engine for the page, theme and language, one
 * update for any number of attribute changes, and the fallback in the light
 * DOM that stays for as long as there is no figure.
 */
import { taskfareError } from '../errors.js'
import { openFigures } from './engine.js'
import { css } from './style.js'
import { strings } from './words.js'

/** Attributes that hold a number for other reasons than to be read here. */
const OTHERS = /^(id|class|slot|part|style|title|tabindex|key|nonce|data-.*|aria-.*|[^a-z].*|[vx]-.*)$/

/** The language tag as `Intl` takes it (`en_US` is written in many a page); nothing where it is none. */
function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

/** A server has no elements; importing there must do nothing and break nothing. */
const Base = globalThis.HTMLElement ?? class {}

let engine = null
let sheet = null

/** The engine of this copy of the package, started by the first element that needs it. */
function sharedEngine() {
  engine ??= openFigures().catch((error) => {
    engine = null
    throw error
  })
  return engine
}

/** Constructed, not a `<style>`: a policy against inline styles does not concern it. */
function sharedSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  }
  return sheet
}

/** Said aloud, because a narrow element lays its table out as a grid, and some browsers then take it for none. */
const ROLES = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tfoot: 'rowgroup', tr: 'row', td: 'cell', col: 'columnheader', row: 'rowheader' }

/** An element of the shadow tree: `h('td', { part: 'total' }, 'text', child)`. */
export function h(tag, attributes = {}, ...children) {
  const svg = tag === 'svg' || tag === 'rect' || tag === 'line' || tag === 'circle'
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag)
  for (const [name, value] of Object.entries({ role: ROLES[attributes.scope ?? tag], ...attributes })) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

export class FareElement extends Base {
  #pending = false
  #turn = 0
  #given = {}
  result = null

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sharedSheet()]
      this.#adopt('request')
    }
    this.show(h('slot'))
    this.#schedule()
  }

  disconnectedCallback() {
    // An answer still under way is for a page that is gone.
    this.#turn++
  }

  attributeChangedCallback() {
    this.#schedule()
  }

  /** A whole request, in place of the attributes: own profiles, harnesses, usages. */
  get request() {
    return this.#given.request ?? null
  }

  set request(value) {
    this.#given.request = value
    this.#schedule()
  }

  /** A property that was set before the element was defined is set again, through its accessor. */
  #adopt(name) {
    if (!Object.hasOwn(this, name)) return
    const value = this[name]
    delete this[name]
    this[name] = value
  }

  #schedule() {
    if (this.#pending || !this.isConnected) return
    this.#pending = true
    queueMicrotask(() => {
      this.#pending = false
      this.#update()
    })
  }

  async #update() {
    const turn = ++this.#turn
    try {
      const started = await sharedEngine()
      if (turn !== this.#turn) return
      this.#refuseStrays()
      this.result = this.compute(started)
      this.show(this.render(this.result, started))
      this.#tell('taskfare-ready', this.result)
    } catch (error) {
      if (turn !== this.#turn) return
      this.result = null
      this.show(h('slot'), this.trouble(error))
      this.#tell('taskfare-error', error)
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  /** Replaces what is shown. */
  show(...nodes) {
    this.shadowRoot.replaceChildren(...nodes)
  }

  /** The language of the element, or of what it stands in, else the reader's. */
  get language() {
    const asked = [this.closest('[lang]')?.lang, globalThis.navigator?.language].filter(Boolean)
    return asked.map(canonical).find(Boolean) ?? 'en'
  }

  get words() {
    return strings(this.language)
  }

  /** A number in an attribute that is not read is a misspelt one, and a figure without it would be another. */
  #refuseStrays() {
    const known = this.constructor.observedAttributes
    const stray = [...this.attributes].find(({ name, value }) => /^[\d.,_]+$/.test(value) && !known.includes(name) && !OTHERS.test(name))
    if (stray) throw this.wrong(stray.name, 'there is no such attribute', `there are ${known.join(', ')}`)
  }

  /** An error that names the attribute. */
  wrong(attribute, message, hint) {
    return taskfareError('invalid-argument', message, { path: attribute, hint })
  }

  /** Numbers of attributes; anything else is an error. */
  number(name, otherwise) {
    const text = this.getAttribute(name)
    if (text === null || text === '') return otherwise
    const value = Number(text.replaceAll(/[,_\s]/g, ''))
    if (Number.isFinite(value) && value >= 0) return value
    throw this.wrong(name, `expected a number, got ${JSON.stringify(text)}`)
  }

  /**
   * The instant of the rates. Where none is given it is the day on which the
   * package's own table was last checked, so a published figure never drifts;
   * `at="now"` asks for today's.
   */
  instant(started) {
    const at = this.getAttribute('at')
    if (at === 'now') return undefined
    const day = at ?? started.table.checked
    return day.length === 10 ? `${day}T00:00:00Z` : day
  }
}
