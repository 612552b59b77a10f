/** `--help`, of the whole and of each command. */
import { optionsOf } from './options.js'
import { paint } from './output.js'

const head = (text) => paint('bold', text)

function optionLines(options) {
  const entries = Object.entries(options).map(([name, { short, value, help }]) => [
    `  ${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
    help,
  ])
  const width = Math.max(...entries.map(([left]) => left.length))
  return entries.map(([left, help]) => `${left.padEnd(width)}  ${help}`)
}

export function commandHelp(name, command) {
  return [
    command.summary,
    '',
    head('Usage'),
    `  taskfare ${name} ${command.usage}`,
    '',
    head('Options'),
    ...optionLines(optionsOf(command)),
    '',
    head('Examples'),
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n')
}

export function overview(commands) {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  return [
    "What an AI agent's task will cost, before it runs. Nothing leaves this machine.",
    '',
    head('Usage'),
    '  taskfare <command> [options]',
    '',
    head('Commands'),
    ...Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`),
    '',
    '  taskfare <command> --help   options and examples of a command, as `taskfare help <command>`',
    '  taskfare --version',
    '',
    head('Exit codes'),
    '  0 done, 1 over the given budget, 2 malformed input, 3 nothing could be priced, 4 the command itself failed',
  ].join('\n')
}
