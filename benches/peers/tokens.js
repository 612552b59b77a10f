// The token benchmark: prints the tables of COMPARE.md. Every figure comes from rounds in which all peers
// take turns, so that a machine that slows down slows all of them; ratios are against the fastest peer.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { here, peers } from './peers.js'
import { bytes, hostile, texts, unrepeated } from './texts.js'

const RIVAL = 'goliajp tiktoken (crate)'
const quick = process.argv.includes('--quick')
const ROUNDS = quick ? 5 : 15
const FRESH = quick ? 3 : 7

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]
const round = (x, digits = 1) => (x == null ? '-' : x.toFixed(digits))
const time = (run) => {
  const from = performance.now()
  run()
  return performance.now() - from
}
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n') + '\n'

/** Medians of warm rounds in MB/s, by peer: all peers take turns within a round. */
function warm(loaded, text, method) {
  const taken = Object.fromEntries(Object.keys(loaded).map((name) => [name, []]))
  for (let at = 0; at <= ROUNDS; at++) {
    for (const [name, peer] of Object.entries(loaded)) {
      const spent = time(() => peer[method](text))
      if (at > 0) taken[name].push(spent)
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, list]) => [name, bytes(text) / median(list) / 1e3]))
}

function fresh() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'taskfare-texts-'))
  for (const [name, text] of Object.entries(texts)) fs.writeFileSync(path.join(folder, name), text)
  const runs = Object.fromEntries(Object.keys(peers).map((name) => [name, []]))
  for (let at = 0; at < FRESH; at++) {
    for (const name of Object.keys(peers)) {
      const out = execFileSync(process.execPath, [path.join(here, 'fresh.js'), name, folder], { encoding: 'utf8' })
      runs[name].push(JSON.parse(out))
    }
  }
  fs.rmSync(folder, { recursive: true })
  return Object.fromEntries(
    Object.entries(runs).map(([name, list]) => [
      name,
      {
        init: median(list.map((run) => run.init)),
        rss: median(list.map((run) => run.rss)) / 1e6,
        memory: list[0].memory && list[0].memory / 1e6,
        first: Object.fromEntries(Object.keys(texts).map((text) => [text, median(list.map((run) => run.first[text]))])),
      },
    ]),
  )
}

/** gzip bytes to the first count. A file that is gzip already travels as it is. */
function transfer(files) {
  const size = (file) => {
    const content = fs.readFileSync(file)
    return file.endsWith('.gz') ? content.length : zlib.gzipSync(content, { level: 9 }).length
  }
  return files?.reduce((sum, file) => sum + size(file), 0)
}

function exactness(loaded) {
  const all = [...Object.values(texts), unrepeated, '\ufeffbom', 'a\u0085b', '<|endoftext|>', 'it\u2019s', '  \n ', 'ÀB中CD\u0301']
  const expected = all.map((text) => loaded['tiktoken-rs (crate)'].encode(text))
  const same = (a, b) => a.length === b.length && a.every((id, at) => id === b[at])
  const wrong = {}
  for (const [name, peer] of Object.entries(loaded)) {
    wrong[name] = all.filter((text, at) => !same(expected[at], peer.encode(text)) || peer.count(text) !== expected[at].length).length
  }
  return { wrong, of: all.length }
}

const log = (what) => process.stderr.write(`${what}\n`)
log('fresh processes')
const cold = fresh()
const loaded = {}
for (const name of Object.keys(peers)) loaded[name] = await peers[name].load()
log('exactness')
const exact = exactness(loaded)

console.log(`${os.cpus()[0].model.trim()}, Node ${process.versions.node}; ${FRESH} fresh processes and ${ROUNDS} warm rounds, medians.`)
console.log(`Prose ${bytes(texts.prose)}, code ${bytes(texts.code)}, mixed ${bytes(texts.mixed)} bytes; MB/s count UTF-8 bytes, from a JS string.\n`)
console.log(
  table(
    ['o200k_base', 'gzip bytes to first count', 'init ms', 'memory MB', 'first pass MB/s: prose', 'code', 'mixed', `wrong of ${exact.of} texts`],
    Object.entries(cold).map(([name, { init, rss, memory, first }]) => [
      name,
      transfer(peers[name].files)?.toLocaleString('en') ?? '-',
      round(init, 0),
      memory ? `${round(memory)} wasm` : `${round(rss)} process`,
      ...Object.values(first).map((x) => round(x)),
      exact.wrong[name],
    ]),
  ),
)

const ratio = (speeds) => round(speeds.taskfare / speeds[RIVAL], 2)
const names = Object.keys(peers)
const speeds = []
for (const [label, text, method] of [
  ...Object.entries(texts).map(([name, text]) => [`count ${name}`, text, 'count']),
  ['count, no word twice', unrepeated, 'count'],
  ...Object.entries(texts).map(([name, text]) => [`encode ${name}`, text, 'encode']),
]) {
  log(label)
  const speed = warm(loaded, text, method)
  speeds.push([label, ...names.map((name) => round(speed[name])), ratio(speed)])
}
const firsts = Object.keys(texts).map((text) => [`first pass ${text}`, cold.taskfare.first[text] / cold[RIVAL].first[text]])
console.log(table(['warm MB/s', ...names, `taskfare / ${RIVAL}`], speeds))
console.log(`First pass in a fresh process, taskfare / ${RIVAL}: ${firsts.map(([name, x]) => `${name.slice(11)} ${round(x, 2)}`).join(', ')}. `)
console.log(`Init, ${RIVAL} / taskfare: ${round(cold[RIVAL].init / cold.taskfare.init, 2)}.\n`)

// The quadratic peers would need minutes for one of these.
const linear = names.filter((name) => name.endsWith('(crate)') || name === 'taskfare')
const bad = hostile(100_000)
const million = { 'a, 1 MB': 'a'.repeat(1e6), 'spaces, 1 MB': ' '.repeat(1e6) }
const ratios = []
const hostileRows = Object.entries({ ...bad, ...million }).map(([label, text]) => {
  log(`hostile ${label}`)
  const spent = linear.map((name) => time(() => loaded[name].count(text)))
  const best = Math.min(...spent.slice(1))
  if (label in bad) ratios.push(spent[0] / best)
  return [label, ...spent.map((x) => round(x)), round(spent[0] / best, 2)]
})
console.log(table(['hostile, ms for the first pass of 100 KB', ...linear, 'taskfare / best peer'], hostileRows))
const mean = Math.exp(ratios.reduce((sum, x) => sum + Math.log(x), 0) / ratios.length)
console.log(`Geometric mean over the 100 KB texts: ${round(mean, 2)} of the best peer's time. The npm peers are quadratic on these texts and left out.\n`)

const sizes = quick ? [250e3, 1e6] : [250e3, 500e3, 1e6, 2e6, 4e6, 8e6]
const growth = Object.keys(hostile(10)).map((label) => {
  log(`growth ${label}`)
  const spent = sizes.map((size) => time(() => loaded.taskfare.count(hostile(size)[label])))
  return [label, ...spent.map((x) => round(x, 0))]
})
console.log(table(['taskfare, ms for this many bytes', ...sizes.map((size) => size / 1e6 + ' MB')], growth))
