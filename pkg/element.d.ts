import type { Bill, PriceRequest, Projection, ProjectRequest } from './index.js'

/** Events of an element whose answer is `Answer`. */
export interface FareEventMap<Answer> extends Omit<HTMLElementEventMap, 'taskfare-ready'> {
  /** Figures are shown; `detail` is the answer. */
  'taskfare-ready': CustomEvent<Answer>
  /** No figures can be shown; `detail` says why, as a rule as a `TaskfareError`. */
  'taskfare-error': CustomEvent<Error>
}
type FareListener<Element, Answer, Type extends keyof FareEventMap<Answer>> = (this: Element, event: FareEventMap<Answer>[Type]) => unknown

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
  /** What is shown; null while there are no figures. */
  readonly result: Projection | null
  addEventListener<Type extends keyof FareEventMap<Projection>>(type: Type, listener: FareListener<TaskFare, Projection, Type>, options?: boolean | AddEventListenerOptions): void
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void
  removeEventListener<Type extends keyof FareEventMap<Projection>>(type: Type, listener: FareListener<TaskFare, Projection, Type>, options?: boolean | EventListenerOptions): void
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void
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
  /** What is shown; null while there is no figure. */
  readonly result: Bill | null
  addEventListener<Type extends keyof FareEventMap<Bill>>(type: Type, listener: FareListener<FareAmount, Bill, Type>, options?: boolean | AddEventListenerOptions): void
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void
  removeEventListener<Type extends keyof FareEventMap<Bill>>(type: Type, listener: FareListener<FareAmount, Bill, Type>, options?: boolean | EventListenerOptions): void
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void
}

declare global {
  /** Both events bubble, so a page may listen to them in one place. */
  interface GlobalEventHandlersEventMap {
    'taskfare-ready': CustomEvent<Projection | Bill>
    'taskfare-error': CustomEvent<Error>
  }
  interface HTMLElementTagNameMap {
    'task-fare': TaskFare
    'fare-amount': FareAmount
  }
}
