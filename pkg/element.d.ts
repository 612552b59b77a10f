import type { Bill, PriceRequest, Projection, ProjectRequest } from './index.js'

/**
 * `<task-fare profile models at runs seed budget>`: the cost of a task on one or
 * more models. Its children are shown until figures are there, and where scripts
 * are off. Fires `taskfare-ready` (detail: the projection) and `taskfare-error`.
 */
export class TaskFare extends HTMLElement {
  /** The attributes whose change changes what is shown. */
  static readonly observedAttributes: readonly string[]
  /** A whole request in place of the attributes; null where the attributes count. */
  request: ProjectRequest | null
  /** What is shown; null before the first figures. */
  readonly result: Projection | null
}

/**
 * `<fare-amount model input output at>`: the cost of one call as a figure in a
 * sentence. Fires `taskfare-ready` (detail: the bill) and `taskfare-error`.
 */
export class FareAmount extends HTMLElement {
  /** The attributes whose change changes what is shown. */
  static readonly observedAttributes: readonly string[]
  /** A whole request in place of the attributes; null where the attributes count. */
  request: PriceRequest | null
  /** What is shown; null before the first figure. */
  readonly result: Bill | null
}

declare global {
  interface HTMLElementTagNameMap {
    'task-fare': TaskFare
    'fare-amount': FareAmount
  }
}
