/** The anatomy of a run in full: why that much, and what changes it? */
import { fill, h, rich, s } from '../../dom.js'
import { niceTicks, readable, swatch } from '../../parts/chart.js'
import { originOf, staleDays } from '../../offers.js'
import { agreeText } from '../../parts/offer-cells.js'
import { save } from '../../parts/download.js'
import { encode, FIGURES } from '../../state.js'
import { assumptionsTable } from './assumptions.js'
import { fanChart, fanTables, histogram } from './fan.js'
import { numberField, segmentField } from './panel.js'
import { overTime } from './over-time.js'
import { spreadFigure } from './spread.js'
import { callTicks, DRAWN, drawnCalls, stacks, tokensOf } from './stacks.js'
import { adviceList, callsText, inkOf, sayCall, splitTable } from './why.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('../../projecting.js').Anatomy} Anatomy */
/** @typedef {import('../../projecting.js').AnatomyCall} AnatomyCall */

/** @param {Page} page @param {() => void} onBack */
export function createAnatomy(page, onBack) {
  const { t, store } = page
  const back = h('button', { type: 'button', class: 'link', onclick: onBack }, `← ${t('anatomy.back')}`)
  const heading = h('h1')
  const lead = h('p', { class: 'lead' })
  const spread = h('div')
  const unit = segmentField('anatomy-unit', t('anatomy.unit'), [['tokens', t('anatomy.tokens')], ['money', t('anatomy.money')]], () => (store.state.money ? 'money' : 'tokens'), (value) => store.set({ money: value === 'money' }, { step: true }))
  const limit = numberField(page, { label: t('anatomy.limit'), unit: 'USD', low: FIGURES.limit[0], high: FIGURES.limit[1], places: 2, value: () => store.state.limit, change: (value) => store.set({ limit: value }) })
  const kinds = h('ul', { class: 'kinds' })
  const calls = h('div', { class: 'wide-chart' })
  const spent = h('div', { class: 'wide-chart' })
  const figures = h('div')
  const split = h('section')
  const advice = h('section')
  const rests = h('section')
  const element = h(
    'section',
    { class: 'anatomy', hidden: true },
    h('p', { class: 'eyebrow' }, back),
    h('div', { class: 'anatomy-top' }, h('div', null, heading, lead), spread),
    h('div', { class: 'section-head' }, h('h2', null, t('anatomy.calls')), h('span', { class: 'hint' }, t('why.chartSub')), h('div', { class: 'end' }, unit.element)),
    kinds,
    calls,
    h('div', { class: 'section-head' }, h('h2', null, t('anatomy.spent')), h('div', { class: 'end limit-field' }, limit.element)),
    spent,
    figures,
    h('div', { class: 'anatomy-foot' }, split, advice, rests),
  )

  /** @param {string} model @param {{ typical: number, low: number, high: number }} spread in the shown currency */
  function showAnswer(model, { typical, low, high }) {
    const amount = (/** @type {number} */ value) => page.format.forecast(value, page.money.display())
    fill(heading, rich(t('anatomy.answer', { model, typical: amount(typical), low: amount(low), high: amount(high) })))
  }

  /** @param {Row} row @param {Anatomy} anatomy @param {import('../../scenario.js').Scenario} scenario @param {import('../../projecting.js').FarePoint[]} points */
  function showRests(row, anatomy, scenario, points) {
    const json = h('button', { type: 'button', class: 'button', onclick: () => save('taskfare-run.json', 'application/json', JSON.stringify(anatomy, null, 2)) }, t('table.json'))
    const print = h('button', { type: 'button', class: 'button', onclick: () => window.print() }, t('anatomy.print'))
    fill(rests, h('h3', null, t('anatomy.rests')), restsOf(page, row), h('p', null, h('a', { href: encode({ ...page.carry('prices'), find: row.offer.name, row: row.offer.id }) }, t('own.edit'))), row.projection.reasons.map(({ code, text }) => h('p', { class: 'hint' }, t.maybe(`reason.${code}`) ?? text)), h('details', null, h('summary', null, t('task.assumptions', { count: scenario.profile.basis.length + scenario.harness.basis.length })), assumptionsTable(page, scenario)), overTime(page, points, anatomy.currency), h('div', { class: 'bar' }, json, print))
  }

  return {
    element,
    /** @param {Row} row @param {Anatomy | null} anatomy @param {import('./alternatives.js').Alternative[]} items @param {import('../../scenario.js').Scenario} scenario @param {import('../../projecting.js').FarePoint[]} points the task at the prices of other days */
    update(row, anatomy, items, scenario, points) {
      const { format } = page
      const known = row.spread
      if (known) showAnswer(row.offer.name, known)
      else fill(heading, row.offer.name)
      fill(spread, spreadFigure(page, row))
      fill(lead, anatomy ? leadOf(page, row, anatomy) : '')
      unit.update()
      limit.update()
      fill(kinds, kindLegend(page, row))
      fill(figures, null)
      if (!anatomy) return fill(calls, h('p', { class: 'hint' }, t('anatomy.none')))
      const width = chartWidth()
      fill(calls, contextChart(page, anatomy, width, store.state.money))
      fill(spent, spentChart(page, anatomy, width))
      fill(split, h('h3', null, t('why.split')), h('p', { class: 'hint' }, callsText(page, anatomy)), splitTable(page, anatomy))
      fill(advice, h('h3', null, t('why.advice')), items.length ? adviceList(page, items, row) : h('p', { class: 'hint' }, t('why.noAdvice')))
      showRests(row, anatomy, scenario, points)
    },
    /** What many simulated tasks cost along their calls, once they are drawn. @param {Row} row @param {import('../../projecting.js').Fan} fan @param {Anatomy} anatomy */
    showFan(row, fan, anatomy) {
      const rate = page.money.factor(fan.currency) ?? 1
      showAnswer(row.offer.name, { typical: fan.cost.p50 * rate, low: fan.cost.p10 * rate, high: fan.cost.p90 * rate })
      if (fan.points.length > 1) fill(spent, fanChart(page, fan, chartWidth(), Number(anatomy.total)))
      const columns = histogram(page, fan)
      if (columns) fill(spread, columns)
      fill(figures, fanTables(page, fan))
    },
  }
}

/** @param {Page} page @param {Row} row @param {Anatomy} anatomy */
function leadOf({ t, format }, row, { calls }) {
  const most = calls.reduce((highest, { context }) => Math.max(highest, context), 0)
  const holes = { calls: format.count(calls.length), done: format.percent(row.projection.success, t('under1')), most: format.short(most) }
  return [t(calls.length === 1 ? 'anatomy.leadOne' : 'anatomy.lead', holes), calls.length > DRAWN ? ` ${t('anatomy.drawn', { calls: format.count(DRAWN) })}` : null]
}

const chartWidth = () => Math.max(320, Math.min(1440, document.documentElement.clientWidth - 48))

/** What the row rests on, in two lines each. @param {Page} page @param {Row} row */
function restsOf({ t, format, at }, { offer, measured }) {
  const from = originOf(offer)
  const { sources, checked } = from
  const stale = staleDays(from, at())
  const line = (/** @type {string} */ name, /** @type {string} */ chip, /** @type {string} */ kind, /** @type {string} */ text) => h('div', { class: 'rest' }, h('p', null, h('b', null, name), ' ', h('span', { class: `chip ${kind}` }, chip)), h('p', { class: 'hint' }, text))
  const runs = t(measured ? 'anatomy.measuredText' : 'anatomy.carriedText')
  return [
    line(t('anatomy.behaviour'), measured ? t('task.measuredShort') : t('task.carriedOver'), measured ? 'good' : 'warn', runs),
    line(t('task.prices'), stale === null ? agreeText({ t }, from) : t('chip.stale', { day: format.shortDay(checked ?? at()) }), stale === null && from.agree > 1 ? 'good' : 'warn', `${sources.join('; ')}${checked ? ` · ${t('anatomy.checked', { day: format.day(checked) })}` : ''}`),
  ]
}

/** Kinds with their rates: stronger ink is dearer. @param {Page} page @param {Row} row */
function kindLegend({ t, format }, { offer }) {
  const rates = { read: offer.rates.cacheRead, fresh: offer.rates.input, write: offer.rates.cacheWrite5m ?? offer.rates.cacheWrite ?? offer.rates.cacheWrite1h, output: offer.rates.output, reasoning: offer.rates.reasoning ?? offer.rates.output }
  const items = /** @type {[keyof typeof rates, string | undefined][]} */ (Object.entries(rates)).map(([kind, rate]) => h('li', null, swatch(kind), ` ${t(`kind.${kind}`)} `, h('span', { class: 'muted' }, rate === undefined ? t('prices.none') : format.rate(rate, offer.currency))))
  return [items, h('li', { class: 'hint' }, t('anatomy.ink'))]
}

/** @param {Page} page @param {Anatomy} anatomy @param {number} width @param {boolean} inMoney */
function contextChart(page, anatomy, width, inMoney) {
  const { t, format, money } = page
  const main = drawnCalls(anatomy)
  const perToken = unitCosts(anatomy)
  const rate = money.factor(anatomy.currency) ?? 1
  const valuesOf = (/** @type {AnatomyCall} */ call) => {
    const tokens = tokensOf(call)
    if (!inMoney) return tokens
    return /** @type {typeof tokens} */ (Object.fromEntries(Object.entries(tokens).map(([kind, count]) => [kind, count * (perToken[kind] ?? 0) * rate])))
  }
  const { drawing, notes, x, y, highest } = stacks({ calls: main, width, height: 230, right: 16, valuesOf, label: (value) => (inMoney ? (value === 0 ? format.rate(0, money.display()) : format.forecast(value, money.display())) : format.short(value)), say: (call) => sayCall(page, anatomy, call), name: t('why.chartLabel', { calls: main.length }) })
  let cut = 0
  main.forEach((call, at) => {
    if (call.event !== 'compaction' && call.event !== 'reset') return
    cut += 1
    drawing.append(s('path', { class: 'cut', d: `M${x(at)} ${y(highest)}V${y(0)}` }), s('circle', { class: 'cut-dot', cx: x(at), cy: y(highest) + 2, r: 8 }), s('text', { class: 'cut-text', x: x(at), y: y(highest) + 6 }, cut))
  })
  return [drawing, notes, cut ? h('p', { class: 'hint' }, t('anatomy.cuts', { count: cut })) : null]
}

/** What a token of each kind cost on average in this run. @param {Anatomy} anatomy @returns {Record<string, number>} */
function unitCosts(anatomy) {
  /** @type {Record<string, { amount: number, quantity: number }>} */
  const sums = {}
  for (const { kind, quantity, amount } of anatomy.lines) {
    const sum = (sums[inkOf(kind)] ??= { amount: 0, quantity: 0 })
    sum.amount += Number(amount)
    sum.quantity += quantity
  }
  return Object.fromEntries(Object.entries(sums).map(([kind, { amount, quantity }]) => [kind, quantity ? amount / quantity : 0]))
}

/** Money so far, call by call. @param {Page} page @param {Anatomy} anatomy @param {number} width */
function spentChart(page, anatomy, width) {
  const { t, format, money } = page
  const rate = money.factor(anatomy.currency) ?? 1
  const main = drawnCalls(anatomy)
  const values = main.map(({ soFar }) => Number(soFar) * rate)
  const height = 190
  const [left, right, top, bottom] = [46, 16, 12, 20]
  const ticks = niceTicks(Math.max(...values, 1e-9))
  const highest = Math.max(ticks.at(-1) ?? 1, ...values)
  const step = (width - left - right) / Math.max(1, main.length)
  const x = (/** @type {number} */ at) => left + (at + 0.5) * step
  const y = (/** @type {number} */ value) => top + (1 - value / highest) * (height - top - bottom)
  const drawing = s('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, width, height })
  for (const tick of ticks) drawing.append(s('path', { class: 'gridline', d: `M${left} ${y(tick)}H${width - right}` }), s('text', { x: left - 8, y: y(tick) + 4, class: 'axis-text end' }, tick === 0 ? format.rate(0, money.display()) : format.forecast(tick, money.display())))
  drawing.append(s('path', { class: 'line', d: `M${values.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('L')}` }))
  const last = values.length - 1
  drawing.append(s('circle', { class: 'line-dot', cx: x(last), cy: y(values[last] ?? 0), r: 4.5 }))
  for (const at of callTicks(main.length)) drawing.append(s('text', { x: x(at - 1), y: height - 4, class: 'axis-text middle' }, at))
  const notes = readable(drawing, main.length, (at) => ({ x: x(at), text: sayCall(page, anatomy, /** @type {AnatomyCall} */ (main[at])) }), t('anatomy.spentLabel'))
  return [drawing, notes]
}
