/** The side of the team view: who, how much, how fast it grows, the budget, the plans. */
import { fill, h } from '../../dom.js'
import { choiceField, numberField, segmentField } from '../task/panel.js'
import { yearOf } from '../../fleet.js'
import { GRIDS, OWN_GRID } from '../../grids.js'
import { FIGURES } from '../../state.js'
import { changed, groupsOf, placeOf, RANGES } from '../../team-groups.js'
import { createGroups } from './groups.js'
import { createMix } from './mix.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../state.js').State} State */
/** @typedef {import('../../team-groups.js').TeamGroup} TeamGroup */

/** @param {Page} page @param {() => string} fallback the model where no mix is set */
export function createTeamPanel(page, fallback) {
  const { t, store, fleet, projecting, at } = page
  const group = () => /** @type {TeamGroup} */ (groupsOf(store.state)[placeOf(store.state)])
  const change = (/** @type {Partial<TeamGroup>} */ patch, step = false) => store.set(changed(store.state, placeOf(store.state), patch), { step })
  /** A number of the group at hand. @param {keyof typeof RANGES} name @param {string} label @param {number} fallback */
  const count = (name, label, fallback, unit = '') => numberField(page, { label, unit, low: RANGES[name][0], high: RANGES[name][1], value: () => group()[name], change: (value) => change({ [name]: value ?? fallback }) })
  /** US dollars of the group at hand. @param {'dayCost' | 'dayTail'} name @param {string} label @param {number} fallback */
  const dollars = (name, label, fallback) => numberField(page, { label, unit: 'USD', low: 1, high: 100_000, value: () => Number(group()[name]), change: (value) => change({ [name]: String(value ?? fallback) }) })
  /** A number of the whole team. @param {'worth' | 'budget' | 'spent'} name @param {string} label @param {number} low @param {number} high @param {number} fallback */
  const whole = (name, label, low, high, fallback) => numberField(page, { label, unit: 'USD', low, high, value: () => store.state[name], change: (value) => store.set({ [name]: value ?? fallback }) })
  /** A figure beside people and budget. @param {'loss' | 'review' | 'outputOfTen' | 'gridLow' | 'gridHigh' | 'gpuHour' | 'gpuSpeed' | 'gpuBusy' | 'gpus' | 'gpuPower' | 'powerPrice'} name @param {string} label @param {string} unit @param {readonly [number, number]} range @param {number | null} fallback @param {number} [places] */
  const figure = (name, label, unit, [low, high], fallback, places) => numberField(page, { label, unit, low, high, places, value: () => store.state[name], change: (value) => store.set({ [name]: value ?? fallback }) })
  const choices = (/** @type {'profile' | 'harness'} */ what, /** @type {{ id: string, name: string }[]} */ all) => all.map(({ id, name }) => /** @type {[string, string]} */ ([id, page.nameOf(what, id, name)]))
  const fields = {
    groups: createGroups(page),
    people: count('people', t('team.peopleCount'), 40),
    active: count('active', t('team.active'), 80, '%'),
    heavy: count('heavy', t('team.heavy'), 40, '%'),
    by: segmentField('team-by', t('team.by'), [['day', t('team.byDay')], ['task', t('team.byTask')]], () => group().by, (by) => change({ by: /** @type {'day'} */ (by) }, true)),
    dayCost: dollars('dayCost', t('team.dayCost'), 13),
    dayTail: dollars('dayTail', t('team.dayTail'), 28),
    sure: count('sure', t('team.sure'), 20, '± %'),
    kind: choiceField(page, { label: t('task.kind'), choices: choices('profile', projecting.profiles()), value: () => group().task, change: (task) => change({ task }, true) }),
    harness: choiceField(page, { label: t('task.harness'), choices: choices('harness', projecting.harnesses()), value: () => group().harness, change: (harness) => change({ harness }, true) }),
    mix: createMix(page, { group, fallback, change: (mix, step) => change({ mix }, step) }),
    tasks: count('tasks', t('team.tasks'), 3),
    worth: whole('worth', t('team.worth'), 0, 1_000_000, 0),
    loss: figure('loss', t('team.loss'), '%', FIGURES.loss, 0),
    review: figure('review', t('team.review'), 'USD', FIGURES.review, 0, 2),
    grows: count('grows', t('team.grows'), 3, '%'),
    outputOfTen: figure('outputOfTen', t('team.outputOfTen'), '×', FIGURES.outputOfTen, 2, 2),
    grid: choiceField(page, { label: t('team.grid'), choices: [...Object.keys(GRIDS), 'own'].map((grid) => /** @type {[string, string]} */ ([grid, t(/** @type {'team.grid.any'} */ (`team.grid.${grid}`))])), value: () => store.state.grid, change: (grid) => store.set({ grid }, { step: true }) }),
    gridLow: figure('gridLow', t('team.gridLow'), 'g', FIGURES.grams, OWN_GRID.low),
    gridHigh: figure('gridHigh', t('team.gridHigh'), 'g', FIGURES.grams, OWN_GRID.high),
    gpuHour: figure('gpuHour', t('team.gpuHour'), 'USD', FIGURES.gpuHour, null, 4),
    gpuSpeed: figure('gpuSpeed', t('team.gpuSpeed'), '', FIGURES.gpuSpeed, null),
    gpuBusy: figure('gpuBusy', t('team.gpuBusy'), '%', FIGURES.gpuBusy, 50),
    gpus: figure('gpus', t('team.gpus'), '', FIGURES.gpus, 8),
    gpuPower: figure('gpuPower', t('team.gpuPower'), 'kW', FIGURES.gpuPower, 0, 4),
    powerPrice: figure('powerPrice', t('team.powerPrice'), 'USD', FIGURES.powerPrice, 0, 4),
    budget: whole('budget', t('team.budget'), 1, 1_000_000_000, 100_000),
    spent: whole('spent', t('team.spentSoFar'), 0, 1_000_000_000, 0),
  }
  const from = h('input', { class: 'input', type: 'date', onchange: () => from.value && store.set({ from: from.value }, { step: true }) })
  const byDay = h('div', null, fields.dayCost.element, fields.dayTail.element, fields.sure.element, h('p', { class: 'hint' }, t('team.source')))
  const behind = h('div', null, h('div', { class: 'pair' }, fields.loss.element, fields.review.element), h('p', { class: 'hint' }, t('team.lossHint')))
  const byTask = h('div', null, fields.kind.element, fields.harness.element, fields.mix.element, fields.tasks.element, fields.worth.element, h('p', { class: 'hint' }, t('team.worthHint')), behind)
  const ownGrid = h('div', { class: 'pair' }, fields.gridLow.element, fields.gridHigh.element)
  const gridHint = h('p', { class: 'hint' })
  const byGrid = h('div', null, fields.grid.element, ownGrid, gridHint)
  const known = fleet.plans().filter(({ currency, period }) => currency === 'USD' && period === 'month')
  const plans = known.map(({ id, name, fee }) => {
    const input = h('input', { type: 'checkbox', onchange: () => store.set({ plans: input.checked ? [...store.state.plans, id] : store.state.plans.filter((other) => other !== id) }, { step: true }) })
    return { id, input, element: h('label', { class: 'check' }, input, ` ${name} · $${fee}`) }
  })
  const section = (/** @type {string} */ title, /** @type {import('../../dom.js').Children[]} */ ...parts) => h('section', null, h('h2', null, title), parts)
  const element = h(
    'div',
    { class: 'side' },
    section(t('team.people'), fields.groups.element, fields.people.element, fields.active.element, fields.heavy.element),
    section(t('team.use'), fields.by.element, byDay, byTask, byGrid, fields.grows.element, fields.outputOfTen.element, h('p', { class: 'hint' }, t('team.outputHint'))),
    section(t('team.budgetTitle'), fields.budget.element, h('label', { class: 'field' }, h('span', { class: 'label' }, t('team.from')), from), fields.spent.element),
    section(t('team.plans'), h('details', null, h('summary', null, t('team.choosePlans')), h('div', { class: 'plan-list' }, plans.map(({ element }) => element)))),
    section(t('team.host'), h('details', { open: store.state.gpuHour !== null || store.state.gpuSpeed !== null }, h('summary', null, t('team.hostFields')), fields.gpuHour.element, fields.gpuSpeed.element, fields.gpuBusy.element, fields.gpus.element, h('div', { class: 'pair' }, fields.gpuPower.element, fields.powerPrice.element), h('p', { class: 'hint' }, t('team.hostHint')))),
  )
  return {
    element,
    update() {
      for (const field of Object.values(fields)) field.update()
      const { by } = group()
      byDay.hidden = by !== 'day'
      byTask.hidden = by !== 'task'
      behind.hidden = store.state.worth === 0
      const { grid } = store.state
      byGrid.hidden = groupsOf(store.state).every((one) => one.by === 'day')
      ownGrid.hidden = grid !== 'own'
      fill(gridHint, t(/** @type {'team.gridSource.any'} */ (`team.gridSource.${grid}`)))
      if (document.activeElement !== from) from.value = yearOf(store.state, at()).from
      for (const { id, input } of plans) input.checked = store.state.plans.includes(id)
    },
  }
}
