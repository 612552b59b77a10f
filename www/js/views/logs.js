/** Logs: what did it cost, and what would it have cost elsewhere? */
import { fill, h, rich } from '../dom.js'
import { hatchDefinition } from '../parts/chart.js'
import { createReading, logsAmong, logsDropped } from '../logs/reading.js'
import { sampleLogs } from '../logs/sample.js'
import { createDays } from './logs/days.js'
import { createIntake } from './logs/intake.js'
import { createNext } from './logs/next.js'
import { reportTable } from './logs/report.js'
import { factsOf } from './logs/sums.js'
import { createWhatIf } from './logs/what-if.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../logs/reading.js').Costs} Costs */
/** @typedef {import('../logs/reading.js').Reading} Reading */
/** @typedef {import('../../pkg/index.js').LogFile} LogFile */

/**
 * What was read stays while the page is open, whichever view is shown.
 * @type {{ reading: Reading, costs: Costs, sample: boolean } | null}
 */
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
  const whatIf = createWhatIf(page, (model) => held?.reading.whatIf(model) ?? null)
  const next = createNext(page)
  const read = h('section', { class: 'logs-read' })
  const intake = createIntake(page, {
    onFiles: (files) => void open(logsAmong(files), false),
    onText: (text) => void open([{ name: t('logs.pasted'), data: text }], false),
    onDrop: async (dropped) => void open(await logsDropped(dropped), false),
    onSample: () => void open(sampleLogs(page.at()), true),
    onCancel: cancel,
  })
  const results = h('div', { class: 'logs-below' }, whatIf.element, next.element)
  const element = h('div', { class: 'logs-view' }, hatchDefinition(), h('div', { class: 'logs-top' }, h('div', null, eyebrow, heading, lead, note, days.element), h('div', { class: 'logs-side' }, intake.element, read)), results)
  intake.acceptDrops(element)

  /** @param {LogFile[]} files @param {boolean} sample */
  async function open(files, sample) {
    if (files.length === 0) return intake.refuse(t('logs.none'))
    cancel()
    const reading = createReading()
    under = reading
    intake.start(files)
    try {
      const costs = await reading.read(files, (progress) => intake.progress(progress))
      if (costs.report.calls + costs.report.buckets === 0) throw new RangeError(nothingFound(costs))
      held?.reading.close()
      held = { reading, costs, sample }
      under = null
      intake.done()
      update()
    } catch (error) {
      if (under === reading) under = null
      reading.close()
      if (error instanceof DOMException) return
      intake.refuse(error instanceof Error ? error.message : String(error))
    }
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
    for (const part of [days.element, read, results]) part.hidden = !has
    element.classList.toggle('empty', !has)
    if (!held) {
      fill(eyebrow, t('logs.eyebrowNone'))
      fill(heading, rich(t('logs.invite')))
      fill(lead, t('logs.inviteLead'))
      note.hidden = true
      return
    }
    const { costs, sample } = held
    const facts = factsOf(page, costs)
    fill(eyebrow, [facts.formats, facts.period, sample ? t('logs.sample') : t('logs.stays')].filter(Boolean).join(' · '))
    if (heading.dataset.said !== facts.answer) fill(heading, rich(facts.answer))
    heading.dataset.said = facts.answer
    fill(lead, facts.lead)
    fill(note, facts.note)
    note.hidden = facts.note === ''
    days.update(costs)
    fill(read, reportTable(page, costs))
    whatIf.update(costs)
    next.update(costs)
  }

  update()
  return {
    element,
    update,
    rows: () => (held ? days.rows(held.costs) : [[t('view.logs')], [t('logs.eyebrowNone')]]),
    remove: cancel,
  }
}
