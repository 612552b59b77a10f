// Cold start of the command: each program runs in turn with the bare runtime, so that what else the machine does
// meets all of them alike. Prints table rows: milliseconds, and the ratio to the runtime alone of the same round.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from './peers/rounds.js'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const bin = at('../pkg/bin/taskfare.js')
const rounds = Number(process.argv[2] ?? 40)
const AT = '2026-11-22T12:00:00Z'

const PRICE = 'taskfare price'
/** By name: the arguments of node. */
const PROGRAMS = {
  'node -e 0 (the runtime alone)': ['-e', '0'],
  'taskfare --version': [bin, '--version'],
  [PRICE]: [bin, 'price', '-m', 'gpt-5.5', '--input', '12k', '--output', '800', '--at', AT],
  'taskfare project, three models': [bin, 'project', '-p', 'bug-fix', '-m', 'gpt-5.5,claude-sonnet-4-5,deepseek-v4-pro', '--at', AT],
  'genai-prices calc (@pydantic/genai-prices 0.1.8)': [
    at('peers/node_modules/.bin/genai-prices'),
    ...['calc', 'gpt-5.5', '--input-tokens', '12000', '--output-tokens', '800', '--timestamp', AT],
  ],
}

// Certificates named here are read by Node 20 before any program starts, tens of milliseconds
// for each alike: a setting of the machine, not of the command.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env

function run(name, args) {
  const from = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  const took = performance.now() - from
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
  // 12,000 x 5 + 800 x 30, per million.
  if (name === PRICE && !stdout.includes('$0.084')) throw new Error(`${name} printed ${stdout}`)
  return took
}

const took = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of Object.entries(PROGRAMS)) took[name].push(run(name, args))
}

const [alone] = Object.values(took)

for (const [name, times] of Object.entries(took)) {
  const ratio = median(times.map((time, round) => time / alone[round]))
  const goal = name === PRICE ? ' (goal 150)' : ''
  console.log(`| ${name} | ${Math.min(...times).toFixed(0)} | ${median(times).toFixed(0)}${goal} | ${ratio.toFixed(1)} |`)
}
