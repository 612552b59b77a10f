/** Who spends it, and on what: the year by group and by size of model. */
import { h } from '../../dom.js'
import { MONTH } from '../../fleet.js'
import { nameOfGroup } from './groups.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetReport} FleetReport */

/**
 * @param {Page} page @param {FleetReport} report @param {number} days it is for
 * @returns {HTMLElement | null} nothing where there is but one group and no model is named
 */
export function sharesTable(page, { groups, tiers }, days) {
  const { t, format, money } = page
  const tiersKnown = tiers.some(({ tier }) => tier)
  if (groups.length < 2 && !tiersKnown) return null
  const factor = money.factor('USD') ?? 1
  const amount = (/** @type {number} */ dollars) => format.forecast(dollars * factor, money.display())
  const cell = (/** @type {import('../../dom.js').Children} */ what) => h('td', { class: 'num' }, what)
  const line = (/** @type {string} */ name, /** @type {string} */ people, /** @type {{ mean: number, p10: number, p90: number }} */ total, /** @type {number} */ share) =>
    h('tr', null, h('th', { scope: 'row' }, name), cell(people), cell(amount((total.mean / days) * MONTH)), cell(format.range(total.p10 * factor, total.p90 * factor, money.display())), cell(format.percent(share, t('under1'))))
  const head = (/** @type {string} */ first, /** @type {string} */ second) => h('tr', null, [first, second, t('team.aMonth'), t('team.untilEnd'), t('team.shareOfAll')].map((name, at) => h('th', { scope: 'col', class: at ? 'num' : null }, name)))
  const byGroup = groups.length > 1 && [h('thead', null, head(t('team.group'), t('team.people'))), h('tbody', null, groups.map((group, place) => line(nameOfGroup(page, group, place), format.count(group.people), group.total, group.share)))]
  const byTier = tiersKnown && [h('thead', null, head(t('team.tier'), t('team.tasksADay'))), h('tbody', null, tiers.map(({ tier, total, share, tasks }) => line(tier ? t(`tier.${tier}`) : t('team.noTier'), format.short(tasks / days), total, share)))]
  const table = (/** @type {import('../../dom.js').Children} */ parts, /** @type {string} */ caption) => parts && h('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': caption }, h('table', { class: 'facts shares-table' }, h('caption', { class: 'visually-hidden' }, caption), parts))
  return h('section', { class: 'plan-section' }, h('h2', null, t(byGroup ? 'team.whoAndWhat' : 'team.onWhat')), table(byGroup, t('team.byGroup')), table(byTier, t('team.byTier')))
}
