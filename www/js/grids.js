/** Grams of CO2 equivalent that a kilowatt-hour of a grid stands for, from and to. */

/**
 * - `any`: from a grid of water and nuclear power to one of coal and gas.
 * - `low`, `coal`: life cycle, IPCC AR5 WG III, table A.III.2: the medians of wind on land (11), nuclear, water and
 *   large solar power (48); from the least to the most of coal.
 * - `world`: Ember's Global Electricity Review for 2022 (436) and for 2023 (480).
 * - `vendor`: what one vendor's 0.24 Wh and 0.03 g for a question come to.
 */
export const GRIDS = /** @type {const} */ ({
  any: { low: 50, high: 600 },
  low: { low: 11, high: 48 },
  world: { low: 436, high: 480 },
  coal: { low: 740, high: 910 },
  vendor: { low: 125, high: 125 },
})

/** @typedef {keyof typeof GRIDS} Grid */

/** The grid of a state. @param {import('./state.js').State} state @returns {{ low: number, high: number }} */
export function gridOf({ grid, gridLow, gridHigh }) {
  return grid === 'own' ? { low: gridLow, high: gridHigh } : GRIDS[/** @type {Grid} */ (grid)]
}
