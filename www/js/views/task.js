/** Task: what will this cost me, on what, and how sure is that? */
import { assign, fill, h } from '../dom.js'
import { breathe, createWhenSeen, whenIdle } from '../after-paint.js'
import { hatchDefinition } from '../parts/chart.js'
import { save, toCsv } from '../parts/download.js'
import { createFilters, filterOffers, toggle } from '../parts/filters.js'
import { createMenu, menuChoice } from '../parts/menu.js'
import { answers } from '../offers.js'
import { scenarioOf } from '../scenario.js'
import { alternativesOf } from './task/alternatives.js'
import { createAnatomy } from './task/anatomy.js'
import { assumptionsTable } from './task/assumptions.js'
import { createCompare } from './task/compare.js'
import { createAnswer } from './task/findings.js'
import { createPanel } from './task/panel.js'
import { toRows } from './task/rows.js'
import { keyOf, onlyFigures, started, warm } from './task/start.js'
import { createTaskTable, LETTERS } from './task/table.js'
import { createSizes } from './task/sizes.js'
import { createWhy } from './task/why.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('./task/rows.js').Row} Row */
/** @typedef {import('../state.js').State} State */

/** Offers projected in the worker in one go: little to take over between two frames. */
const SLICE = 24

/** Contexts worth asking for, tokens. */
const CONTEXTS = [0, 128_000, 200_000, 400_000, 1_000_000]

/** The view, drawn at once. @param {Page} page @returns {import('../main.js').View} */
export function createView(page) {
  const { view, draw, begin } = prepare(page)
  draw()
  begin()
  return view
}

/** The view, drawn a piece at a time before it is shown. @param {Page} page @param {() => Promise<void>} breathe @returns {Promise<import('../main.js').View>} */
export async function openView(page, breathe) {
  await warm(page, breathe)
  const { view, inPieces, begin } = prepare(page)
  await breathe()
  await inPieces()
  begin()
  return view
}

/** @param {Page} page */
function prepare(page) {
  const { t, store, offers, projecting } = page
  /** `rest`: what is not projected yet, for want of anybody who looks at it. */
  let { projections, asked, rest } = started(projecting)
  /** @type {AbortController | null} */
  let simulating = null
  /** @type {Row[]} */
  let shown = []
  /** @type {Row[]} */
  let kept = []
  /** Whether rows were still to come when it was drawn. */
  let isPart = false

  const scenario = () => scenarioOf(projecting, store.state)
  const answer = createAnswer(page)
  const panel = createPanel(page, scenario, () => (assumptions.hidden = !assumptions.hidden))
  const assumptions = h('section', { class: 'assumptions', hidden: true })
  const measured = toggle(t('task.measuredOnly'), () => store.set({ measured: !store.state.measured }, { step: true }))
  const context = createMenu({ className: 'button caret', atStart: true, content: (close) => contextChoices(page, close) })
  const csv = h('button', { type: 'button', class: 'button', onclick: () => save('taskfare-task.csv', 'text/csv', toCsv(rows())) }, t('table.csv'))
  const filters = createFilters(page, { services: false, extra: [context.element, measured], end: [csv], apart: true })
  const compare = createCompare(page)
  const table = createTaskTable(page, { onChoose: choose, onPin: pin, onWhole: () => update() })
  const why = createWhy(page, () => store.set({ anatomy: true, row: chosen()?.offer.id ?? '' }, { step: true }))
  const anatomy = createAnatomy(page, () => store.set({ anatomy: false }, { step: true }))
  const change = h('button', { type: 'button', class: 'button' }, t('task.change'))
  const summary = h('div', { class: 'summary' }, h('div', null, h('b'), h('span', { class: 'hint' })), change)
  const sizes = createSizes(page, choose)
  const sizesSeen = createWhenSeen(sizes.element)
  // The room of the run below the table, which is drawn when somebody comes near it.
  const whyRoom = h('div', { class: 'why-room' }, why.element)
  const whySeen = createWhenSeen(whyRoom)
  const main = h('div', { class: 'task-main' }, summary, answer.element, assumptions, filters.element, h('div', { class: 'bar legend-row' }, legend(page), filters.end), compare.element, table.element, sizes.element, whyRoom, compare.dock)
  const layout = h('div', { class: 'task-layout' }, panel.element, main)
  const element = h('div', null, hatchDefinition(), layout, anatomy.element)
  change.addEventListener('click', () => layout.classList.toggle('editing'))

  /** @param {string[]} ids @returns {import('../projecting.js').Ask} */
  const ask = (ids) => ({ scenario: scenario(), offers: ids, at: page.at(), service: store.state.service })

  /** Closed form for every row that may be shown; a row is asked for once. @param {string[]} ids */
  function project(ids) {
    const key = keyOf(page)
    if (key !== asked) projections = new Map()
    asked = key
    const missing = ids.filter((id) => !projections.has(id))
    if (missing.length) projections = new Map([...projections, ...projecting.closed(ask(missing))])
  }

  /** @returns {Promise<boolean>} whether it came to its end: a change of the state ends it before */
  async function simulate() {
    simulating?.abort()
    simulating = new AbortController()
    const { signal } = simulating
    const row = chosen()
    const ids = [...new Set([...store.state.pins, ...(row ? [row.offer.id] : []), ...shown.slice(0, 40).map(({ offer }) => offer.id)])]
    const key = asked
    for (let at = 0; at < ids.length; at += 8) {
      const part = await projecting.simulated(ask(ids.slice(at, at + 8)), projections, signal).catch(() => null)
      if (part === null || signal.aborted || key !== asked) return false
      projections = new Map([...projections, ...part])
    }
    await inPieces({ gentle: true })
    return true
  }

  function chosen() {
    const { row } = store.state
    return shown.find(({ offer, priced }) => offer.id === row && priced) ?? shown.find(({ priced }) => priced) ?? null
  }

  /** Counts the drawings: a later one ends an earlier one that is still under way. */
  let turn = 0

  function draw() {
    turn++
    const pieces = drawing()
    while (!pieces.next().done);
  }

  /** The same with room to breathe between its pieces, for what nobody waits for. @param {{ gentle?: boolean }} [how] */
  async function inPieces(how) {
    const own = ++turn
    const pieces = drawing(how)
    while (own === turn && !pieces.next().done) await breathe()
  }

  /** @param {{ gentle?: boolean }} [how] `gentle`: few rows at a time */
  function* drawing({ gentle = false } = {}) {
    const { state } = store
    const listed = offers.listFor(page.at(), state.service, state)
    const matching = filterOffers(listed, state).filter((offer) => answers(offer) && (!state.context || (offer.context ?? 0) >= state.context))
    const pinned = listed.filter(({ id }) => state.pins.includes(id) && !matching.some((offer) => offer.id === id))
    project([...matching, ...pinned].flatMap(({ id }) => (rest.has(id) ? [] : [id])))
    const all = toRows(page, [...matching, ...pinned], projections, state.perDay * state.days)
    isPart = rest.size > 0
    yield
    kept = all.filter((row) => !state.measured || row.measured || state.pins.includes(row.offer.id))
    shown = table.update(kept, chosenId(kept), kept.length + rest.size, gentle)
    yield
    answer.update(kept, scenario())
    yield
    filters.update(shown.length, listed.filter(answers).length)
    assign(measured, { 'aria-pressed': String(state.measured) })
    fill(context.button, state.context ? t('task.contextFrom', { tokens: page.format.short(state.context) }) : t('task.context'))
    context.button.classList.toggle('on', state.context > 0)
    compare.update(shown, scenario())
    yield
    panel.update()
    showSummary()
    // Rolled up is every row, not those that were projected first.
    sizesSeen.ask(() => (isPart ? update() : sizes.update(kept)))
    showWhy()
    if (!assumptions.hidden) fill(assumptions, assumptionsTable(page, scenario()))
  }

  /** @param {Row[]} rows */
  const chosenId = (rows) => (rows.some(({ offer }) => offer.id === store.state.row) ? store.state.row : '')

  function showSummary() {
    const { profile, harness } = scenario()
    const [name, rest] = [summary.querySelector('b'), summary.querySelector('.hint')]
    if (name) fill(name, page.nameOf('profile', profile.id, profile.name))
    if (rest) fill(rest, `${page.nameOf('harness', harness.id, harness.name)} · ${t('task.aDay', { count: store.state.perDay })}`)
  }

  /** What the lower half shows now; it is drawn anew only when that changes. */
  let drawnWhy = ''
  let drawingWhy = 0

  /** The run of the chosen row, after the table has been painted: what was typed comes first. */
  function showWhy() {
    const row = chosen()
    const { anatomy: wanted, money: inMoney, currency, perUsd, pins, limit } = store.state
    const open = wanted && row !== null
    layout.hidden = open
    anatomy.element.hidden = !open
    const key = JSON.stringify([asked, row?.offer.id, row?.spread, open, inMoney, currency, perUsd, pins, limit])
    if (key === drawnWhy) return
    drawnWhy = key
    clearTimeout(drawingWhy)
    if (open) drawWhy(row)
    // Of the row that is chosen by then: somebody may come near it much later.
    else drawingWhy = window.setTimeout(() => whySeen.ask(() => drawWhy(chosen())), 30)
  }

  /** @param {Row | null} row */
  function drawWhy(row) {
    const run = row ? projecting.anatomy(ask([row.offer.id])) : null
    const items = row ? alternativesOf(page, row, projecting.advice(ask([row.offer.id]))) : []
    if (row && store.state.anatomy) {
      anatomy.update(row, run, items, scenario(), projecting.overTime(ask([row.offer.id])))
      if (run) void drawFan(row, run)
    } else {
      why.update(row, run, items)
    }
  }

  /** The last fan that was simulated, and of what. @type {{ key: string, fan: import('../projecting.js').Fan } | null} */
  let known = null
  /** @type {AbortController | null} */
  let fanning = null

  /** Many tasks of the chosen row, simulated in the worker. @param {Row} row @param {import('../projecting.js').Anatomy} run */
  async function drawFan(row, run) {
    const { id } = row.offer
    const key = JSON.stringify([asked, id])
    fanning?.abort()
    if (known?.key !== key) {
      fanning = new AbortController()
      const fan = await projecting.fan(ask([id]), fanning.signal).catch(() => null)
      if (!fan || key !== JSON.stringify([asked, chosen()?.offer.id])) return
      known = { key, fan }
    }
    anatomy.showFan(row, known.fan, run)
  }

  /** @param {string} id */
  function choose(id) {
    if (id === store.state.row) store.set({ anatomy: true }, { step: true })
    else store.set({ row: id }, { step: true })
  }

  /** @param {string} id */
  function pin(id) {
    const { pins } = store.state
    const next = pins.includes(id) ? pins.filter((other) => other !== id) : [...pins, id].slice(-LETTERS.length)
    store.set({ pins: next }, { step: true })
  }

  /** @returns {import('../parts/download.js').Rows} */
  function rows() {
    const head = ['model', 'id', 'vendor', 'standing', 'grade', 'fare', 'typical', 'p10', 'p90', 'p99', 'currency', 'success', 'month', 'tokens', 'calls', 'call', 'at', 'task', 'harness']
    // Those that nobody has looked at yet belong to the table all the same.
    if (isPart) update()
    const { profile, harness } = scenario()
    return [
      head,
      ...kept.map(({ offer, projection, fare, spread, month, perCall }) => [offer.name, offer.id, offer.vendorName, projection.standing, projection.grade, fare, spread?.typical ?? null, spread?.low ?? null, spread?.high ?? null, spread?.tail ?? null, page.money.display(), projection.success, month?.mean ?? null, projection.tokens?.mean ?? null, projection.calls?.mean ?? null, perCall, page.at(), profile.id, harness.id]),
    ]
  }

  /** @type {AbortController | null} */
  let filling = null

  /** What nobody waits for: the rows in sight simulated, then the other ones projected. */
  const goOn = async () => (await simulate()) && projectRest()

  /** The other rows, in the worker; any change asks for all of them at once, here. */
  async function projectRest() {
    filling?.abort()
    filling = new AbortController()
    const { signal } = filling
    const key = asked
    while (rest.size > 0) {
      const some = [...rest].slice(0, SLICE)
      const part = await projecting.closedApart(ask(some), signal).catch(() => null)
      if (part === null || signal.aborted || key !== asked) return
      for (const id of some) rest.delete(id)
      projections = new Map([...part, ...projections])
    }
  }

  /**
   * @param {State} [state] @param {State} [before] what was shown until now; where only a figure of the task was
   * changed, the rows in sight are projected at once and the others when nothing is typed
   */
  function update(state, before) {
    filling?.abort()
    rest.clear()
    // Where nobody measured the task, the answer is of every row.
    const isMeasured = kept.filter(({ measured }) => measured).length >= 2
    if (state && before && isMeasured && table.isShort() && onlyFigures(state, before)) {
      const seen = new Set(kept.filter(({ offer, measured }) => measured || shown.some((row) => row.offer === offer)).map(({ offer }) => offer.id))
      rest = new Set([...projections.keys()].filter((id) => !seen.has(id)))
    }
    draw()
    starting()
    void goOn()
  }

  let starting = () => {}
  /** What follows once it is drawn. */
  function begin() {
    starting = whenIdle(() => void goOn())
  }
  const view = {
    element,
    update,
    rows,
    remove() {
      turn++
      starting()
      simulating?.abort()
      filling?.abort()
      fanning?.abort()
      clearTimeout(drawingWhy)
      whySeen.remove()
      sizesSeen.remove()
      compare.remove()
    },
  }
  return { view, draw, inPieces, begin }
}

/** @param {Page} page */
function legend({ t }) {
  const sample = (/** @type {string} */ kind) => h('span', { class: `mark sample ${kind}`, 'aria-hidden': 'true' }, h('i', { class: 'tail' }), h('i', { class: 'bar8' }), h('i', { class: 'dot' }))
  return h('p', { class: 'legend hint' }, h('span', null, sample(''), t('task.legend')), h('span', null, sample('short'), t('task.measuredHere')), h('span', null, sample('short hollow'), t('task.carriedOver')))
}

/** @param {Page} page @param {() => void} close */
function contextChoices({ t, store, format }, close) {
  return h(
    'div',
    { role: 'radiogroup', 'aria-label': t('task.context') },
    CONTEXTS.map((tokens) => menuChoice(tokens ? t('task.contextFrom', { tokens: format.short(tokens) }) : t('table.all'), store.state.context === tokens, () => (store.set({ context: tokens }, { step: true }), close()))),
  )
}
