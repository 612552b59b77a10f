// One peer in a fresh process: load to first count, then one cold pass over one text. Prints JSON.
import fs from 'node:fs'
import { peers } from './peers.js'

const [name, file] = process.argv.slice(2)
const resting = process.memoryUsage().rss
const started = performance.now()
const peer = await peers[name].load()
peer.count('hello world')
const init = performance.now() - started
const rss = process.memoryUsage().rss - resting
const memory = peer.memory?.() ?? null
const text = fs.readFileSync(file, 'utf8')
const from = performance.now()
peer.count(text)
const first = Buffer.byteLength(text) / (performance.now() - from) / 1e3
console.log(JSON.stringify({ init, rss, memory, first }))
