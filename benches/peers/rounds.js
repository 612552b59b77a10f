// Timing in rounds: all peers take turns within a round, so that a machine that slows down slows all of them.

export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]

export const time = (run) => {
  const from = performance.now()
  run()
  return performance.now() - from
}

/**
 * Median milliseconds of `run(peer, round)` by name, after one round that is not counted. A peer marked
 * `slow` sits out most rounds.
 */
export function inTurns(peers, rounds, run) {
  const taken = Object.fromEntries(Object.keys(peers).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, peer] of Object.entries(peers)) {
      if (peer.slow && round > 2) continue
      const spent = time(() => run(peer, round))
      if (round > 0) taken[name].push(spent)
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, list]) => [name, median(list)]))
}

/** Megabytes a second by name, where `size` bytes took these milliseconds. */
export const speeds = (size, spent) =>
  Object.fromEntries(Object.entries(spent).map(([name, ms]) => [name, size / ms / 1e3]))

/** The geometric mean. */
export const mean = (list) => Math.exp(list.reduce((sum, x) => sum + Math.log(x), 0) / list.length)
