/** The same work elsewhere, in four levels of honesty, on one axis with what was paid. */
import { fill, h } from '../../dom.js'
import { drawAxis, logAxis } from '../../parts/axis.js'
import { rangeMark } from '../../parts/range.js'
import { daysOf } from './sums.js'
import { generationOf } from '../../offers.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../offers.js').Offer} Offer */
/** @typedef {import('../../logs/reading.js').Costs} Costs */
/** @typedef {import('../../logs/reading.js').WhatIf} WhatIf */

const LEVELS = /** @type {const} */ (['sameTokens', 'tokenizer', 'caching', 'behaviour'])

/** @param {Page} page @param {(model: string) => Promise<WhatIf | null>} ask */
export function createWhatIf(page, ask) {
  const { t, store, format, money, offers } = page
  const choice = h('select', { class: 'select', id: 'what-if-model', onchange: () => store.set({ other: choice.value }, { step: true }) })
  const axisHead = h('span', { class: 'ticks', 'aria-hidden': 'true' })
  const paidMark = h('span', { class: 'paid-label', 'aria-hidden': 'true' })
  const body = h('tbody')
  const costHead = h('th', { scope: 'col', class: 'num' })
  const table = h('table', { class: 'grid what-if' }, h('caption', { class: 'visually-hidden' }, t('whatif.caption')), h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('whatif.assuming')), h('th', { scope: 'col', class: 'axis' }, h('span', { class: 'visually-hidden' }, t('whatif.axis')), paidMark, axisHead), costHead, h('th', { scope: 'col', class: 'num' }, t('whatif.against')))), body)
  const foot = h('p', { class: 'hint' })
  const element = h('section', { class: 'what-if-section' }, h('div', { class: 'section-head' }, h('h2', null, h('label', { for: 'what-if-model' }, t('whatif.title'))), h('span', { class: 'what-if-choice' }, choice)), h('p', { class: 'hint' }, t('whatif.lead')), table, foot)
  let asked = ''
  /** @type {Costs | null} */
  let costs = null
  /** @type {WhatIf | null} */
  let answer = null

  function fillChoice() {
    const listed = offers.list(page.at(), 'standard').filter(({ route, rates, tier }) => !route && tier && rates.input !== undefined && rates.output !== undefined)
    const groups = new Map(listed.map(({ vendorName }) => [vendorName, /** @type {Offer[]} */ ([])]))
    for (const offer of listed) groups.get(offer.vendorName)?.push(offer)
    fill(choice, [...groups].sort(([left], [right]) => left.localeCompare(right)).map(([vendor, group]) => h('optgroup', { label: vendor }, group.map(({ id, name }) => h('option', { value: id }, name)))))
    return listed
  }
  const listed = fillChoice()

  /** The strongest of another vendor, where nobody chose yet. */
  function firstChoice() {
    const used = costs?.costs.byModel[0]?.name ?? ''
    const family = /^(claude|gpt|gemini|o\d|deepseek|glm|kimi|qwen|grok)/.exec(used.replace(/^.*\//, ''))?.[0] ?? used
    const others = listed.filter(({ tier, id }) => tier === 'flagship' && !id.includes(family))
    return [...others].sort((left, right) => generationOf(right.id) - generationOf(left.id))[0]?.id ?? listed[0]?.id ?? ''
  }

  async function load() {
    const model = store.state.other || firstChoice()
    choice.value = model
    const key = `${model} ${costs?.report.bytes} ${costs?.report.calls}`
    if (key === asked) return draw()
    asked = key
    table.classList.add('waiting')
    const found = await ask(model).catch(() => null)
    if (key !== asked) return
    answer = found
    table.classList.remove('waiting')
    table.hidden = !found
    if (found) return draw()
    // The same question may have an answer once the logs are read again.
    asked = ''
    fill(foot, t('whatif.readAgain'))
  }

  function draw() {
    if (!answer || !costs) return
    const { paid, row, behaviourExponent, behaviourFactor } = answer
    const rate = money.factor(row.currency ?? 'USD') ?? 1
    const spent = paid.cost === null ? null : Number(paid.cost) * (money.factor('USD') ?? 1)
    const levels = LEVELS.map((level) => ({ level, range: row[level] }))
    const axis = logAxis([...(spent === null ? [] : [spent]), ...levels.flatMap(({ range }) => (range ? [range.low * rate, range.high * rate] : []))])
    drawAxis(axis, axisHead, (value) => format.tick(value, money.display()))
    table.style.setProperty('--paid', axis && spent !== null ? `${(axis.at(spent) * 100).toFixed(2)}%` : '0')
    paidMark.style.left = `calc(8px + (100% - 16px) * ${(spent === null ? 0 : (axis?.at(spent) ?? 0)).toFixed(4)})`
    fill(paidMark, t('whatif.paid', { amount: money.priced(paid.cost) }))
    const days = daysOf(costs)
    fill(costHead, days === null ? t('whatif.all') : t('whatif.days', { days: format.count(days) }))
    fill(body, levels.map(({ level, range }, at) => levelRow(level, at, range && { low: range.low * rate, typical: range.typical * rate, high: range.high * rate }, spent, axis, { exponent: format.plain(behaviourExponent, 2), factor: format.plain(behaviourFactor, 1) })))
    fill(foot, row.leftOut > 0 ? t('whatif.leftOut', { calls: format.count(row.leftOut), all: format.count(row.leftOut + row.calls) }) : null)
  }

  /**
   * @param {typeof LEVELS[number]} level @param {number} at @param {{ low: number, typical: number, high: number } | null} range
   * @param {number | null} spent @param {import('../../parts/axis.js').Axis | null} axis @param {Record<string, string>} holes
   */
  function levelRow(level, at, range, spent, axis, holes) {
    const last = at === LEVELS.length - 1
    const name = h('th', { scope: 'row' }, h('div', { class: 'with-before' }, h('span', { class: last ? 'pin on' : 'pin', 'aria-hidden': 'true' }, at + 1), h('div', null, h('b', null, t(`whatif.${level}`)), h('small', null, t(`whatif.${level}Text`, holes)))))
    if (!range || !axis) return h('tr', null, name, h('td', { colspan: 3, class: 'muted' }, t('unknown')))
    const point = range.high - range.low < 1e-9 * range.high
    const words = point ? format.fact(range.typical.toFixed(6), money.display()) : format.range(range.low, range.high, money.display())
    return h(
      'tr',
      { class: last ? 'chosen' : null },
      name,
      h('td', { class: 'axis' }, rangeMark(axis, point ? { typical: range.typical } : range)),
      h('td', { class: 'num' }, h('span', { class: 'strong' }, point ? words : format.forecast(range.typical, money.display())), h('small', null, point ? t('whatif.noRange') : words)),
      h('td', { class: 'num' }, spent === null ? t('unknown') : point ? against(range.typical, spent) : between(range, spent)),
    )
  }

  /** Both ends against what was spent; in one breath where both are savings. @param {{ low: number, high: number }} range @param {number} spent */
  function between({ low, high }, spent) {
    const [most, least] = [1 - low / spent, 1 - high / spent]
    if (least < 0.01) return `${against(low, spent)} ${t('whatif.to')} ${against(high, spent)}`
    return t('whatif.bothLess', { low: format.plain(least * 100, 0), high: format.percent(most, t('under1')) })
  }

  /** @param {number} cost @param {number} spent */
  function against(cost, spent) {
    const share = cost / spent - 1
    if (Math.abs(share) < 0.005) return t('whatif.same')
    if (share >= 1) return t('advice.times', { times: format.plain(cost / spent, 1) })
    return t(share < 0 ? 'advice.less' : 'whatif.more', { share: format.percent(Math.abs(share), t('under1')) })
  }

  return {
    element,
    /** @param {Costs} next */
    update(next) {
      costs = next
      void load()
    },
  }
}
