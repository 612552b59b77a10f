/**
 * A profile of one's own work as a short text of numbers, so that a task
 * calibrated on logs travels in a link: the numbers, never the logs.
 */

/** @typedef {import('./projecting.js').Profile} Profile */
/** @typedef {import('./projecting.js').Spread} Spread */
/** @typedef {import('../pkg/wasm/logs/logs.js').Calibration} Calibration */

export const OWN_WORK = 'own-log'

const SPREADS = /** @type {const} */ (['calls', 'output', 'reasoning', 'results', 'tool', 'human'])
const FIELDS = SPREADS.length * 2 + 5

/** @param {Calibration} calibration */
export function writeOwnWork({ profile, calls }) {
  const { gaps } = profile
  const spreads = { calls: profile.calls, output: profile.output, reasoning: profile.reasoning, results: profile.results, tool: gaps.tool, human: gaps.human }
  const day = profile.basis.find(({ field }) => field === 'calls')?.date ?? ''
  const numbers = [...SPREADS.flatMap((name) => middleOf(spreads[name])), gaps.humanShare, profile.promptTokens, calls.n].map((value) => Number(value.toPrecision(4)))
  return [...numbers, day, profile.reference].join('_')
}

/** Middle and width; a fixed quantity has no width. @param {Spread} spread @returns {[number, number]} */
function middleOf(spread) {
  if (spread.kind === 'lognormal') return [spread.median, spread.sigma]
  if (spread.kind === 'fixed') return [spread.value, 0]
  if (spread.kind === 'gamma') return [spread.mean, Math.sqrt(Math.log(1 + 1 / spread.shape))]
  const logs = spread.values.map((value) => Math.log(Math.max(value, 1e-9)))
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
  return [Math.exp(mean), Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logs.length)]
}

/** @param {string} text @returns {Profile} throws a `RangeError` where it is no such text */
export function readOwnWork(text) {
  const parts = text.split('_')
  const [day = '', reference = ''] = parts.slice(FIELDS - 2)
  const numbers = parts.slice(0, FIELDS - 2).map(Number)
  if (parts.length !== FIELDS || numbers.some((value) => !Number.isFinite(value) || value < 0 || value > 1e9) || !/^\d{4}-\d\d-\d\d$/.test(day) || reference === '') throw new RangeError('a profile in numbers')
  const spread = (/** @type {typeof SPREADS[number]} */ name) => spreadOf(numbers[SPREADS.indexOf(name) * 2] ?? 0, numbers[SPREADS.indexOf(name) * 2 + 1] ?? 0)
  const [humanShare = 0, promptTokens = 0, n = 0] = numbers.slice(SPREADS.length * 2)
  const basis = (/** @type {string} */ field) => ({ field, grade: /** @type {const} */ ('measured'), source: 'one’s own logs', date: day, n })
  return {
    id: OWN_WORK,
    name: 'My own work',
    reference,
    benchmark: undefined,
    calls: spread('calls'),
    taskShare: 0.5,
    growthSigma: 0,
    promptTokens: Math.round(promptTokens),
    output: spread('output'),
    reasoning: spread('reasoning'),
    results: spread('results'),
    gaps: { tool: spread('tool'), human: spread('human'), humanShare: Math.min(1, humanShare) },
    success: { rate: 1, concentration: 1, failureCost: 1 },
    edits: undefined,
    webSearches: 0,
    basis: [basis('calls'), basis('promptTokens'), basis('results'), basis('output'), { field: 'success', grade: 'assumed', source: 'a log does not tell whether a task was completed', date: day, n: undefined }],
  }
}

/** @param {number} median @param {number} sigma @returns {Spread} */
const spreadOf = (median, sigma) => (sigma < 1e-6 || median === 0 ? { kind: 'fixed', value: median } : { kind: 'lognormal', median, sigma, cap: undefined })
