import { EXIT } from '../exit.js'
import { optionsOf } from '../options.js'
import { UsageError } from '../usage-error.js'

const words = ({ options, names }) => [...names, ...Object.keys(options).map((option) => `--${option}`)]

/** Every command with its options and the names it takes, in the order of the overview. */
async function everyCommand() {
  const { COMMANDS } = await import('../commands.js')
  return Promise.all(
    Object.entries(COMMANDS).map(async ([name, { about, load }]) => {
      const { command } = await load()
      return { name, about, options: optionsOf(command), names: command.names ?? [] }
    }),
  )
}

const bash = (commands) => `# taskfare completion for bash: eval "$(taskfare completion bash)"
_taskfare() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(' ')} --help --version"
  else case "\${COMP_WORDS[1]}" in
${commands.map((one) => `    ${one.name}) words="${words(one).join(' ')}" ;;`).join('\n')}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _taskfare taskfare
`

const zsh = (commands) => `# taskfare completion for zsh: eval "$(taskfare completion zsh)"
autoload -Uz bashcompinit && bashcompinit
${bash(commands).split('\n').slice(1).join('\n')}`

const quoted = (text) => `'${text.replaceAll("'", "\\'")}'`
const fish = (commands) =>
  [
    '# taskfare completion for fish: taskfare completion fish | source',
    ...commands.flatMap(({ name, about, options, names }) => [
      `complete -c taskfare -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
      ...names.map((word) => `complete -c taskfare -n '__fish_seen_subcommand_from ${name}' -a ${word}`),
      ...Object.entries(options).map(
        ([option, { short, help }]) =>
          `complete -c taskfare -n '__fish_seen_subcommand_from ${name}' -l ${option}${short ? ` -s ${short}` : ''} -d ${quoted(help)}`,
      ),
    ]),
    '',
  ].join('\n')

const SHELLS = { bash, zsh, fish }

export const command = {
  summary: 'Prints the script that lets a shell complete commands and options.',
  usage: Object.keys(SHELLS).join(' | '),
  options: {},
  formats: [],
  names: Object.keys(SHELLS),
  examples: ['eval "$(taskfare completion bash)"', 'taskfare completion fish | source'],
  async run(_values, [shell, ...rest]) {
    if (!Object.hasOwn(SHELLS, shell ?? '') || rest.length > 0) throw new UsageError(`a shell is expected: ${Object.keys(SHELLS).join(', ')}`)
    process.stdout.write(SHELLS[shell](await everyCommand()))
    return EXIT.ok
  },
}
