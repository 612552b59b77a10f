/**
 * What would change the cost of a task: the engine's advice, and the reader's own
 * settings turned the other way, each projected. What the page can set has an
 * Apply, and what was applied an Undo.
 */
import { growthOf, leastGrowth, scenarioOf, startOf } from '../../scenario.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../state.js').State} State */
/** @typedef {import('../../projecting.js').Advice} Advice */

/**
 * @typedef {object} Alternative
 * @property {string} code
 * @property {string} text
 * @property {string} condition
 * @property {number} saving per completed task, in the offer's currency; below zero: dearer
 * @property {number} share of the cost
 * @property {Partial<State> | null} patch what applies it; null where the page has no such setting
 */

/** Smaller changes are within the width of the projection. */
const LEAST = 0.01

/** The setting of the page that follows an advice of the engine. @param {Advice} advice @returns {Partial<State> | null} */
function patchOf({ code, value }) {
  if (code === 'batch') return { service: 'batch' }
  if (code === 'cache-lifetime') return { cache: 'hour' }
  if (code === 'sub-agents') return { harness: 'sub-agents', tries: null }
  if (code === 'compact' && value) return { compactAt: Math.round(value) }
  return null
}

/** @param {Page} page @param {import('./rows.js').Row} row @param {Advice[]} advice @returns {Alternative[]} the largest saving first, what is dearer last */
export function alternativesOf(page, row, advice) {
  const { t, format } = page
  const told = advice.map((item) => ({ code: item.code, text: t.maybe(`advice.${item.code}`) ?? item.text, condition: t.maybe(`advice.${item.code}.condition`) ?? item.condition, saving: item.saving, share: item.share, patch: patchOf(item) }))
  const own = settingsOf(page).flatMap(({ code, patch, value }) => {
    const turned = fareWith(page, row, patch)
    const now = fareWith(page, row, {})
    if (!turned || !now) return []
    const share = 1 - turned.fare / now.fare
    if (Math.abs(share) < LEAST) return []
    const holes = { value: value === undefined ? '' : format.count(value), from: format.percent(now.success, t('under1')), to: format.percent(turned.success, t('under1')) }
    return [{ code, text: t(/** @type {'advice.cache-off'} */ (`advice.${code}`), holes), condition: t(/** @type {'advice.cache-off.condition'} */ (`advice.${code}.condition`), holes), saving: now.fare - turned.fare, share, patch }]
  })
  return [...told, ...own].sort((left, right) => right.share - left.share)
}

/** The reader's settings turned the other way. @param {Page} page @returns {{ code: string, patch: Partial<State>, value?: number }[]} */
function settingsOf({ store, projecting }) {
  const { state } = store
  const scenario = scenarioOf(projecting, state)
  const start = Math.max(1, Math.round(startOf(scenario) / 2))
  const growth = Math.max(leastGrowth(scenario), Math.round(growthOf(scenario) / 2))
  const { attempts } = scenario.harness
  return [
    ...(state.cache === 'off' ? [] : [{ code: 'cache-off', patch: /** @type {Partial<State>} */ ({ cache: 'off' }) }]),
    { code: attempts === 1 ? 'three-tries' : 'one-try', patch: { tries: attempts === 1 ? 3 : 1 } },
    { code: 'trim-start', patch: { start }, value: start },
    ...(growth < growthOf(scenario) ? [{ code: 'halve-growth', patch: { growth }, value: growth }] : []),
  ]
}

/** The fare with some settings changed. @param {Page} page @param {import('./rows.js').Row} row @param {Partial<State>} patch */
function fareWith({ store, projecting, at }, { offer }, patch) {
  const state = { ...store.state, ...patch }
  const found = projecting.closed({ scenario: scenarioOf(projecting, state), offers: [offer.id], at: at(), service: state.service }).get(offer.id)
  return found?.fare === undefined || found.fare === null ? null : { fare: found.fare, success: found.success }
}
