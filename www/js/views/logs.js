/** Logs: what did it cost, and what would it have cost elsewhere? */
import { fill, h, rich } from '../dom.js'
import { hatchDefinition } from '../parts/chart.js'
import { droppedFiles } from '../../pkg/worker.js'
import { createReading } from '../logs/reading.js'
import { sampleLogs } from '../logs/sample.js'
import { cacheTable } from './logs/cache.js'
import { createDays } from './logs/days.js'
import { createIntake } from './logs/intake.js'
import { createKeep } from './logs/keep.js'
import { createNext } from './logs/next.js'
import { reportTable } from './logs/report.js'
import { factsOf } from './logs/sums.js'
import { createWhatIf } from './logs/what-if.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../logs/reading.js').Costs} Costs */
/** @typedef {import('../logs/reading.js').Reading} Reading */
/** @typedef {import('../logs/reading.js').WhatIf} WhatIf */
/** @typedef {import('../../pkg/logs.js').LogFile} LogFile */

/**
 * What was read stays while the page is open, whichever view is shown. What was kept
 * from before has no `reading`: its logs are not there to be asked.
 * @typedef {{ reading: Reading | null, day: string, costs: Costs, answers: Record<string, WhatIf>, sample: boolean }} Held
 */
/** @type {Held | null} */
let held = null

/** @param {Page} page */
export function createView(page) {
  const { t } = page
  /** @type {Reading | null} */
  let under = null
  const eyebrow = h('p', { class: 'eyebrow' })
  const heading = h('h1', { id: 'answer', 'aria-live': 'polite' })
  const lead = h('p', { class: 'lead' })
  const note = h('p', { class: 'hint logs-note' })
  const days = createDays(page)
  const whatIf = createWhatIf(page, ask)
  const next = createNext(page)
  const read = h('section', { class: 'logs-read' })
  const intake = createIntake(page, {
    onFiles: (files) => void open(files, false),
    onText: (text) => void open([{ name: t('logs.pasted'), data: text }], false),
    onDrop: async (dropped) => void open(await droppedFiles(dropped), false),
    onSample: () => void open(sampleLogs(page.at()), true),
    onCancel: cancel,
  })
  const keep = createKeep(page, { result: () => (held?.reading && !held.sample ? held : null), onForget: forget })
  const results = h('div', { class: 'logs-below' }, whatIf.element, next.element)
  const element = h('div', { class: 'logs-view' }, hatchDefinition(), h('div', { class: 'logs-top' }, h('div', null, eyebrow, heading, lead, note, days.element), h('div', { class: 'logs-side' }, intake.element, read, keep.element)), results)
  intake.acceptDrops(element)

  /** @param {Iterable<LogFile>} files @param {boolean} sample */
  async function open(files, sample) {
    cancel()
    const reading = createReading()
    under = reading
    intake.start()
    try {
      const costs = await reading.read(files, (progress) => intake.progress(progress))
      if (costs.report.files.length === 0) throw new RangeError(t('logs.none'))
      if (costs.report.calls + costs.report.buckets === 0) throw new RangeError(nothingFound(costs))
      held?.reading?.close()
      held = { reading, day: page.at(), costs, answers: {}, sample }
      under = null
      intake.done()
      update()
      void keep.save()
    } catch (error) {
      reading.close()
      // Cancelled, or another reading took its place.
      if (under !== reading) return
      under = null
      intake.refuse(error instanceof Error ? error.message : String(error))
    }
  }

  /** What it would have cost on a model; `null` where the logs are not there to be asked. @param {string} model */
  async function ask(model) {
    const asked = held
    const known = asked?.answers[model]
    if (known || !asked?.reading) return known ?? null
    const answer = await asked.reading.whatIf(model)
    asked.answers[model] = answer
    if (asked === held) void keep.save()
    return answer
  }

  /** Shows what an earlier visit kept, unless something was read meanwhile. */
  async function restore() {
    const kept = await keep.load()
    if (!kept || held || under) return
    held = { ...kept, reading: null, sample: false }
    update()
  }

  function forget() {
    held?.reading?.close()
    held = null
    update()
  }

  /** @param {Costs} costs */
  function nothingFound({ report }) {
    const first = report.files.find(({ error }) => error)
    return t('logs.nothing', { count: report.files.length, why: first ? `${first.name}: ${first.error?.message}; ${first.error?.hint}` : (report.problems[0]?.reason ?? '') })
  }

  function cancel() {
    under?.close()
    under = null
    intake.done()
  }

  function update() {
    const has = held !== null
    for (const part of [days.element, read, keep.element, results]) part.hidden = !has
    element.classList.toggle('empty', !has)
    if (!held) {
      fill(eyebrow, t('logs.eyebrowNone'))
      fill(heading, rich(t('logs.invite')))
      delete heading.dataset.said
      fill(lead, t('logs.inviteLead'))
      note.hidden = true
      return
    }
    const { costs, sample, reading, day } = held
    const facts = factsOf(page, costs)
    fill(eyebrow, [facts.formats, facts.period, sample ? t('logs.sample') : t('logs.stays'), reading ? '' : t('keep.since', { day: page.format.day(day) })].filter(Boolean).join(' · '))
    if (heading.dataset.said !== facts.answer) fill(heading, rich(facts.answer))
    heading.dataset.said = facts.answer
    fill(lead, facts.lead)
    fill(note, facts.note)
    note.hidden = facts.note === ''
    days.update(costs)
    fill(read, reportTable(page, costs), cacheTable(page, costs))
    keep.update(sample)
    whatIf.update(costs)
    next.update(costs)
  }

  update()
  if (!held) void restore()
  return {
    element,
    update,
    rows: () => (held ? days.rows(held.costs) : [[t('view.logs')], [t('logs.eyebrowNone')]]),
    remove: cancel,
  }
}
