// Runs in the browser: loads peers by name, counts each text once, then in turns.
import { crate } from './crate.js'
import { inTurns, time } from './rounds.js'

const bytesOf = async (path) => (await fetch(path)).arrayBuffer()
const fromCrate = (file) => async () => crate(await bytesOf(file))

const loaders = {
  taskfare: async () => {
    const inflated = fetch('/o200k_base.tfv.gz').then((file) => new Response(file.body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer())
    const module = await import('/tokens.js')
    await module.default({ module_or_path: '/tokens_bg.wasm' })
    const encoding = new module.Encoding(new Uint8Array(await inflated))
    return { count: (text) => encoding.count(text) }
  },
  'goliajp tiktoken (crate)': fromCrate('/goliajp.wasm'),
  'bpe-openai (crate)': fromCrate('/bpe-openai.wasm'),
}

/** Milliseconds: of loading, and by kind and name of the first pass and of warm rounds. */
export async function measure(names, kinds) {
  const texts = Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, await (await fetch(`/${kind}`)).text()])))
  const [peers, init] = [{}, {}]
  for (const name of names) {
    const from = performance.now()
    peers[name] = await loaders[name]()
    peers[name].count('hello world')
    init[name] = performance.now() - from
  }
  const over = (run) => Object.fromEntries(kinds.map((kind) => [kind, run(texts[kind])]))
  const first = over((text) => Object.fromEntries(names.map((name) => [name, time(() => peers[name].count(text))])))
  const warm = names.length > 1 ? over((text) => inTurns(peers, 15, (peer) => peer.count(text))) : null
  return { init, first, warm }
}
