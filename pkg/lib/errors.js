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

/** Refuses a number that is not whole or below zero. */
export function requireWhole(value, path) {
  requireType(value, 'number', path)
  if (!Number.isSafeInteger(value) || value < 0) throw taskfareError('invalid-argument', `expected a whole number, got ${value}`, { path })
}
