/** Whether a budget per task holds at p90: for people, and for the exit code. */
import { EXIT } from './exit.js'

/** Rows whose p90 is over the budget. */
const over = (rows, budget) => rows.filter((row) => row.cost && row.cost.p90 > budget)

/** Rows of which that cannot be said: without a price, or with a lower bound that is within. */
const unknown = (rows, budget) => rows.filter((row) => !row.cost || (row.standing === 'partial' && row.cost.p90 <= budget))

const names = (rows) => rows.map((row) => row.model || row.offer).join(', ')

/** In a sentence; nothing where there is no budget. */
export function verdict(rows, budget) {
  if (budget === undefined || budget === null) return ''
  const [dear, open] = [over(rows, budget), unknown(rows, budget)]
  const said = []
  if (dear.length > 0) said.push(`over the budget of ${budget} per task at p90: ${names(dear)}`)
  if (open.length > 0) said.push(`not known to be within the budget of ${budget} per task, because prices are missing: ${names(open)}`)
  return said.join('; ') || `p90 is within the budget of ${budget} per task`
}

/** The exit code of projected rows: nothing has a price, the budget is exceeded, or not known to hold. */
export function exitOf(rows, budget) {
  if (rows.every((row) => !row.cost)) return EXIT.unpriced
  if (budget === undefined || budget === null) return EXIT.ok
  if (over(rows, budget).length > 0) return EXIT.over
  return unknown(rows, budget).length > 0 ? EXIT.unpriced : EXIT.ok
}
