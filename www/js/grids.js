/** Grams of CO2 equivalent that a kilowatt-hour of a grid stands for, from and to. */

/**
 * All of them life cycle, each with where it was published; looked up on 2026-11-22.
 * - `any`: from the least of the others to the most: nothing is known of the grid.
 * - `low`, `coal`: IPCC AR5 WG III (2014), annex III, table A.III.2: the medians of wind on land (11) and of large
 *   solar power (48), between which nuclear (12) and water (24) lie; least and most of coal (740, 910; median 820).
 * - `world`: Ember, Global Electricity Review 2026 (April 2026) for 2025 (458), and that of 2025 (April 2025) for 2024 (473).
 * - `vendor`: what one vendor's 0.24 Wh and 0.03 g for a median question come to (Google, August 2025).
 */
export const GRIDS = /** @type {const} */ ({
  any: { low: 11, high: 910 },
  low: { low: 11, high: 48 },
  world: { low: 458, high: 473 },
  coal: { low: 740, high: 910 },
  vendor: { low: 125, high: 125 },
})

/** What the fields of one's own grid start with. */
export const OWN_GRID = { low: 50, high: 600 }

/** @typedef {keyof typeof GRIDS} Grid */

/** The grid of a state. @param {import('./state.js').State} state @returns {{ low: number, high: number }} */
export function gridOf({ grid, gridLow, gridHigh }) {
  return grid === 'own' ? { low: gridLow, high: gridHigh } : GRIDS[/** @type {Grid} */ (grid)]
}
