/** The side of the task view: what is to be done, how it runs, how often, at which prices. */
import { assign, fill, h } from '../../dom.js'
import { readInstant } from '../../parts/settings.js'
import { OWN_WORK } from '../../own-work.js'
import { encode } from '../../state.js'
import { createDiscounts } from './discounts.js'
import { growthOf, leastGrowth, quantileOf, startOf } from '../../scenario.js'
import { Z90 } from '../../spreadmath.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../state.js').State} State */

/**
 * A number that says its range and unit, and keeps the last good value.
 * @param {Page} page
 * @param {object} options
 * @param {string} options.label @param {string} [options.unit]
 * @param {number} options.low @param {number} options.high
 * @param {number} [options.places] decimals that it may have
 * @param {() => number | null} options.value null where nothing is said: the field is empty
 * @param {(value: number | null) => void} options.change null for an emptied field: back to the default
 */
export function numberField({ t, format }, { label, unit, low, high, places = 0, value, change }) {
  const form = new RegExp(places ? `^\\d+(\\.\\d{1,${places}})?$` : '^\\d+$')
  const input = h('input', { class: 'input', type: 'text', inputmode: places ? 'decimal' : 'numeric', autocomplete: 'off', role: 'spinbutton', 'aria-valuemin': low, 'aria-valuemax': high })
  const error = h('span', { class: 'error', role: 'alert' })
  const read = () => {
    const digits = input.value.replace(/[\s,_]/g, '')
    if (digits === '') return accept(null)
    const number = Number(digits)
    const good = form.test(digits) && number >= low && number <= high
    assign(input, { 'aria-invalid': good ? null : 'true' })
    fill(error, good ? null : t('field.range', { low: format.count(low, places), high: format.count(high), unit: unit ?? '' }).trim())
    if (good) change(number)
  }
  const accept = (/** @type {number | null} */ number) => {
    assign(input, { 'aria-invalid': null })
    fill(error, null)
    change(number)
  }
  const stepBy = (/** @type {number} */ by) => {
    const next = Number(Math.max(low, Math.min(high, (value() ?? 0) + by)).toFixed(places))
    input.value = format.count(next, places)
    accept(next)
  }
  input.addEventListener('input', read)
  input.addEventListener('blur', () => show(true))
  input.addEventListener('keydown', (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    stepBy(by * niceStep(value() ?? 0))
  })
  const written = (/** @type {number | null} */ number) => (number === null ? '' : format.count(number, places))
  /** @param {boolean} always */
  function show(always) {
    assign(input, { 'aria-valuenow': value() })
    if (!always && document.activeElement === input) return
    if (input.getAttribute('aria-invalid') === null) input.value = written(value())
  }
  const element = h('label', { class: 'field' }, h('span', { class: 'label' }, label, unit ? h('span', { class: 'unit' }, unit) : null), input, error)
  return { element, update: () => show(false) }
}

/** Arrow keys step by about a twentieth. @param {number} value */
const niceStep = (value) => (value < 50 ? 1 : 10 ** Math.floor(Math.log10(value / 5)))

/**
 * @param {Page} page
 * @param {object} options
 * @param {string} options.label
 * @param {[string, string][]} options.choices value and text
 * @param {() => string} options.value
 * @param {(value: string) => void} options.change
 */
export function choiceField(page, { label, choices, value, change }) {
  const select = h('select', { class: 'select', onchange: () => change(select.value) }, choices.map(([value, text]) => h('option', { value }, text)))
  return { element: h('label', { class: 'field' }, h('span', { class: 'label' }, label), select), update: () => (select.value = value()) }
}

/** @param {string} name @param {string} label @param {[string, string][]} choices @param {() => string} value @param {(value: string) => void} change */
export function segmentField(name, label, choices, value, change) {
  const inputs = choices.map(([choice]) => h('input', { type: 'radio', name, value: choice, onchange: () => change(choice) }))
  const element = h('div', { class: 'segments', role: 'radiogroup', 'aria-label': label }, choices.map(([, text], at) => h('label', null, inputs[at], h('span', null, text))))
  const update = () => inputs.forEach((input) => (input.checked = input.value === value()))
  return { element, update }
}

/**
 * @param {Page} page
 * @param {() => import('../../scenario.js').Scenario} scenario with the reader's own figures
 * @param {() => void} onAssumptions
 */
export function createPanel(page, scenario, onAssumptions) {
  const { t, store, format, projecting } = page
  const set = (/** @type {Partial<State>} */ patch, step = false) => store.set(patch, { step })
  const fields = {
    kind: choiceField(page, { label: t('task.kind'), choices: kindsOf(page), value: () => store.state.task, change: (task) => set({ task, start: null, growth: null }, true) }),
    start: numberField(page, { label: t('task.start'), unit: t('unit.tokens'), low: 1, high: 2_000_000, value: () => startOf(scenario()), change: (start) => set({ start }) }),
    growth: numberField(page, { label: t('task.growth'), unit: t('unit.tokens'), low: 0, high: 200_000, value: () => growthOf(scenario()), change: (growth) => set({ growth }) }),
    harness: choiceField(page, { label: t('task.harness'), choices: projecting.harnesses().map(({ id, name }) => [id, page.nameOf('harness', id, name)]), value: () => store.state.harness, change: (harness) => set({ harness, tries: null }, true) }),
    cache: choiceField(page, { label: t('task.cache'), choices: [['harness', t('cache.harness')], ['hour', t('cache.hour')], ['system', t('cache.system')], ['off', t('cache.off')]], value: () => store.state.cache, change: (cache) => set({ cache }, true) }),
    tries: numberField(page, { label: t('task.tries'), low: 1, high: 100, value: () => scenario().harness.attempts, change: (tries) => set({ tries }) }),
    perDay: numberField(page, { label: t('task.perDay'), low: 1, high: 1_000_000, value: () => store.state.perDay, change: (perDay) => set({ perDay: perDay ?? 20 }) }),
    days: numberField(page, { label: t('task.days'), low: 1, high: 31, value: () => store.state.days, change: (days) => set({ days: days ?? 21 }) }),
    service: segmentField('service', t('table.service'), [['standard', t('service.standard')], ['batch', t('service.batch')], ['fast', t('service.fast')]], () => store.state.service, (service) => set({ service }, true)),
    at: instantField(page),
    discounts: createDiscounts(page),
  }
  const callsHint = h('p', { class: 'hint' })
  const link = (/** @type {'prompt' | 'logs'} */ view, /** @type {string} */ text) => h('a', { href: encode(page.carry(view)) }, text)
  const ownHint = h('p', { class: 'hint' }, t('task.orFrom'), ' ', link('prompt', t('task.ownPrompt')), ' · ', link('logs', t('task.ownLogs')))
  const growthHint = h('p', { class: 'hint' })
  const month = h('p', { class: 'hint' })
  const assumptions = h('button', { type: 'button', class: 'link', onclick: onAssumptions })
  const section = (/** @type {string} */ title, /** @type {import('../../dom.js').Children[]} */ ...parts) => h('section', null, h('h2', null, title), parts)
  const element = h(
    'div',
    { class: 'side' },
    section(t('task.what'), fields.kind.element, ownHint, callsHint, fields.start.element, fields.growth.element, growthHint),
    section(t('task.how'), fields.harness.element, fields.cache.element, fields.tries.element),
    section(t('task.often'), h('div', { class: 'pair' }, fields.perDay.element, fields.days.element), month),
    section(t('task.prices'), fields.service.element, fields.at.element, fields.discounts.element),
    h('section', null, assumptions, h('p', { class: 'hint' }, t('task.assumptionsHint'))),
  )
  return {
    element,
    update() {
      for (const field of Object.values(fields)) field.update()
      const { profile, harness } = scenario()
      fill(callsHint, callsText(page, profile))
      const low = store.state.growth !== null && store.state.growth < leastGrowth(scenario())
      fill(growthHint, low ? t('task.growthLow', { least: format.count(leastGrowth(scenario())) }) : null)
      fill(month, t('task.month', { tasks: format.count(store.state.perDay * store.state.days) }))
      fill(assumptions, t('task.assumptions', { count: profile.basis.length + harness.basis.length }))
    },
  }
}

/** How many calls a run makes, and on which model that was seen. @param {Page} page @param {import('../../projecting.js').Profile} profile */
function callsText({ t, format, offers, store, at }, { calls, reference }) {
  const [half, tenth] = [0, Z90].map((z) => format.count(Math.round(quantileOf(calls, z))))
  const model = offers.listFor(at(), store.state.service, store.state).find(({ id }) => id.endsWith(`/${reference}`))?.name ?? reference ?? ''
  return half === tenth || model === '' ? t('task.callsSame', { half: half ?? '' }) : t('task.callsHint', { model, half: half ?? '', tenth: tenth ?? '' })
}

/** Kinds of task, one's own work first where there is any. @param {Page} page @returns {[string, string][]} */
function kindsOf(page) {
  const kinds = page.projecting.profiles().map(({ id, name }) => /** @type {[string, string]} */ ([id, page.nameOf('profile', id, name)]))
  return page.store.state.own === null ? kinds : [[OWN_WORK, page.t('task.ownWork')], ...kinds]
}

/** @param {Page} page */
function instantField({ t, store, at }) {
  const input = h('input', { class: 'input', type: 'text', autocomplete: 'off', spellcheck: 'false' })
  const error = h('span', { class: 'error', role: 'alert' })
  input.addEventListener('input', () => {
    const instant = readInstant(input.value)
    assign(input, { 'aria-invalid': instant === null ? 'true' : null })
    fill(error, instant === null ? t('date.bad') : null)
    if (instant !== null) store.set({ at: instant })
  })
  const update = () => {
    if (document.activeElement !== input && input.getAttribute('aria-invalid') === null) input.value = at().slice(0, 16).replace('T', ' ')
  }
  return { element: h('label', { class: 'field' }, h('span', { class: 'label' }, t('task.at')), input, error), update }
}
