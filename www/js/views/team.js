/** Team and budget: when does the money run out, and who should be on what? */
import { fill, h, rich } from '../dom.js'
import { requestOf, yearOf } from '../fleet.js'
import { fleetGroup, groupsOf, modelOf, placeOf } from '../team-groups.js'
import { burnDown, forecastOf } from './team/burn.js'
import { createTeamPanel } from './team/panel.js'
import { peopleChart, plansTable } from './team/plans.js'
import { teamFindings } from './team/findings.js'
import { nameOfGroup } from './team/groups.js'
import { sharesTable } from './team/shares.js'

/** @typedef {import('../main.js').Page} Page */
/** @typedef {import('../fleet.js').FleetReport} FleetReport */

/** @param {Page} page */
export function createView(page) {
  const { t, store, format, money, fleet, at } = page
  const eyebrow = h('p', { class: 'eyebrow' })
  const heading = h('h1', { id: 'answer', 'aria-live': 'polite' })
  const lead = h('p', { class: 'lead' })
  const problem = h('p', { class: 'notice bad', role: 'alert', hidden: true })
  const chart = h('div', { class: 'wide-chart' })
  const alerts = h('p', { class: 'hint' })
  const shares = h('div')
  const people = h('div', { class: 'team-people' })
  const findings = h('ul', { class: 'findings' })
  const change = h('button', { type: 'button', class: 'button', onclick: () => layout.classList.toggle('editing') }, t('task.change'))
  const summary = h('div', { class: 'summary' }, h('div', null, h('b', null, t('team.people')), h('span', { class: 'hint' })), change)
  const legend = h('ul', { class: 'kinds' }, [['spent', t('team.spent')], ['expected', t('team.expected')], ['band', t('team.band')]].map(([kind, name]) => h('li', null, h('i', { class: `line-${kind}`, 'aria-hidden': 'true' }), ` ${name}`)))
  const main = h('div', { class: 'task-main' }, summary, h('div', null, eyebrow, heading, lead, problem), h('section', null, h('div', { class: 'section-head' }, h('h2', null, t('team.burn')), legend), chart, alerts), shares, people, findings)
  const panel = createTeamPanel(page, () => modelOf(page))
  const layout = h('div', { class: 'task-layout team-layout' }, panel.element, main)
  const element = h('div', { class: 'team' }, layout)
  const amount = (/** @type {number} */ value) => format.forecast(value * (money.factor('USD') ?? 1), money.display())
  /** @type {import('./team/burn.js').Forecast | null} */
  let forecast = null

  function update() {
    const { state } = store
    panel.update()
    const year = yearOf(state, at())
    const own = groupsOf(state)
    const groups = own.map((group) => fleetGroup(group, modelOf(page)))
    const used = summary.querySelector('.hint')
    if (used) fill(used, t('team.summary', { people: format.count(peopleOf(own)), budget: format.count(state.budget) }))
    try {
      const left = Math.max(0, state.budget - state.spent)
      const report = fleet.report({ ...requestOf(groups, year, at()), budget: Math.max(left, 0.01) })
      forecast = forecastOf(page, { groups, place: placeOf(state), year, report })
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
    const { year } = forecast
    const own = groupsOf(state)
    fill(eyebrow, own.length > 1 ? `${t('team.groupCount', { count: own.length })} · ` : '', t('team.eyebrow', { people: format.count(peopleOf(own)), from: format.day(year.from), to: format.day(year.last) }))
    const sentence = answer(report, left)
    if (heading.dataset.said !== sentence) fill(heading, rich(sentence))
    heading.dataset.said = sentence
    const { total, budget } = report
    fill(lead, t('team.lead', { lasts: format.percent(budget?.lasts ?? 1, t('under1')), low: amount(state.spent + total.p10), high: amount(state.spent + total.p90) }), ' ', mostOf(report))
    const width = Math.max(320, chart.clientWidth || Math.min(920, document.documentElement.clientWidth - 32))
    fill(chart, burnDown(page, forecast, width))
    fill(alerts, alertsOf(report))
    fill(shares, sharesTable(page, report, Math.max(1, year.days)))
    fill(people, peopleChart(page, forecast), plansTable(page, forecast))
    fill(findings, teamFindings(page, forecast))
  }

  /** Which group and which size of model most of it goes to, where there are several. @param {FleetReport} report */
  function mostOf({ groups, tiers }) {
    const said = []
    const first = groups.reduce((most, group, place) => (group.share > (groups[most]?.share ?? 0) ? place : most), 0)
    const group = groups[first]
    if (groups.length > 1 && group) said.push(t('team.mostGroup', { name: nameOfGroup(page, group, first), share: format.percent(group.share, t('under1')) }))
    const tier = tiers[0]
    if (tiers.length > 1 && tier?.tier) said.push(t('team.mostTier', { tier: t(`tier.${tier.tier}`), share: format.percent(tier.share, t('under1')) }))
    return said.join(' ')
  }

  /** The days on which people want to be told, where they lie within the year. @param {FleetReport} report */
  function alertsOf({ budget }) {
    const told = (budget?.alerts ?? []).flatMap(({ share, day }) => (day && share < 1 ? [t('team.alert', { share: format.percent(share, ''), day: format.day(day) })] : []))
    return told.length ? t('team.alerts', { days: told.join(t('team.alertJoin')) }) : null
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
    rows: () => (forecast ? rowsOf(page, forecast.report) : []),
  }
}

/** @param {import('../team-groups.js').TeamGroup[]} groups */
const peopleOf = (groups) => groups.reduce((sum, { people }) => sum + people, 0)

/** Spend by month, group and size of model, as text. @param {Page} page @param {FleetReport} report @returns {import('../parts/download.js').Rows} */
function rowsOf(page, { months, groups, tiers }) {
  const line = (/** @type {string} */ what, /** @type {string} */ name, /** @type {FleetReport['total']} */ spend) => [what, name, spend.mean, spend.p10, spend.p50, spend.p90, 'USD']
  return [
    ['by', 'name', 'mean', 'p10', 'p50', 'p90', 'currency'],
    ...months.map(({ month, spend }) => line('month', month, spend)),
    ...groups.map((group, place) => line('group', nameOfGroup(page, group, place), group.total)),
    ...tiers.map(({ tier, total }) => line('tier', tier ?? '', total)),
  ]
}
