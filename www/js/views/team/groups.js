/** The groups of a team: which is at hand, what it is called, one more, one less. */
import { fill, h } from '../../dom.js'
import { added, changed, groupsOf, MOST_GROUPS, placeOf, removed } from '../../team-groups.js'

/** @typedef {import('../../main.js').Page} Page */

/** What a group is called: its own name, else its number. @param {Page} page @param {{ name: string }} group @param {number} place */
export const nameOfGroup = ({ t }, { name }, place) => name.trim() || t('team.groupNumber', { number: place + 1 })

/** @param {Page} page */
export function createGroups(page) {
  const { t, store, format } = page
  const set = (/** @type {Partial<import('../../state.js').State>} */ patch) => store.set(patch, { step: true })
  const choices = h('div', { class: 'group-list', role: 'radiogroup', 'aria-label': t('team.groups') })
  const add = h('button', { type: 'button', class: 'link', onclick: () => set(added(store.state, '')) }, t('team.addGroup'))
  const remove = h('button', { type: 'button', class: 'link', onclick: () => set(removed(store.state, placeOf(store.state))) }, t('team.removeGroup'))
  const name = h('input', { class: 'input', type: 'text', maxlength: 40, autocomplete: 'off', oninput: () => store.set(changed(store.state, placeOf(store.state), { name: name.value })) })
  const named = h('label', { class: 'field' }, h('span', { class: 'label' }, t('team.groupName')), name)
  let drawn = ''

  function update() {
    const { state } = store
    const groups = groupsOf(state)
    const place = placeOf(state)
    const several = groups.length > 1
    choices.hidden = named.hidden = remove.hidden = !several
    add.hidden = groups.length >= MOST_GROUPS
    if (document.activeElement !== name) name.value = groups[place]?.name ?? ''
    name.placeholder = t('team.groupNumber', { number: place + 1 })
    const key = JSON.stringify([place, groups.map((group) => [group.name, group.people])])
    if (key === drawn) return
    drawn = key
    const focused = choices.contains(document.activeElement)
    fill(choices, groups.map((group, at) => {
      const input = h('input', { type: 'radio', name: 'team-group', checked: at === place, onchange: () => set({ group: at }) })
      return h('label', { class: 'group-choice' }, input, h('span', null, nameOfGroup(page, group, at)), h('span', { class: 'muted' }, t('team.peopleShort', { people: format.count(group.people) })))
    }))
    if (focused) /** @type {HTMLElement | null} */ (choices.querySelector('input:checked'))?.focus()
  }
  return { element: h('div', { class: 'groups' }, choices, named, h('p', { class: 'group-acts' }, add, remove)), update }
}
