// The texts of the benchmark, gathered or made on the spot: prose (doc comments) and code from the crates of
// Cargo.lock, which cargo has fetched for this very build; the rest generated with a fixed seed. Every peer
// sees the same bytes.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from './peers.js'

/** What is not written by people: tables, bindings to operating systems. */
const GENERATED = /^(unicode|windows|linux|web-sys|js-sys|libc|rustix|icu|encoding|genai|winapi|web_)/
const MEGABYTE = 1_000_000

function rustFiles(folder, found = []) {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) rustFiles(at, found)
    else if (entry.name.endsWith('.rs')) found.push(at)
  }
  return found
}

/** The folders of the locked crates, in the lock's order. */
function crateFolders() {
  const home = process.env.CARGO_HOME ?? path.join(os.homedir(), '.cargo')
  const registries = fs.readdirSync(path.join(home, 'registry/src')).map((name) => path.join(home, 'registry/src', name))
  const lock = fs.readFileSync(path.join(root, 'Cargo.lock'), 'utf8')
  return [...lock.matchAll(/name = "(.*)"\nversion = "(.*)"\nsource/g)]
    .filter(([, name]) => !GENERATED.test(name))
    .flatMap(([, name, version]) => registries.map((folder) => path.join(folder, `${name}-${version}`)))
    .filter((folder) => fs.existsSync(folder))
}

/** Doc comments and code of all locked crates. */
function written() {
  const [prose, code] = [[], []]
  for (const file of crateFolders().flatMap((folder) => rustFiles(folder))) {
    for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
      const comment = /^\s*\/\/[/!] ?(.*)$/.exec(line)
      if (comment) prose.push(comment[1])
      else code.push(line)
    }
  }
  return { prose: prose.join('\n'), code: code.join('\n') }
}

let state = 12345
const roll = (sides) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0
  return (state >>> 8) % sides
}
const times = (n, make) => Array.from({ length: n }, make).join('')

// Frequent characters, so that generated text meets the merges that written text does.
const HAN = '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系'
const SENTENCES = {
  ja: 'これは日本語の文章です。プログラムを書いてテストを実行し、結果を確認します。会議は明日の午後に開かれます。',
  ko: '이것은 한국어 문장입니다. 프로그램을 작성하고 테스트를 실행하여 결과를 확인합니다.',
  ru: 'Это предложение на русском языке. Программа пишется, тесты выполняются, результаты проверяются.',
}
const EMOJI = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🙂', '🚀', '❤️']

function mixed(length) {
  const part = (text) => text.slice(roll(text.length / 2), (text.length / 2 + roll(text.length / 2)) | 0)
  let text = ''
  for (let id = 0; text.length < length; id++) {
    const record = {
      id,
      标题: times(20 + roll(40), () => HAN[roll(HAN.length)]),
      ...Object.fromEntries(Object.entries(SENTENCES).map(([key, sentence]) => [key, part(sentence)])),
      tags: [EMOJI[roll(6)] + EMOJI[roll(6)], EMOJI[roll(6)]],
      uuid: Array.from({ length: 8 }, () => roll(65536).toString(16)).join('-'),
      score: roll(1e9) / 1e4,
      at: `2026-0${1 + roll(9)}-1${roll(9)}T0${roll(9)}:00:00Z`,
    }
    text += JSON.stringify(record, null, roll(2) * 2) + '\n'
  }
  return text
}

export const bytes = (text) => Buffer.byteLength(text)
const all = { ...written(), mixed: mixed(1_500_000) }
if (Math.min(all.prose.length, all.code.length) < MEGABYTE) throw new Error('too few crates fetched: run cargo fetch')

/** A megabyte of prose and of code, half of one of mixed text. */
export const texts = {
  prose: all.prose.slice(0, MEGABYTE),
  code: all.code.slice(0, MEGABYTE),
  mixed: all.mixed.slice(0, 270_000),
}

/** Texts that hang a quadratic tokenizer, `size` bytes each. */
export function hostile(size) {
  // As bytes and back: a string that is still in parts would be put together by the first who counts it.
  const repeat = (text) => Buffer.from(text.repeat(Math.ceil(size / bytes(text)))).toString()
  return {
    a: repeat('a'),
    '^': repeat('^'),
    spaces: repeat(' '),
    'a-z': times(size, () => String.fromCharCode(97 + roll(26))),
    Han: times(size / 3, () => String.fromCharCode(0x4e00 + roll(0x5000))),
    ZWJ: repeat('👩‍👩‍👧‍👦'),
  }
}

/**
 * The same kinds with no word, number or run of marks twice, in parts of about `size` units: what no memo of
 * pieces can help with, as long as each part is counted once.
 */
export function unrepeated(size) {
  return Object.fromEntries(Object.entries(all).map(([kind, text]) => [kind, parts(text, size)]))
}

function parts(text, size) {
  const [seen, found] = [new Set(), ['']]
  for (const [piece] of text.matchAll(/ ?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s+/gu)) {
    if (seen.has(piece)) continue
    seen.add(piece)
    if (found.at(-1).length >= size) found.push('')
    found[found.length - 1] += piece
  }
  return found
}
