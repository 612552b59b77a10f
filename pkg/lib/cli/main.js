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

const say = (text) => process.stdout.write(`${text}\n`)

function explain(error, name) {
  const lines = [`${paint('red', 'error:', process.stderr)} ${error.message}`]
  // The engine's own message holds its hint already.
  if (error instanceof UsageError && error.hint) lines.push(`  ${error.hint}`)
  if (error instanceof UsageError) lines.push(`  taskfare${name ? ` ${name}` : ''} --help says more`)
  process.stderr.write(`${lines.join('\n')}\n`)
  return EXIT.usage
}

export async function main(args) {
  const [name, ...rest] = args
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
  // A reader that closes the pipe early (`| head`) has what it wants.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(EXIT.ok)
  })
  const { command } = await COMMANDS[name].load()
  try {
    const { values, positionals } = parse(args, command.options)
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
