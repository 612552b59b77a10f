/** What the elements ask an engine, without what counts and what takes own prices: a page of figures loads neither. */
import { Engine as RawEngine, initSync } from '../../wasm/engine/engine.js'
import { opening } from '../opening.js'
import { platform } from '../platform/browser.js'
import { Prices } from '../prices.js'
import { projection } from '../requests.js'

class Figures extends Prices {
  #raw
  constructor(raw) {
    super(raw)
    this.#raw = raw
  }
  project(request) {
    return this.#raw.project(projection(request))
  }
}

export async function openFigures() {
  await opening('engine', initSync).start(undefined, () => platform.compile('engine'))
  return new Figures(new RawEngine())
}
