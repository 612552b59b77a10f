/**
 * Cold start of the command: each program runs `rounds` times in turn with the bare runtime, so that
 * what else the machine does meets all of them alike. Prints milliseconds, and the ratio to the
 * runtime alone, which holds on a busy machine too.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../pkg/bin/taskfare.js', import.meta.url))
const rounds = Number(process.argv[2] ?? 40)
const PROGRAMS = {
  'node -e 0 (the runtime alone)': ['-e', '0'],
  'taskfare --version': [bin, '--version'],
  'taskfare price': [bin, 'price', '-m', 'gpt-5.5', '--input', '12k', '--output', '800', '--at', '2026-11-22T12:00:00Z'],
  'taskfare project': [bin, 'project', '-p', 'bug-fix', '-m', 'gpt-5.5,claude-sonnet-4-5,deepseek-v4-pro', '--at', '2026-11-22T12:00:00Z'],
}

const took = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of Object.entries(PROGRAMS)) {
    const start = process.hrtime.bigint()
    const { status, stderr } = spawnSync(process.execPath, args)
    if (status !== 0) throw new Error(`${name}: ${stderr}`)
    took[name].push(Number(process.hrtime.bigint() - start) / 1e6)
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const alone = took[Object.keys(PROGRAMS)[0]]

console.log('| | fastest, ms | median, ms | times the runtime alone, median over rounds |\n| --- | --- | --- | --- |')
for (const [name, times] of Object.entries(took)) {
  const ratio = median(times.map((time, round) => time / alone[round]))
  console.log(`| ${name} | ${Math.min(...times).toFixed(0)} | ${median(times).toFixed(0)} | ${ratio.toFixed(1)} |`)
}
