/** The answer and the findings over the table, in sentences. */
import { fill, h, rich } from '../../dom.js'
import { findingsOf, tailsOf } from './rows.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('./rows.js').Row} Row */

/** @param {Page} page */
export function createAnswer(page) {
  const { t, format, money } = page
  const eyebrow = h('p', { class: 'eyebrow' })
  const heading = h('h1', { id: 'answer', 'aria-live': 'polite' })
  const lead = h('p', { class: 'lead' })
  const findings = h('ul', { class: 'findings' })
  const amount = (/** @type {number} */ value) => format.forecast(value, money.display())

  /** @param {Row[]} rows @param {import('../../scenario.js').Scenario} scenario */
  function showAnswer(rows, { profile, harness }) {
    const task = page.nameOf('profile', profile.id, profile.name)
    fill(eyebrow, [task, page.nameOf('harness', harness.id, harness.name), t(harness.attempts === 1 ? 'task.oneTry' : 'task.upTo', { tries: harness.attempts })].join(' · '))
    const measured = rows.filter((row) => row.measured && row.fare !== null)
    const counted = measured.length >= 2 ? measured : rows.filter((row) => row.fare !== null)
    const fares = counted.flatMap(({ fare }) => fare ?? [])
    const sentence = fares.length === 0 ? t('task.noAnswer') : t(fares.length === 1 ? 'task.answerOne' : 'task.answer', { done: page.doneWords(profile.id), low: amount(Math.min(...fares)), high: amount(Math.max(...fares)) })
    if (heading.dataset.said !== sentence) fill(heading, rich(sentence))
    heading.dataset.said = sentence
    const { tenth, hundredth } = tailsOf(counted)
    const basis = t(measured.length >= 2 ? 'task.leadMeasured' : 'task.leadCarried', { count: counted.length })
    const tails = tenth && hundredth ? t('task.leadTails', { tenth: times(tenth), hundredth: times(hundredth) }) : ''
    fill(lead, fares.length ? `${basis} ${tails}` : '')
  }

  /** How many times as much, in a figure that a sentence can carry. @param {number} factor */
  const times = (factor) => (factor < 3 ? format.plain(factor, 1) : format.count(Math.round(factor)))

  /** @param {Row[]} rows */
  function showFindings(rows) {
    const { lowest, surest, surprise } = findingsOf(rows)
    const items = []
    if (lowest) items.push(finding(t('finding.lowest'), [lowest.offer.name, ' ', h('span', { class: 'light' }, amount(lowest.fare ?? 0))], lowest.spread ? t('finding.lowestSub', { range: format.range(lowest.spread.low, lowest.spread.high, money.display()) }) : ''))
    if (surest) items.push(finding(t('finding.surest'), [surest.offer.name, ' ', h('span', { class: 'light' }, format.percent(surest.firstTry, t('under1')))], t('finding.surestSub', { fare: amount(surest.fare ?? 0) })))
    if (surprise) items.push(finding(t('finding.surprise'), t('finding.beats', { one: surprise.dearer.offer.name, other: surprise.cheaper.offer.name }), t('finding.surpriseSub', { less: format.percent(surprise.less, t('under1')), price: format.plain(surprise.price, 1) })))
    fill(findings, items)
    findings.hidden = items.length === 0
  }

  return {
    element: h('div', null, eyebrow, heading, lead, findings),
    /** @param {Row[]} rows @param {import('../../scenario.js').Scenario} scenario */
    update(rows, scenario) {
      showAnswer(rows, scenario)
      showFindings(rows)
    },
  }
}

/** @param {string} label @param {import('../../dom.js').Children} what @param {string} sub */
const finding = (label, what, sub) => h('li', null, h('span', { class: 'hint' }, label), h('p', { class: 'finding' }, what), h('span', { class: 'sub' }, sub))
