// The token benchmark: measures everything in one run and prints the tables of COMPARE.md. `--native <program>`
// also runs the native comparison, `--browser` the one in Chromium, `--quick` fewer rounds.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { inChromium } from './chromium.js'
import * as measure from './measure.js'
import { FASTEST, VOCABULARY, peers, transfer } from './peers.js'
import { report } from './report.js'
import { bytes, texts } from './texts.js'

const quick = process.argv.includes('--quick')
const [FRESH, WARM, HOSTILE] = quick ? [1, 5, 1] : [5, 15, 3]
const SIZES = quick ? [250e3, 1e6] : [250e3, 500e3, 1e6, 2e6, 4e6, 8e6]
const native = process.argv[process.argv.indexOf('--native') + 1]

const from = Date.now()
const step = (what) => process.stderr.write(`${String(Math.round((Date.now() - from) / 1e3)).padStart(4)} s  ${what}\n`)
const folder = measure.withTexts(fs.mkdtempSync(path.join(os.tmpdir(), 'taskfare-texts-')))

function runNative() {
  const vocabulary = path.join(folder, 'o200k_base.tfv')
  fs.writeFileSync(vocabulary, zlib.gunzipSync(fs.readFileSync(VOCABULARY)))
  const files = Object.keys(texts).map((name) => path.join(folder, name))
  return JSON.parse(execFileSync(native, [vocabulary, ...files], { encoding: 'utf8' }))
}

async function measureAll() {
  step('fresh processes')
  const cold = measure.fresh(folder, FRESH)
  const browser = process.argv.includes('--browser') && (step('Chromium'), await inChromium(quick ? 3 : 5))
  const splintr = process.argv.includes('--native') && (step('native'), runNative())
  const loaded = {}
  for (const [name, peer] of Object.entries(peers)) loaded[name] = { slow: peer.slow, ...(await peer.load()) }
  const linear = Object.fromEntries(Object.entries(loaded).filter(([, peer]) => !peer.slow))
  const fastest = Object.fromEntries(FASTEST.map((name) => [name, loaded[name]]))
  step('differences')
  const differences = measure.differences(loaded)
  step('warm')
  const [count, encode] = [measure.warm(loaded, WARM, 'count'), measure.warm(linear, WARM, 'encode')]
  step('without repeats')
  const unseen = measure.withoutRepeats(fastest)
  step('hostile')
  const hostile = measure.hostileTexts(linear, 100_000, HOSTILE)
  const million = measure.hostileTexts(linear, 1_000_000, HOSTILE)
  step('growth, keystroke')
  const growth = { sizes: SIZES, spent: measure.growth(loaded.taskfare, SIZES) }
  const keystroke = measure.keystroke(loaded.taskfare)
  const size = Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, transfer(peer.files())]))
  const estimate = transfer(peers.taskfare.files().filter((file) => file !== VOCABULARY))
  step('done')
  return { cold, browser, splintr, differences, count, encode, unseen, hostile, million, growth, keystroke, size, estimate }
}

const sizes = Object.entries(texts).map(([kind, text]) => `${kind} ${bytes(text).toLocaleString('en')} bytes`)
const results = await measureAll()
fs.rmSync(folder, { recursive: true })
console.log(`o200k_base, ${os.cpus()[0].model.trim()}, Node ${process.versions.node}. Medians of ${FRESH} fresh processes for each text and ${WARM} warm rounds`)
console.log(`in which all take turns; ${sizes.join(', ')}; MB/s count UTF-8 bytes of a JS string.\n`)
console.log(report(results))
