/**
 * Errors of the shell, in the shape the engine's own errors have: a real
 * `Error` named `TaskfareError` with `code`, `path`, `line` and `hint`.
 * The name, not a class, identifies it, so two copies of the package in one
 * bundle recognise each other's errors.
 */
export function taskfareError(code, message, { path = null, hint = null, cause } = {}) {
  const where = path ? `${path}: ` : ''
  const todo = hint ? ` (${hint})` : ''
  const error = new Error(`${where}${message}${todo}`, cause === undefined ? undefined : { cause })
  return Object.assign(error, { name: 'TaskfareError', code, path, line: null, hint })
}

/** Whether `error` came from taskfare, from whichever copy of it. */
export function isTaskfareError(error) {
  return error instanceof Error && error.name === 'TaskfareError' && typeof error.code === 'string'
}

/** Refuses a value that is not of the named `typeof`, naming the argument; a list, a date or a map is no `object`. */
export function requireType(value, type, path) {
  const actual = typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1).toLowerCase() : typeof value
  if (actual !== type) {
    throw taskfareError('invalid-argument', `expected ${type}, got ${actual}`, { path })
  }
}

/** Refuses options that do not exist: a misspelt one would be ignored, and something else done than was asked for. */
export function requireOptions(options, known, path = 'options') {
  requireType(options, 'object', path)
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw taskfareError('invalid-argument', 'there is no such option', { path: `${path}.${unknown}`, hint: `there are ${known.join(', ')}` })
}

const requireNumber = (isOne, what) => (value, path) => {
  requireType(value, 'number', path)
  if (!isOne(value)) throw taskfareError('invalid-argument', `expected ${what}, got ${value}`, { path })
}

/** Refuses a number that is not whole or below zero. */
export const requireWhole = requireNumber((value) => Number.isSafeInteger(value) && value >= 0, 'a whole number')

/** Refuses a number that no amount can be: below zero, infinite, none. */
export const requireAmount = requireNumber((value) => Number.isFinite(value) && value >= 0, 'a number, zero or more')

/** Holds a value to `check`, where there is one. */
export function optional(check, value, ...more) {
  if (value !== undefined && value !== null) check(value, ...more)
}

/** The values of anything iterable but a text, each held to `check`. */
export function requireEach(values, path, check) {
  if (typeof values?.[Symbol.iterator] !== 'function' || typeof values === 'string') throw taskfareError('invalid-argument', 'expected a list', { path })
  return Array.from(values, (value, at) => (check(value, `${path}[${at}]`), value))
}

/** Refuses what cannot be aborted. */
export function requireSignal(signal, path) {
  if (typeof signal?.throwIfAborted !== 'function') throw taskfareError('invalid-argument', 'expected an AbortSignal', { path })
}
