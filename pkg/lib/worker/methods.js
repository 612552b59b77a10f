/** What can be called across to the worker, each with its number of arguments. */
export const ENGINE_METHODS = { count: 1, tokenizer: 1, price: 1, priceMany: 1, perMillionCharacters: 1, models: 1, model: 2, nearest: 1, rates: 1, project: 1, anatomy: 1, fan: 1, advise: 1, sensitivity: 1, readUsage: 2, pilot: 1, profiles: 0, harnesses: 0, fareHistory: 1 }
/** What the price table says of itself. */
export const TABLE_METHODS = { checked: 0, sources: 0, plans: 0, exchange: 0 }
export const FLEET_METHODS = { fleet: 1, planFits: 1, claims: 2, hosting: 1, energy: 1, value: 1, growthFor: 2 }
export const ENCODING_METHODS = { count: 1, countUpTo: 2, encode: 1, decode: 1, decodeBytes: 1, counts: 1, spans: 1 }
/** Methods whose first argument is a log that was read in the worker; the number counts it. */
export const LOG_METHODS = { replay: 2, whatIf: 3, calibrate: 2 }
