/** Keeps what this visit loaded, so that the next one works without a network. */
import { vocabulary, watchVocabularies } from './counting.js'

/** What a first visit may not have needed yet: request bodies, logs, the team, own prices, the table that own rates are laid into, and the one for want of an engine with its style. */
const LATER = ['pkg/lib/worker/thread.js', 'pkg/wasm/bodies/bodies_bg.wasm', 'pkg/wasm/logs/logs_bg.wasm', 'pkg/wasm/fleet/fleet_bg.wasm', 'pkg/wasm/own/own_bg.wasm', 'pkg/prices.v1.json', 'prices.html', 'page.css']

/** What the worker loads, which the page's own list of loaded files does not name. */
const WORKER_FILES = ['pkg/wasm/tokens/tokens_bg.wasm']

export async function keepForOffline() {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return
  try {
    await navigator.serviceWorker.register('sw.js')
    const { active } = await navigator.serviceWorker.ready
    const base = location.href.split('#')[0]
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    active?.postMessage({ keep: [base, ...loaded, ...LATER.map((path) => new URL(path, base).href)] })
    const kept = new Set()
    const keepVocabularies = () => {
      for (const name of ['o200k_base', 'cl100k_base']) {
        if (vocabulary(name).state !== 'ready' || kept.has(name)) continue
        kept.add(name)
        active?.postMessage({ keep: [...WORKER_FILES, `pkg/vocab/${name}.tfv.gz`].map((path) => new URL(path, base).href) })
      }
    }
    watchVocabularies(keepVocabularies)
    keepVocabularies()
  } catch {
    // Storage is forbidden: the page works, with a network.
  }
}
