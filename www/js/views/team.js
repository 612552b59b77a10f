/** Team and budget: when does the money run out, and who should be on what? */
import { fill, h, rich } from '../dom.js'
import { groupOf, yearOf } from '../fleet.js'
import { burnDown, forecastOf } from './team/burn.js'
import { createTeamPanel } from './team/panel.js'
import { peopleChart, plansTable } from './team/plans.js'
import { teamFindings } from './team/findings.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../fleet.js').FleetReport} FleetReport */

/** @param {Page} page */
export function createView(page) {
  const { t, store, format, money, offers, fleet, at } = page
  const eyebrow = h('p', { class: 'eyebrow' })
  const heading = h('h1', { id: 'answer', 'aria-live': 'polite' })
  const lead = h('p', { class: 'lead' })
  const problem = h('p', { class: 'notice bad', role: 'alert', hidden: true })
  const chart = h('div', { class: 'wide-chart' })
  const people = h('div', { class: 'team-people' })
  const findings = h('ul', { class: 'findings' })
  const panel = createTeamPanel(page)
  const change = h('button', { type: 'button', class: 'button', onclick: () => layout.classList.toggle('editing') }, t('task.change'))
  const summary = h('div', { class: 'summary' }, h('div', null, h('b', null, t('team.people')), h('span', { class: 'hint' })), change)
  const legend = h('ul', { class: 'kinds' }, [['spent', t('team.spent')], ['expected', t('team.expected')], ['band', t('team.band')]].map(([kind, name]) => h('li', null, h('i', { class: `line-${kind}`, 'aria-hidden': 'true' }), ` ${name}`)))
  const main = h('div', { class: 'task-main' }, summary, h('div', null, eyebrow, heading, lead, problem), h('section', null, h('div', { class: 'section-head' }, h('h2', null, t('team.burn')), legend), chart), people, findings)
  const layout = h('div', { class: 'task-layout team-layout' }, panel.element, main)
  const element = h('div', { class: 'team' }, layout)
  const amount = (/** @type {number} */ value) => format.forecast(value * (money.factor('USD') ?? 1), money.display())
  /** @type {import('./team/burn.js').Forecast | null} */
  let forecast = null

  /** The model of a task: the chosen row, else the first flagship. */
  const offerOf = () => store.state.row || (offers.list(at(), 'standard').find(({ tier, route, rates }) => tier === 'flagship' && !route && rates.input !== undefined)?.id ?? '')

  function update() {
    const { state } = store
    panel.update()
    const year = yearOf(state, at())
    const group = groupOf(state, offerOf())
    const used = summary.querySelector('.hint')
    if (used) fill(used, t('team.summary', { people: format.count(state.people), budget: format.count(state.budget) }))
    try {
      const left = Math.max(0, state.budget - state.spent)
      const report = fleet.report({ groups: [group], from: year.first, days: Math.max(1, year.days), weekend: 0.05, growth: state.grows / 100, budget: Math.max(left, 0.01), currency: 'USD', at: at() })
      forecast = forecastOf(page, { group, year, report })
      problem.hidden = true
      show(report, left)
    } catch (error) {
      problem.hidden = false
      fill(problem, t('team.problem', { reason: error instanceof Error ? error.message : String(error) }))
    }
  }

  /** @param {FleetReport} report @param {number} left */
  function show(report, left) {
    if (!forecast) return
    const { state } = store
    const { year, group } = forecast
    fill(eyebrow, t('team.eyebrow', { people: format.count(state.people), from: format.day(year.from), to: format.day(year.last) }))
    const sentence = answer(report, left)
    if (heading.dataset.said !== sentence) fill(heading, rich(sentence))
    heading.dataset.said = sentence
    const { total, budget } = report
    fill(lead, t('team.lead', { lasts: format.percent(budget?.lasts ?? 1, t('under1')), low: amount(state.spent + total.p10), high: amount(state.spent + total.p90) }))
    const width = Math.max(320, chart.clientWidth || Math.min(920, document.documentElement.clientWidth - 32))
    fill(chart, burnDown(page, forecast, width))
    fill(people, peopleChart(page, group, report), plansTable(page, group))
    fill(findings, teamFindings(page, forecast))
  }

  /** @param {FleetReport} report @param {number} left */
  function answer({ budget, to }, left) {
    if (left === 0) return t('team.gone')
    if (!budget?.p50) return budget?.p10 ? t('team.mayRunOut', { low: format.day(budget.p10) }) : t('team.lasts', { day: format.day(to) })
    const holes = { day: format.day(budget.p50), low: format.day(budget.p10 ?? budget.p50) }
    if (!budget.p90) return t('team.answerOpen', holes)
    return t('team.answer', { ...holes, high: format.day(budget.p90) })
  }

  update()
  return {
    element,
    update,
    rows: () => [['month', 'mean', 'p10', 'p50', 'p90', 'currency'], ...(forecast?.report.months ?? []).map(({ month, spend }) => [month, spend.mean, spend.p10, spend.p50, spend.p90, 'USD'])],
  }
}
