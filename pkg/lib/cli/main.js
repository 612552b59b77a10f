/** The command: finds what was asked for, runs it, turns errors into a sentence and an exit code. */
import { readFile } from 'node:fs/promises'
import { COMMANDS } from './commands.js'
import { commandHelp, overview } from './help.js'
import { EXIT } from './exit.js'
import { parse } from './options.js'
import { paint } from './output.js'
import { UsageError } from './usage-error.js'

async function version() {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return JSON.parse(text).version
}

const REPORT = 'a fault of taskfare, not of what it was given: please report it with this trace'

/** What nobody foresaw, or the machine refused; never the code of an exceeded budget, which is what Node ends with. */
function failed(error) {
  const refused = error?.syscall !== undefined
  const text = refused || !(error instanceof Error) ? String(error?.message ?? error) : `${error.stack}\n  ${REPORT}`
  process.stderr.write(`${paint('red', 'error:', process.stderr)} ${text}\n`)
  return EXIT.failed
}

const say = (text) => process.stdout.write(`${text}\n`)

function explain(error, name) {
  const lines = [`${paint('red', 'error:', process.stderr)} ${error.message}`]
  // The engine's own message holds its hint already.
  if (error instanceof UsageError && error.hint) lines.push(`  ${error.hint}`)
  if (error instanceof UsageError) lines.push(`  taskfare${name ? ` ${name}` : ''} --help says more`)
  process.stderr.write(`${lines.join('\n')}\n`)
  return EXIT.usage
}

/** Never throws. A reader that closes the pipe early (`| head`) has what it wants; a full disk has not. */
export async function main(args) {
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? EXIT.ok : failed(error)))
  return command(args).catch(failed)
}

async function command(args) {
  // `help price` is `price --help`.
  const [name, ...rest] = args[0] === 'help' && args.length > 1 ? [args[1], '--help'] : args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    say(overview(COMMANDS))
    return name === undefined ? EXIT.usage : EXIT.ok
  }
  if (name === '--version' || name === '-V') {
    say(await version())
    return EXIT.ok
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    return explain(new UsageError(`no command ${JSON.stringify(name)}`, `there are ${Object.keys(COMMANDS).join(', ')}`))
  }
  return run(name, rest)
}

async function run(name, args) {
  const { command } = await COMMANDS[name].load()
  try {
    const { values, positionals } = parse(args, command)
    if (values.help) {
      say(commandHelp(name, command))
      return EXIT.ok
    }
    return await command.run(values, positionals)
  } catch (error) {
    if (error instanceof UsageError || error.name === 'TaskfareError') return explain(error, name)
    throw error
  }
}
