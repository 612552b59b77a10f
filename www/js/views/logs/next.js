/** The next task, projected from one's own sessions. */
import { fill, h } from '../../dom.js'
import { OWN_WORK, writeOwnWork } from '../../own-work.js'
import { scenarioOf } from '../../scenario.js'
import { encode } from '../../state.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../logs/reading.js').Costs} Costs */

/** @param {Page} page */
export function createNext(page) {
  const { t } = page
  const element = h('section', { class: 'next-task' })
  return {
    element,
    /** @param {Costs} costs */
    update({ calibration }) {
      fill(element, h('h2', null, t('next.title')), calibration ? projected(page, calibration) : h('p', { class: 'hint' }, t('next.few')))
    },
  }
}

/** @param {Page} page @param {import('../../logs/reading.js').Calibration} calibration */
function projected(page, calibration) {
  const { t, format, money, offers, projecting, at } = page
  const { profile, calls } = calibration
  const state = { ...page.carry('task'), task: OWN_WORK, own: writeOwnWork(calibration) }
  const offer = offers.list(at(), 'standard').find(({ id, route }) => !route && id.endsWith(`/${profile.reference}`)) ?? offers.list(at(), 'standard').find(({ tier, route }) => tier === 'flagship' && !route)
  const facts = h('p', { class: 'hint' }, t('next.basis', { n: format.count(calls.n), half: format.count(Math.round(calls.median)), start: format.short(profile.promptTokens) }))
  const open = h('a', { class: 'button primary', href: encode(offer ? { ...state, row: offer.id } : state) }, t('next.open'))
  const foot = h('p', { class: 'hint' }, t('next.numbers'))
  const row = offer && projecting.closed({ scenario: scenarioOf(projecting, state), offers: [offer.id], at: at(), service: 'standard' }).get(offer.id)
  const rate = row ? money.factor(row.currency) : null
  if (!offer || !row?.cost || rate === null) return [facts, open, foot]
  const amount = (/** @type {number} */ value) => format.forecast(value * rate, money.display())
  return [
    facts,
    h('dl', { class: 'next-figures' }, h('div', null, h('dt', { class: 'hint' }, t('next.typical', { model: offer.name })), h('dd', null, amount(row.cost.p50))), h('div', null, h('dt', { class: 'hint' }, t('next.range')), h('dd', { class: 'light' }, format.range(row.cost.p10 * rate, row.cost.p90 * rate, money.display())))),
    open,
    foot,
  ]
}
