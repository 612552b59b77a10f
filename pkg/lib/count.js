/**
 * Counting for a model, where the two halves meet: the tokens wasm counts texts
 * by kind, the engine knows the model's tokenizer and grades what was counted.
 */
import { optional, requireOptions, requireType, requireWhole, taskfareError } from './errors.js'
import { bodyReaders } from './bodies.js'
import { canOpen, countsOf, isOpen } from './tokens.js'

/** The encoding that the bands of other tokenizers are measured against. */
const REFERENCE = 'o200k_base'

/** The texts to be counted and what surrounds them: one text, or a request body taken apart. */
async function partsOf(platform, asked) {
  if ((asked.text === undefined) === (asked.request === undefined)) {
    throw taskfareError('invalid-argument', 'expected either a text or a request body', { path: 'text' })
  }
  if (asked.request === undefined) {
    requireType(asked.text, 'string', 'text')
    return { model: null, texts: [asked.text], lines: null }
  }
  requireType(asked.request, 'object', 'request')
  const { readRequest } = await bodyReaders(() => platform.compile('bodies'))
  return readRequest(asked.request, { model: asked.model, format: asked.format })
}

/** The exact encoding of the model's tokenizer, where this package has it or the caller has loaded it. */
const exactEncoding = (raw, platform, model) => raw.tokenizer(model).exact.find((name) => canOpen(platform, name))

/** What to count in: the model's own encoding, else the one that bands refer to where it is loaded anyway; null to estimate. */
const encodingFor = (raw, platform, model, estimate) =>
  estimate ? null : (exactEncoding(raw, platform, model) ?? (isOpen(REFERENCE) ? REFERENCE : null))

function requireCount(asked) {
  requireOptions(asked, ['model', 'text', 'request', 'format', 'estimate', 'calibration'], 'request')
  optional(requireType, asked.format, 'string', 'format')
  optional(requireType, asked.estimate, 'boolean', 'estimate')
  optional(requireCalibration, asked.calibration)
}

function requireCalibration(calibration) {
  requireOptions(calibration, ['text', 'reported'], 'calibration')
  requireType(calibration.text, 'string', 'calibration.text')
  requireWhole(calibration.reported, 'calibration.reported')
}

export async function countFor(raw, platform, asked) {
  requireCount(asked)
  const parts = await partsOf(platform, asked)
  const model = asked.model ?? parts.model
  requireType(model, 'string', 'model')
  const encoding = encodingFor(raw, platform, model, asked.estimate)
  const calibration = asked.calibration && {
    counts: await countsOf(platform, encoding, [asked.calibration.text]),
    reported: asked.calibration.reported,
  }
  const counts = await countsOf(platform, encoding, parts.texts)
  return raw.count({ model, counts, encoding, calibration, lines: parts.lines })
}
