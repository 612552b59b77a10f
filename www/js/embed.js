/**
 * One element in a frame, for sites that take no script: `embed.html?profile=bug-fix&models=gpt-5.5`.
 * The query holds the element's attributes; the page around it is told how high the frame should be.
 */
import { FareAmount, TaskFare } from '../pkg/element.js'

const asked = new URLSearchParams(location.search)
const [tag, known] = asked.has('model') ? ['fare-amount', FareAmount] : ['task-fare', TaskFare]
const element = document.createElement(tag)
for (const name of known.observedAttributes) {
  const value = asked.get(name)
  if (value !== null) element.setAttribute(name, value)
}
document.documentElement.lang = asked.get('lang') ?? navigator.language
document.documentElement.style.colorScheme = asked.get('theme') ?? ''
document.body.append(element)

/** An open bill lies over the page and does not make it higher; a closed one is nowhere. */
const bill = () => element.shadowRoot?.querySelector('[popover]')
const highest = () => Math.max(...[document.documentElement, bill()].map((shown) => shown?.getBoundingClientRect().bottom ?? 0)) + scrollY

// Nothing but a number leaves the frame, so any page may have it.
const tell = () => parent.postMessage({ type: 'taskfare-height', height: Math.ceil(highest()) }, '*')
const sizes = new ResizeObserver(tell)
sizes.observe(document.documentElement)
for (const shown of ['taskfare-ready', 'taskfare-error']) {
  element.addEventListener(shown, () => {
    const drawn = bill()
    if (drawn) sizes.observe(drawn)
  })
}
