import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCsv, toMarkdown } from '../../www/js/parts/download.js'
import { asText, firstBadByte, LIMIT_MB, readFiles } from '../../www/js/views/prompt/reading.js'

const bytes = (...values) => Uint8Array.from(values)

test('text is read as it is, a byte order mark included', () => {
  assert.deepEqual(asText(new TextEncoder().encode('\uFEFFnaïve 你好 👋')), { text: '\uFEFFnaïve 你好 👋' })
  assert.deepEqual(asText(bytes()), { text: '' })
})

test('what is no UTF-8 text is refused with the place', () => {
  assert.deepEqual(asText(bytes(0x89, 0x50, 0x4e, 0x47, 0)), { reason: 'binary', at: 4 })
  assert.deepEqual(asText(bytes(0xff, 0xfe, 0x41, 0)), { reason: 'utf16', at: 0 })
  assert.deepEqual(asText(bytes(0x41, 0x42, 0xe4, 0xbd, 0x41)), { reason: 'notUtf8', at: 2 })
})

test('the first bad byte is where the decoder of the platform stops', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const accepts = (part) => {
    try {
      decoder.decode(part)
      return true
    } catch {
      return false
    }
  }
  let seed = 1
  const next = () => (seed = (seed * 48271) % 2147483647)
  for (let round = 0; round < 3000; round++) {
    const sample = Uint8Array.from({ length: 1 + (next() % 6) }, () => [0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xc0, 0xf5][next() % 14] ?? 0)
    const at = firstBadByte(sample)
    assert.equal(at === sample.length, accepts(sample), `${[...sample]}`)
    assert.ok(accepts(sample.subarray(0, at)))
  }
})

test('a file over the limit is refused before it is read', async () => {
  const file = { name: 'big.txt', size: LIMIT_MB * 1e6 + 1, arrayBuffer: () => assert.fail('was read') }
  assert.deepEqual(await readFiles([file]), { refusal: { reason: 'tooLarge', name: 'big.txt', size: LIMIT_MB + 1e-6 } })
})

test('cells that a spreadsheet would run are text', () => {
  assert.equal(toCsv([['a', 'b'], ['=1+1', 'say "hi", twice'], [null, -2.5]]), 'a,b\r\n\'=1+1,"say ""hi"", twice"\r\n,-2.5\r\n')
  assert.equal(toMarkdown([['a|b'], [null]]), '| a\\|b |\n| --- |\n|  |\n')
})
