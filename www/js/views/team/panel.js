/** The side of the team view: who, how much, how fast it grows, the budget, the plans. */
import { h } from '../../dom.js'
import { choiceField, numberField, segmentField } from '../task/panel.js'
import { yearOf } from '../../fleet.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../state.js').State} State */

/** @param {Page} page */
export function createTeamPanel(page) {
  const { t, store, offers, fleet, at } = page
  const number = (/** @type {keyof State} */ name, /** @type {string} */ label, /** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ fallback, unit = '') =>
    numberField(page, { label, unit, low, high, value: () => Number(store.state[name]), change: (value) => store.set({ [name]: typeof store.state[name] === 'string' ? String(value ?? fallback) : (value ?? fallback) }) })
  const makers = offers.list(at(), 'standard').filter(({ route, tier, rates }) => !route && tier && rates.input !== undefined)
  const fields = {
    people: number('people', t('team.peopleCount'), 1, 1_000_000, 40),
    active: number('active', t('team.active'), 1, 100, 80, '%'),
    heavy: number('heavy', t('team.heavy'), 10, 95, 40, '%'),
    by: segmentField('team-by', t('team.by'), [['day', t('team.byDay')], ['task', t('team.byTask')]], () => store.state.teamBy, (teamBy) => store.set({ teamBy: /** @type {'day'} */ (teamBy) }, { step: true })),
    dayCost: number('dayCost', t('team.dayCost'), 1, 100_000, 13, 'USD'),
    dayTail: number('dayTail', t('team.dayTail'), 1, 100_000, 28, 'USD'),
    sure: number('sure', t('team.sure'), 0, 300, 20, '± %'),
    tasks: number('teamTasks', t('team.tasks'), 1, 10_000, 3),
    kind: choiceField(page, { label: t('task.kind'), choices: page.projecting.profiles().map(({ id, name }) => [id, page.nameOf('profile', id, name)]), value: () => store.state.task, change: (task) => store.set({ task }, { step: true }) }),
    model: choiceField(page, { label: t('prompt.colModel'), choices: makers.map(({ id, name }) => [id, name]), value: () => store.state.row || (makers.find(({ tier }) => tier === 'flagship')?.id ?? ''), change: (row) => store.set({ row }, { step: true }) }),
    worth: number('worth', t('team.worth'), 0, 1_000_000, 0, 'USD'),
    grows: number('grows', t('team.grows'), 0, 100, 3, '%'),
    budget: number('budget', t('team.budget'), 1, 1_000_000_000, 100_000, 'USD'),
    spent: number('spent', t('team.spentSoFar'), 0, 1_000_000_000, 0, 'USD'),
  }
  const from = h('input', { class: 'input', type: 'date', onchange: () => from.value && store.set({ from: from.value }, { step: true }) })
  const byDay = h('div', null, fields.dayCost.element, fields.dayTail.element, fields.sure.element, h('p', { class: 'hint' }, t('team.source')))
  const byTask = h('div', null, fields.kind.element, fields.model.element, fields.tasks.element, fields.worth.element, h('p', { class: 'hint' }, t('team.worthHint')))
  const known = fleet.plans().filter(({ currency, period }) => currency === 'USD' && period === 'month')
  const plans = known.map(({ id, name, fee }) => {
    const input = h('input', { type: 'checkbox', onchange: () => store.set({ plans: input.checked ? [...store.state.plans, id] : store.state.plans.filter((other) => other !== id) }, { step: true }) })
    return { id, input, element: h('label', { class: 'check' }, input, ` ${name} · $${fee}`) }
  })
  const section = (/** @type {string} */ title, /** @type {import('../../dom.js').Children[]} */ ...parts) => h('section', null, h('h2', null, title), parts)
  const element = h(
    'div',
    { class: 'side' },
    section(t('team.people'), fields.people.element, fields.active.element, fields.heavy.element),
    section(t('team.use'), fields.by.element, byDay, byTask, fields.grows.element),
    section(t('team.budgetTitle'), fields.budget.element, h('label', { class: 'field' }, h('span', { class: 'label' }, t('team.from')), from), fields.spent.element),
    section(t('team.plans'), h('details', null, h('summary', null, t('team.choosePlans')), h('div', { class: 'plan-list' }, plans.map(({ element }) => element)))),
  )
  return {
    element,
    update() {
      for (const field of Object.values(fields)) field.update()
      byDay.hidden = store.state.teamBy !== 'day'
      byTask.hidden = store.state.teamBy !== 'task'
      if (document.activeElement !== from) from.value = yearOf(store.state, at()).from
      for (const { id, input } of plans) input.checked = store.state.plans.includes(id)
    },
  }
}
