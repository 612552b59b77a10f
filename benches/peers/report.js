// The measurements judged by the project's goals, and as tables.
import { FASTEST, RIVAL } from './peers.js'
import { mean, median } from './rounds.js'

const KINDS = ['prose', 'code', 'mixed']
const shown = (x, digits = 1) => (x == null ? '-' : x === Infinity ? 'trap' : x.toFixed(digits))
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n') + '\n'

/** How many times faster taskfare is than the rival, by kind of text. */
const ratios = (speeds) => KINDS.map((kind) => speeds[kind].taskfare / speeds[kind][RIVAL])
const bestPeer = (by) => Math.min(...Object.entries(by).flatMap(([name, x]) => (name === 'taskfare' ? [] : [x])))
const againstBest = (hostile) => Object.values(hostile).map((by) => by.taskfare / bestPeer(by))

const least = (limits) => (values) => values.every((x, at) => x >= limits[at])
const most = (limits) => (values) => values.every((x, at) => x <= limits[at])

/** [what, must, aim, judged values, the values as text, does it meet must, and aim] */
function goals(r) {
  const ours = r.cold.taskfare
  const firsts = Object.fromEntries(KINDS.map((kind) => [kind, Object.fromEntries(Object.entries(r.cold).map(([name, c]) => [name, c.first[kind]]))]))
  const times = (list) => list.map((x) => shown(x, 2)).join(' / ') + ' x'
  const faster = (what, values, must, aim) => [what, `>= ${must.join(' / ')} x`, `>= ${aim.join(' / ')} x`, times(values), least(must)(values), least(aim)(values)]
  const load = [ours.init, ours.init / r.cold[RIVAL].init]
  const doubling = Object.values(r.growth.spent).map((spent) => Math.pow(spent.at(-1) / spent[0], 1 / Math.log2(r.growth.sizes.at(-1) / r.growth.sizes[0])))
  const [small, large] = [againstBest(r.hostile), againstBest(r.million)]
  const slowest = (hostile) => Math.max(...Object.values(hostile).map((by) => by.taskfare))
  const size = r.size.taskfare
  const judged = [
    ['bytes to the first exact count', '<= 775 KB', '<= 755 KB', `${size.toLocaleString('en')} (best peer ${bestPeer(r.size).toLocaleString('en')})`, size <= 775e3, size <= 755e3],
    ['bytes to an estimate (wasm and glue)', '<= 60 KB', '<= 40 KB', r.estimate.toLocaleString('en'), r.estimate <= 60e3, r.estimate <= 40e3],
    ['load to first count', '<= 50 ms, <= 1/5 of the peer', '<= 30 ms', `${shown(load[0], 0)} ms, 1/${shown(1 / load[1])}`, most([50, 0.2])(load), load[0] <= 30],
    faster('count, warm: prose / code / mixed', ratios(r.count), [1.8, 2.1, 2.1], [2.5, 3, 3]),
    faster('count, text without repeats', ratios(r.unseen), [1.3, 1.7, 1.7], [2, 2, 2]),
    faster('count, first pass in a fresh process', ratios(firsts), [3.5, 3.5, 3.5], [5.5, 5.5, 5.5]),
    faster('encode to ids, warm', ratios(r.encode), [1.5, 1.5, 1.5], [2, 2, 2]),
    ['hostile, 100 KB', '<= the best peer on each, mean <= 0.4 x', '8 ms', `worst ${shown(Math.max(...small), 2)} x, mean ${shown(mean(small), 2)} x, slowest ${shown(slowest(r.hostile))} ms`, Math.max(...small) <= 1 && mean(small) <= 0.4, slowest(r.hostile) <= 8],
    ['hostile, 1 MB', '<= the best peer on each, mean <= 0.4 x', '60 ms', `worst ${shown(Math.max(...large), 2)} x, mean ${shown(mean(large), 2)} x, slowest ${shown(slowest(r.million), 0)} ms`, Math.max(...large) <= 1 && mean(large) <= 0.4, slowest(r.million) <= 60],
    ['time per doubling, 250 KB to 8 MB', '<= 2.3', '<= 2.1', `worst ${shown(Math.max(...doubling), 2)}`, Math.max(...doubling) <= 2.3, Math.max(...doubling) <= 2.1],
    ['wasm memory with o200k_base', '<= 20 MB', '<= 12 MB', `${shown(ours.memory)} MB (${RIVAL} ${shown(r.cold[RIVAL].memory)})`, ours.memory <= 20, ours.memory <= 12],
    r.splintr && faster('native, one thread, encode, against splintr', KINDS.map((kind) => r.splintr.texts[kind].encode / r.splintr.texts[kind].splintr), [2, 2, 2], [4, 4, 4]),
    ['differences from tiktoken-rs', '0', '0', `${r.differences.wrong.taskfare} of ${r.differences.of} texts here; \`cargo xtask fuzz-tokens\` is the long run`, !r.differences.wrong.taskfare, !r.differences.wrong.taskfare],
    ['recount after a keystroke in 1 MB', '<= 2 ms', '<= 0.2 ms', `${shown(r.keystroke, 3)} ms`, r.keystroke <= 2, r.keystroke <= 0.2],
  ]
  return judged.filter(Boolean)
}

const mark = (must, aim) => (aim && must ? 'aim met' : must ? 'met' : '**missed**')

function cold(r) {
  const rows = Object.entries(r.cold).map(([name, { init, rss, memory, first }]) => [
    name,
    r.size[name].toLocaleString('en'),
    shown(init, 0),
    memory ? `${shown(memory)} wasm` : `${shown(rss)} process`,
    ...KINDS.map((kind) => shown(first[kind])),
    r.differences.wrong[name],
  ])
  return table(['', 'gzip bytes to first count', 'load, ms', 'memory, MB', 'first pass, MB/s: prose', 'code', 'mixed', `wrong of ${r.differences.of} texts`], rows)
}

function warm(r) {
  const names = Object.keys(r.count.prose)
  const rows = Object.entries({ count: r.count, 'without repeats': r.unseen, encode: r.encode }).flatMap(([what, by]) =>
    KINDS.map((kind, at) => [`${what}, ${kind}`, ...names.map((name) => shown(by[kind][name])), shown(ratios(by)[at], 2)]),
  )
  return table(['MB/s', ...names, `taskfare / ${RIVAL}`], rows)
}

function hostile(r) {
  const names = Object.keys(r.hostile.a)
  const rows = (by, size) => Object.entries(by).map(([kind, ms]) => [`${kind}, ${size}`, ...names.map((name) => shown(ms[name])), shown(ms.taskfare / bestPeer(ms), 2)])
  return table(['hostile, ms for the first pass', ...names, 'taskfare / best peer'], [...rows(r.hostile, '100 KB'), ...rows(r.million, '1 MB')])
}

const growth = ({ sizes, spent }) =>
  table(['taskfare, ms', ...sizes.map((size) => `${size / 1e6} MB`)], Object.entries(spent).map(([kind, ms]) => [kind, ...ms.map((x) => shown(x, 0))]))

function chromium({ version, cold, warm }) {
  const of = (name, pick) => median(cold.filter((page) => name in page.init).map((page) => pick(page)))
  const rows = FASTEST.map((name) => [
    name,
    shown(of(name, (page) => page.init[name]), 0),
    ...KINDS.map((kind) => shown(of(name, (page) => page.first[kind][name]), 0)),
    ...KINDS.map((kind) => shown(warm.warm[kind][name])),
  ])
  const kinds = (what) => KINDS.map((kind) => `${what}: ${kind}`)
  return table([`Chromium ${version.split('.')[0]}, ms`, 'load, files on loopback', ...kinds('first'), ...kinds('warm')], rows)
}

function native({ load, splintrLoad, texts }) {
  const rows = KINDS.map((kind) => [kind, ...['count', 'encode', 'splintr'].map((what) => shown(texts[kind][what])), shown(texts[kind].encode / texts[kind].splintr, 2)])
  return table([`native, MB/s (load ${shown(load, 0)} ms, splintr ${shown(splintrLoad, 0)} ms)`, 'count', 'encode', 'splintr encode', 'encode ratio'], rows)
}

/** Everything as Markdown. */
export function report(r) {
  const judged = goals(r).map(([what, must, aim, value, isMet, isAim]) => [what, must, aim, value, mark(isMet, isAim)])
  return [
    `Ratios are against ${RIVAL} built to wasm, the fastest peer; npm peers are left out of the hostile texts, on which they are quadratic.\n`,
    table(['', 'must', 'aim', 'measured', ''], judged),
    cold(r),
    warm(r),
    hostile(r),
    growth(r.growth),
    r.browser && chromium(r.browser),
    r.splintr && native(r.splintr),
  ]
    .filter(Boolean)
    .join('\n')
}
