/** The views there are, in the order of the bar: the first one is here at once, the others are fetched when one is first shown. */
import { whenIdle } from './after-paint.js'
import { createFleet } from '../pkg/browser.js'
import { isFleetOpen, openFleet } from './fleet.js'
import * as task from './views/task.js'

/** @typedef {import('./state.js').View} ViewName */
/** @typedef {{ createView(page: import('./page.js').Page): import('./main.js').View, openView?(page: import('./page.js').Page, breathe: () => Promise<void>): Promise<import('./main.js').View> }} ViewModule `openView`: the same, drawn in pieces */

export const VIEW_NAMES = /** @type {ViewName[]} */ (['task', 'prompt', 'logs', 'team', 'prices'])

/** @type {Partial<Record<ViewName, ViewModule>>} */
let loaded = { task }

/** A view's module. @param {ViewName} name @returns {Promise<ViewModule>} */
export async function loadView(name) {
  if (!loaded[name]) loaded = { ...(await import('./views/others.js')), task }
  if (name === 'team') await openFleet(createFleet)
  return /** @type {ViewModule} */ (loaded[name])
}

/** A view's module, if it is here already. @param {ViewName} name */
export const viewNow = (name) => (name === 'team' && !isFleetOpen() ? null : (loaded[name] ?? null))

/** Fetches the other views once the page has nothing better to do, so that changing to one takes no time and works offline. */
export async function laterViews() {
  await new Promise((resolve) => whenIdle(() => resolve(null)))
  await loadView('prompt').catch(() => null)
}
