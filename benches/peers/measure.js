// Everything that is measured of the tokenizers in Node; tokens.js judges and prints it.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { here, peers } from './peers.js'
import { inTurns, median, speeds, time } from './rounds.js'
import { bytes, hostile, texts, unrepeated } from './texts.js'

/** Load to first count and then the first pass over one text, each time in a fresh process; `rounds` for each text. */
export function fresh(folder, rounds) {
  const runs = Object.fromEntries(Object.keys(peers).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(peers)) {
      if (peers[name].slow && round > 0) continue
      for (const text of Object.keys(texts)) {
        const out = execFileSync(process.execPath, [path.join(here, 'fresh.js'), name, path.join(folder, text)], { encoding: 'utf8' })
        runs[name].push({ text, ...JSON.parse(out) })
      }
    }
  }
  const summary = (list) => ({
    init: median(list.map((run) => run.init)),
    rss: median(list.map((run) => run.rss)) / 1e6,
    memory: list[0].memory && list[0].memory / 1e6,
    first: Object.fromEntries(Object.keys(texts).map((text) => [text, median(list.filter((run) => run.text === text).map((run) => run.first))])),
  })
  return Object.fromEntries(Object.entries(runs).map(([name, list]) => [name, summary(list)]))
}

/** MB/s by name of each text, once it is known well. */
export const warm = (loaded, rounds, method) =>
  Object.fromEntries(
    Object.entries(texts).map(([kind, text]) => [kind, speeds(bytes(text), inTurns(loaded, rounds, (peer) => peer[method](text)))]),
  )

/** MB/s by name of text in which nothing was seen before: the median of many small parts. */
export function withoutRepeats(loaded) {
  return Object.fromEntries(
    Object.entries(unrepeated(8_000)).map(([kind, parts]) => {
      const rounds = parts.slice(0, -1)
      const taken = inTurns(loaded, rounds.length - 1, (peer, round) => peer.count(rounds[round]))
      return [kind, speeds(median(rounds.map(bytes)), taken)]
    }),
  )
}

/** Milliseconds by name for hostile texts of this size, of the first pass as no round meets a text again; infinite where a peer traps. */
export function hostileTexts(loaded, size, rounds) {
  const made = Array.from({ length: rounds + 1 }, (_, round) => hostile(size + 6 * round))
  const measured = (kind) => {
    const trapped = new Set()
    const attempt = (peer, round) => {
      try {
        peer.count(made[round][kind])
      } catch {
        trapped.add(peer)
      }
    }
    const spent = inTurns(loaded, rounds, attempt)
    return Object.fromEntries(Object.entries(spent).map(([name, ms]) => [name, trapped.has(loaded[name]) ? Infinity : ms]))
  }
  return Object.fromEntries(Object.keys(made[0]).map((kind) => [kind, measured(kind)]))
}

const least = (rounds, run) => Math.min(...Array.from({ length: rounds }, () => time(run)))

/** Milliseconds of taskfare for hostile texts of doubling size. */
export function growth(ours, sizes) {
  const made = sizes.map(hostile)
  return Object.fromEntries(
    Object.keys(made[0]).map((kind) => [kind, made.map((of) => least(5, () => ours.count(of[kind])))]),
  )
}

/** Median milliseconds of a recount after a keystroke in a megabyte of prose. */
export function keystroke(ours) {
  const document = ours.document(texts.prose)
  const places = Array.from({ length: 200 }, (_, at) => (at * 4_993) % texts.prose.length)
  return median(places.map((place) => time(() => document.edit(place, place, 'x'))))
}

const EDGES = ['\ufeffbom', 'a\u0085b', '<|endoftext|>', 'it\u2019s', '  \n ', 'ÀB中CD\u0301', "it's'S'\u017f", '\u0301ABC', '']

/** How many texts each peer encodes or counts otherwise than tiktoken-rs, and of how many. */
export function differences(loaded) {
  const all = [...Object.values(texts), ...EDGES]
  const expected = all.map((text) => loaded['tiktoken-rs (crate)'].encode(text))
  const same = (a, b) => a.length === b.length && a.every((id, at) => id === b[at])
  const right = (peer, text, ids) => {
    try {
      return same(ids, peer.encode(text)) && peer.count(text) === ids.length
    } catch {
      return false
    }
  }
  const wrong = Object.entries(loaded).map(([name, peer]) => [name, all.filter((text, at) => !right(peer, text, expected[at])).length])
  return { wrong: Object.fromEntries(wrong), of: all.length }
}

/** The texts as files, for other processes. */
export function withTexts(folder) {
  for (const [name, text] of Object.entries(texts)) fs.writeFileSync(path.join(folder, name), text)
  return folder
}
