/** Which models a group's tasks run on, each with its share. */
import { fill, h } from '../../dom.js'
import { numberField } from '../task/panel.js'
import { partsOf, writePart } from '../../team-groups.js'

/** @typedef {import('../../main.js').Page} Page */

/** Models one group may share its tasks between. */
const MOST = 6

/**
 * @param {Page} page
 * @param {object} of
 * @param {() => import('../../team-groups.js').TeamGroup} of.group the one at hand
 * @param {() => string} of.fallback the model where no mix is set
 * @param {(mix: string[], step: boolean) => void} of.change
 */
export function createMix(page, { group, fallback, change }) {
  const { t, offers, at } = page
  const makers = offers.list(at(), 'standard', false).filter(({ route, tier, rates }) => !route && tier && rates.input !== undefined)
  const list = h('div', { class: 'mix' })
  const add = h('button', { type: 'button', class: 'link', onclick: () => addOne() }, t('team.addModel'))
  const sum = h('p', { class: 'hint' })
  const element = h('fieldset', { class: 'field mix-set' }, h('legend', { class: 'label' }, t('team.mix')), list, h('p', null, add), sum)
  /** @type {{ select: HTMLSelectElement, share: ReturnType<typeof numberField> }[]} */
  let rows = []

  const parts = () => partsOf(group(), fallback())
  const write = (/** @type {import('../../team-groups.js').Part[]} */ next, step = true) => change(next.map(writePart), step)

  function addOne() {
    const now = parts()
    const used = new Set(now.map(({ offer }) => offer))
    const other = makers.find(({ id, tier }) => tier === 'mid' && !used.has(id)) ?? makers.find(({ id }) => !used.has(id))
    if (other) write([...now.map((part, place) => (place === 0 ? { ...part, share: Math.max(1, part.share - 30) } : part)), { offer: other.id, share: 30 }])
  }

  /** @param {number} place */
  function rowOf(place) {
    const patched = (/** @type {Partial<import('../../team-groups.js').Part>} */ patch) => parts().map((part, at) => (at === place ? { ...part, ...patch } : part))
    const select = h('select', { class: 'select', 'aria-label': t('team.modelNumber', { number: place + 1 }), onchange: () => write(patched({ offer: select.value })) }, makers.map(({ id, name }) => h('option', { value: id }, name)))
    const share = numberField(page, { label: t('team.shareNumber', { number: place + 1 }), unit: '%', low: 1, high: 100, value: () => parts()[place]?.share ?? 1, change: (value) => write(patched({ share: value ?? 1 }), false) })
    const remove = h('button', { type: 'button', class: 'tool', 'aria-label': t('team.removeModel', { number: place + 1 }), title: t('team.removeModel', { number: place + 1 }), onclick: () => write(parts().filter((_, at) => at !== place)) }, '×')
    return { select, share, element: h('div', { class: 'mix-row' }, select, share.element, remove) }
  }

  return {
    element,
    update() {
      const now = parts()
      if (rows.length !== now.length) {
        const made = now.map((_, place) => rowOf(place))
        rows = made
        fill(list, made.map(({ element }) => element))
      }
      list.classList.toggle('one', now.length === 1)
      rows.forEach(({ select, share }, place) => {
        const { offer } = now[place] ?? { offer: '' }
        // A model from a link that this table does not sell is still shown.
        if (![...select.options].some(({ value }) => value === offer)) select.append(h('option', { value: offer }, offer))
        select.value = offer
        share.update()
      })
      add.hidden = now.length >= MOST
      const whole = now.reduce((all, { share }) => all + share, 0)
      fill(sum, now.length > 1 && whole !== 100 ? t('team.shareSum', { sum: whole }) : null)
    },
  }
}
