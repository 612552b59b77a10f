/** Options: those that commands share, and reading their values strictly. */
import { parseArgs } from 'node:util'
import { UsageError } from './usage-error.js'

const FORMATS = {
  json: { type: 'boolean', help: 'print JSON' },
  csv: { type: 'boolean', help: 'print CSV' },
}
const HELP = { help: { type: 'boolean', short: 'h', help: 'print this help' } }

/** All options of a command: its own, the forms in which it can print (both, where it does not say), and help. */
export function optionsOf({ options, formats = Object.keys(FORMATS) }) {
  const printed = formats.map((name) => [name, FORMATS[name]])
  return { ...options, ...Object.fromEntries(printed), ...HELP }
}

/** Which offer is meant, and when: the terms that `price` and `prices` share. */
export const TERMS = {
  at: { type: 'string', value: '<instant>', help: 'the instant of the rates, RFC 3339; now where not given' },
  'service-tier': { type: 'string', value: '<tier>', help: 'standard, batch, flex, fast or ultrafast' },
  currency: { type: 'string', value: '<code>', help: 'a currency the vendor lists: USD, CNY' },
}

/** The given ones of some values: what a request leaves to its defaults is not in it. */
export const given = (entries) => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined))

/** The terms of a request, as the engine names them. */
export const termsOf = (values) => given({ at: values.at, serviceTier: values['service-tier'], currency: values.currency })

/** Parses `args` against a command's options; `values` and `positionals` come back. */
export function parse(args, command) {
  const bare = Object.fromEntries(
    Object.entries(optionsOf(command)).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  )
  try {
    const parsed = parseArgs({ args, options: bare, allowPositionals: true })
    if (parsed.values.json && parsed.values.csv) throw new UsageError('--json and --csv exclude each other')
    return parsed
  } catch (error) {
    if (error instanceof UsageError || !String(error.code).startsWith('ERR_PARSE_ARGS')) throw error
    throw new UsageError(error.message.replace(/\. To specify.*$/s, ''))
  }
}

/** A whole number, with `k` and `M` understood: 12k is 12,000. */
export function whole(text, name) {
  const found = /^(\d[\d_,]*)(\.\d+)?([kM])?$/.exec(text ?? '')
  if (!found) throw new UsageError(`--${name} expects a whole number, got ${JSON.stringify(text)}`, 'for example 12000 or 12k')
  const value = Number(found[1].replace(/[_,]/g, '') + (found[2] ?? '')) * ({ k: 1e3, M: 1e6 }[found[3]] ?? 1)
  const rounded = Math.round(value)
  if (Math.abs(rounded - value) > 1e-6 || !Number.isSafeInteger(rounded)) throw new UsageError(`--${name} expects a whole number, got ${JSON.stringify(text)}`)
  return rounded
}

/** An amount of money as a number, zero or more. */
export function money(text, name) {
  if (!/^\$?\d+(\.\d+)?$/.test(text ?? '')) throw new UsageError(`--${name} expects an amount, got ${JSON.stringify(text)}`, 'for example 1.50')
  return Number(text.replace('$', ''))
}

/** Values of an option that may be given several times, or once with commas. */
export const list = (values = []) => values.flatMap((value) => value.split(',')).map((value) => value.trim()).filter(Boolean)
