/**
 * `<task-fare>` and `<fare-amount>` for documentation sites. Importing defines
 * both where there are custom elements, and nothing else: on a server it does
 * nothing, and a second copy on the page leaves the first in place.
 */
import { FareAmount } from './lib/element/fare-amount.js'
import { TaskFare } from './lib/element/task-fare.js'

export { FareAmount, TaskFare }

if (globalThis.customElements) {
  if (!customElements.get('task-fare')) customElements.define('task-fare', TaskFare)
  if (!customElements.get('fare-amount')) customElements.define('fare-amount', FareAmount)
}
