/** The text in every tokenizer that is in use, graded: one row for each, with a model to stand for it. */
import { fill, h } from '../../dom.js'
import { gradeBadge } from '../../parts/grade.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../../pkg/index.js').TokenCount} Counted */

/** Models named beside a tokenizer. */
const NAMED = 3

/** A count, or its band. @param {import('../../format.js').Format} format @param {{ low: number, high: number }} counted */
export const bandOf = (format, { low, high }) => (low === high ? format.count(low) : `${format.count(low)}–${format.count(high)}`)

/** @param {Page} page */
export function createFamilies(page) {
  const { t, offers, format, money, store } = page
  const body = h('tbody')
  const head = (/** @type {string} */ text, className = '') => h('th', { scope: 'col', class: className || null }, text)
  const table = h(
    'table',
    { class: 'grid families' },
    h('caption', { class: 'visually-hidden' }, t('families.title')),
    h('thead', null, h('tr', null, head(t('families.tokenizer')), h('td', { class: 'drop-2' }), head(t('prompt.colTokens'), 'num'), head(t('families.sure')), head(t('families.model'), 'drop-1'), head(t('prompt.colIn'), 'num drop-1'), head(t('families.perThese'), 'num drop-2'), head(t('prompt.colCall'), 'num'))),
    body,
  )
  const wait = h('p', { class: 'hint' }, t('families.wait'))
  const element = h('section', { class: 'families-section' }, h('div', { class: 'section-head' }, h('h2', null, t('families.title')), h('span', { class: 'hint' }, t('families.hint'))), wait, table)

  /** @param {import('../../offers.js').Family} family @param {Counted} counted @param {number} most @param {number} characters */
  function row({ id, title, offer, names }, counted, most, characters) {
    const others = names.slice(0, NAMED).join(', ')
    const billOf = (/** @type {number} */ input) => {
      const bill = offers.bill(offer, { input, output: store.state.outputTokens }, page.at(), 'standard')
      return bill.status === 'priced' ? money.value(bill.total, bill.currency) : null
    }
    const [low, high] = [billOf(counted.low), billOf(counted.high)]
    const rate = money.value(offer.rates.input, offer.currency)
    const perThese = (/** @type {number} */ tokens) => (rate === null || characters === 0 ? null : (rate * tokens) / characters)
    const span = (/** @type {number | null} */ from, /** @type {number | null} */ to, none = t('unpriced')) => (from === null || to === null ? h('span', { class: 'muted' }, characters === 0 ? none : t('unpriced')) : counted.low === counted.high ? format.fact(String(from), money.display()) : format.range(from, to, money.display()))
    return h(
      'tr',
      null,
      h('th', { scope: 'row' }, h('span', { class: 'name' }, t.maybe(`family.${id}`) ?? title), h('small', null, others)),
      h('td', { class: 'drop-2' }, bar(counted, most)),
      h('td', { class: 'num strong' }, bandOf(format, counted)),
      h('td', null, gradeBadge(page, counted.grade, counted.basis)),
      h('td', { class: 'drop-1' }, offer.name),
      h('td', { class: 'num drop-1' }, offer.rates.input === undefined ? t('prices.none') : money.rate(offer.rates.input, offer.currency)),
      h('td', { class: 'num drop-2' }, span(perThese(counted.low), perThese(counted.high), t('families.noText'))),
      h('td', { class: 'num' }, span(low, high)),
    )
  }

  return {
    element,
    /** @param {Map<string, Counted>} graded by family @param {number} characters @param {boolean} current false: the counts of an earlier text, while the present one is counted */
    update(graded, characters, current) {
      table.classList.toggle('waiting', !current)
      if (!current && !table.hidden && graded.size > 0) return
      const known = offers.families(page.at()).flatMap((family) => {
        const counted = graded.get(family.id)
        return counted ? [{ family, counted }] : []
      })
      wait.hidden = known.length > 0
      table.hidden = known.length === 0
      const rank = { exact: 0, 'vendor-stated': 1, 'measured-band': 2, unknown: 3 }
      known.sort((left, right) => rank[left.counted.grade] - rank[right.counted.grade] || left.counted.tokens - right.counted.tokens)
      const most = Math.max(1, ...known.map(({ counted }) => counted.high))
      fill(body, known.map(({ family, counted }) => row(family, counted, most, characters)))
    },
  }
}

/** A bar to the middle of the count, with its ends. @param {Counted} counted @param {number} most */
function bar({ low, tokens, high, grade }, most) {
  const element = h('div', { class: `count-bar ${grade === 'exact' ? '' : grade === 'unknown' ? 'none' : 'half'}`, 'aria-hidden': 'true' })
  const fillTo = h('i', { class: 'filled' })
  fillTo.style.width = `${((tokens / most) * 100).toFixed(2)}%`
  element.append(fillTo)
  if (low < high) {
    const ends = h('i', { class: 'ends' })
    ends.style.insetInlineStart = `${((low / most) * 100).toFixed(2)}%`
    ends.style.width = `${(((high - low) / most) * 100).toFixed(2)}%`
    element.append(ends)
  }
  return element
}
