/** Statistics that the page adds to the engine's: sums of many tasks, and what a column of rows has in common. */

/** @typedef {import('./projecting.js').Quantiles} Quantiles */

/** Standard deviations from the middle that 1 in 10 lie beyond, on one side. */
export const Z90 = 1.2815515655446004

/** Standard deviation of the logarithm between the middle and 1 in 10 above. @param {Quantiles} quantiles */
export const sigmaOf = ({ p50, p90 }) => (p50 > 0 && p90 > p50 ? Math.log(p90 / p50) / Z90 : 0)

/**
 * What a month of tasks costs, 8 in 10 months. Chance from task to task averages
 * out over many; what is not known of the model does not, so a row that is
 * carried over keeps the part of its width that measured rows do not have.
 * @param {Quantiles} cost of one task
 * @param {number} mean cost of one task as it adds up
 * @param {number} tasks
 * @param {number | null} taskSigma typical width of measured rows; null where the row itself is measured
 * @returns {{ low: number, high: number }}
 */
export function monthBand(cost, mean, tasks, taskSigma) {
  const total = sigmaOf(cost)
  const chance = taskSigma === null ? total : Math.min(total, taskSigma)
  const unknown = Math.sqrt(Math.max(0, total ** 2 - chance ** 2))
  const ofSum = Math.log(1 + (Math.exp(chance ** 2) - 1) / Math.max(1, tasks))
  const width = Z90 * Math.sqrt(ofSum + unknown ** 2)
  return { low: mean * tasks * Math.exp(-width), high: mean * tasks * Math.exp(width) }
}

/** The middle of some numbers; null of none. @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((left, right) => left - right)
  const half = Math.floor(sorted.length / 2)
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? (sorted[half] ?? null) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}
