/** What the calls of logs cost, and would have cost elsewhere: what the logs' own wasm file answers. */
import { Engine as RawLogs, initSync } from '../../wasm/logs/logs.js'
import { requireOptions } from '../errors.js'
import { opening } from '../opening.js'
import { tableOf } from '../own.js'
import { named } from '../requests.js'
import { Log, readLogs } from './read.js'

const file = opening('logs', initSync)

export class Logs {
  #raw
  constructor(raw) {
    this.#raw = raw
  }
  readLogs(files, options) {
    return readLogs(files, options)
  }
  replay(log, options) {
    return this.#raw.replay(Log.rawOf(log), options)
  }
  whatIf(log, offers, options) {
    return this.#raw.whatIf(Log.rawOf(log), named(offers), options)
  }
  calibrate(log, options) {
    return this.#raw.calibrate(Log.rawOf(log), options)
  }
}

/** `logs` and `own` compile the package's files where the caller hands none in. */
export async function openLogs(logs, own, options = {}) {
  requireOptions(options, ['prices', 'wasm', 'ownWasm'])
  await file.start(options.wasm, logs)
  return new Logs(new RawLogs(await tableOf(options, own)))
}
