/** Offers joined to their projections: what a row of the task table knows. */
import { generationOf } from '../../offers.js'
import { monthBand, median, sigmaOf } from '../../spreadmath.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../offers.js').Offer} Offer */
/** @typedef {import('../../projecting.js').OfferProjection} OfferProjection */

/**
 * @typedef {object} Row money in the shown currency
 * @property {Offer} offer
 * @property {OfferProjection} projection
 * @property {boolean} priced whether it has figures that are no lower bound
 * @property {boolean} measured
 * @property {number | null} fare
 * @property {{ low: number, typical: number, high: number, tail: number } | null} spread
 * @property {{ mean: number, low: number, high: number } | null} month
 * @property {number | null} perCall average cost of one call
 * @property {number} firstTry probability that the first run completes the task
 */

/**
 * @param {Page} page
 * @param {Offer[]} offers
 * @param {Map<string, OfferProjection>} projections by offer id
 * @param {number} tasks a month
 * @returns {Row[]}
 */
export function toRows(page, offers, projections, tasks) {
  const known = offers.flatMap((offer) => {
    const projection = projections.get(offer.id)
    return projection ? [{ offer, projection }] : []
  })
  const taskSigma = median(known.filter(({ projection }) => projection.grade === 'measured' && projection.cost).map(({ projection }) => (projection.cost ? sigmaOf(projection.cost) : 0)))
  return known.map(({ offer, projection }) => toRow(page, offer, projection, tasks, taskSigma))
}

/** @param {Page} page @param {Offer} offer @param {OfferProjection} projection @param {number} tasks @param {number | null} taskSigma @returns {Row} */
function toRow({ money }, offer, projection, tasks, taskSigma) {
  const { standing, currency } = projection
  const [cost, fare] = [projection.cost ?? null, projection.fare ?? null]
  const measured = projection.grade === 'measured'
  const rate = money.factor(currency)
  const priced = standing === 'projected' && cost !== null && fare !== null && rate !== null
  const base = { offer, projection, priced, measured, firstTry: projection.firstTry }
  if (!priced) return { ...base, fare: null, spread: null, month: null, perCall: null }
  const band = monthBand(cost, fare, tasks, measured ? null : (taskSigma ?? 0))
  return {
    ...base,
    fare: fare * rate,
    spread: { low: cost.p10 * rate, typical: cost.p50 * rate, high: cost.p90 * rate, tail: cost.p99 * rate },
    perCall: projection.calls ? (cost.mean / projection.calls.mean) * rate : null,
    month: { mean: fare * tasks * rate, low: band.low * rate, high: band.high * rate },
  }
}

/**
 * The three findings that stand over the table. One that is not true, or cannot
 * be computed, is left out; carried-over rows are never ranked above measured ones.
 * @param {Row[]} rows
 */
export function findingsOf(rows) {
  const measured = rows.filter((row) => row.measured && row.fare !== null)
  const lowest = best(measured, (left, right) => (left.fare ?? 0) - (right.fare ?? 0))
  const surest = best(measured, (left, right) => right.firstTry - left.firstTry || (left.fare ?? 0) - (right.fare ?? 0))
  return { lowest, surest, surprise: surpriseOf(measured) }
}

/** @param {Row[]} rows @param {(left: Row, right: Row) => number} order */
const best = (rows, order) => [...rows].sort(order)[0] ?? null

/** List price of a mix of input and output, as an agent uses them. @param {Row} row */
const listPrice = ({ offer }) => (Number(offer.rates.input ?? NaN) * 3 + Number(offer.rates.output ?? NaN)) / 4

/** The dearer model by price per token whose finished task is cheaper, where that surprises most. @param {Row[]} rows */
function surpriseOf(rows) {
  let found = null
  for (const dearer of rows) {
    for (const cheaper of rows) {
      const price = listPrice(dearer) / listPrice(cheaper)
      const less = 1 - (dearer.fare ?? 0) / (cheaper.fare ?? 1)
      if (!(price >= 1.3 && less >= 0.1) || dearer.offer.currency !== cheaper.offer.currency) continue
      const score = Math.log(price) * less
      if (!found || score > found.score) found = { dearer, cheaper, price, less, score }
    }
  }
  return found
}

/** Offers of a vendor's strongest class that are shown before anybody asks for more. */
const NEWEST = 2

/** Contexts below this hold no agent's task, tokens. */
const LEAST_CONTEXT = 100_000

/**
 * Which rows stand in the table before anybody asks for more: what was
 * measured, what is pinned, and each maker's newest of its strongest class.
 * @param {Pick<Row, 'offer' | 'measured'>[]} rows @param {string[]} always ids
 * @returns {Set<string>} ids
 */
export function firstRows(rows, always) {
  const ids = new Set(always)
  /** @type {Map<string, Pick<Row, 'offer' | 'measured'>[]>} */
  const strongest = new Map()
  for (const row of rows) {
    if (row.measured) ids.add(row.offer.id)
    const { tier, route, retired, context } = row.offer
    if (tier !== 'flagship' || route || retired || (context ?? 0) < LEAST_CONTEXT) continue
    strongest.set(row.offer.vendor, [...(strongest.get(row.offer.vendor) ?? []), row])
  }
  for (const group of strongest.values()) {
    const newest = group.sort((left, right) => generationOf(right.offer.id) - generationOf(left.offer.id))
    for (const { offer } of newest.slice(0, NEWEST)) ids.add(offer.id)
  }
  return ids
}

/** How far single tasks lie from the typical one, as the rows have it in common. @param {Row[]} rows */
export function tailsOf(rows) {
  const spreads = rows.flatMap(({ spread }) => (spread && spread.typical > 0 ? [spread] : []))
  return { tenth: median(spreads.map(({ high, typical }) => high / typical)), hundredth: median(spreads.map(({ tail, typical }) => tail / typical)) }
}
