import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { findings, launch, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const answer = (page) => page.locator('h1').textContent()
const says = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector('h1')?.textContent ?? ''), pattern.source)

/** Texts with their tokens in o200k_base and cl100k_base; that these are tiktoken's, `tests/tokens_exact.rs` shows. */
const COUNTED = [
  ['English', 'The quick brown fox jumps over the lazy dog, twice.', 12, 12],
  ['code', 'fn main() {\n    let x = vec![1, 2, 3];\n    println!("{x:?}");\n}\n', 25, 25],
  ['Chinese', '用户说：文件只写了一半，请不要改动列的顺序。', 17, 21],
  ['emoji', '👩‍👩‍👧‍👦 family and 🏳️‍🌈 flag 👋🏽', 25, 35],
  ['a byte order mark', '\uFEFFid,name\nZoë,1\n', 9, 10],
]

for (const [name, text, o200k, cl100k] of COUNTED) {
  test(`${name} is ${o200k} tokens in o200k_base and ${cl100k} in cl100k_base`, async () => {
    const { page, context, quiet } = await visit(browser, { hash: '#/prompt?v=1&lt=1' })
    await page.getByRole('radio', { name: 'Text' }).check()
    await page.locator('textarea').fill(text)
    await says(page, new RegExp(`is ${o200k} tokens`))
    await page.getByRole('radio', { name: 'Tokens' }).check()
    const counts = page.locator('.pane:visible .pane-size b')
    assert.deepEqual(await counts.allTextContents(), [String(o200k), String(cl100k)])
    assert.equal(await page.locator('.pane:visible').first().locator('.piece').count(), o200k)
    quiet()
    await context.close()
  })
}

test('no text is 0 tokens and costs the answer alone', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt' })
  await page.locator('textarea').fill('')
  await says(page, /0 tokens.*An answer alone costs/)
  await page.locator('#output-tokens').fill('0')
  await says(page, /0 tokens/)
  quiet()
  await context.close()
})

test('a call is priced on at least 60 offers of at least 10 vendors, each rate with its source', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt' })
  await page.locator('textarea').fill('A paragraph to price.')
  await says(page, /is 5 tokens/)
  await page.getByRole('button', { name: /^Show all/ }).click()
  const rows = await page.locator('.calls tbody tr[data-id]').evaluateAll((all) => all.map((row) => [row.dataset.id, row.lastElementChild?.textContent ?? '']))
  const priced = rows.filter(([, cost]) => /^\$[\d.,]+/.test(cost))
  assert.ok(priced.length >= 60, `${priced.length} priced`)
  assert.ok(new Set(priced.map(([id]) => id.split('/')[0])).size >= 10)
  await page.locator('#find').fill('gpt-5.5')
  await page.locator('.calls .row-name').first().click()
  const rates = page.locator('tr.detail .facts').first()
  assert.match((await rates.textContent()) ?? '', /Fresh input.*\d{1,2} \w{3} 2026.*(sources agree|1 source)/)
  assert.equal(await rates.getByLabel(/^Fresh input of GPT-5\.5/).inputValue(), '5')
  quiet()
  await context.close()
})

test('lines of a bill add up to the total to the last digit', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt?v=1&q=gpt-5.5&o=777' })
  await page.locator('.calls .row-name').first().click()
  const bill = page.locator('tr.detail .facts').last()
  const amounts = await bill.locator('tbody td:last-child').allTextContents()
  const total = (await bill.locator('tfoot td').last().textContent()) ?? ''
  const exact = (text) => BigInt(Math.round(Number(text.replace(/[^\d.]/g, '')) * 1e12))
  assert.ok(amounts.length >= 2)
  assert.equal(amounts.reduce((sum, amount) => sum + exact(amount), 0n), exact(total))
  quiet()
  await context.close()
})

test('files: text is counted, others are refused with the reason, and the text is kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taskfare-'))
  const put = async (name, bytes) => {
    await writeFile(join(folder, name), bytes)
    return join(folder, name)
  }
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt' })
  const input = page.locator('input[type=file]')
  await input.setInputFiles(await put('good.txt', 'hello world'))
  await says(page, /2 tokens/)
  for (const [name, bytes, pattern] of [
    ['bad.bin', Buffer.from([0x89, 0x50, 0, 0x47]), /bad\.bin is not text \(a zero byte at 2\)/],
    ['latin.txt', Buffer.from([0x6e, 0x61, 0xef, 0x76, 0x65]), /latin\.txt is not valid UTF-8 \(first bad byte at 2\)/],
    ['big.txt', Buffer.alloc(20_000_001, 97), /big\.txt is 20\.0 MB\. The limit is 20 MB/],
  ]) {
    await input.setInputFiles(await put(name, bytes))
    await page.locator('.notice.bad', { hasText: pattern }).waitFor()
    assert.match((await answer(page)) ?? '', /2 tokens/)
    assert.equal(await page.locator('textarea').inputValue(), 'hello world')
  }
  quiet()
  await context.close()
})

test('a wrong number of tokens is said, and the last figures stay', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt?v=1&o=500' })
  // Claude's range comes after the first answer.
  await says(page, /on Claude/)
  const before = await answer(page)
  await page.locator('#output-tokens').fill('-3')
  assert.match((await page.locator('#output-error').textContent()) ?? '', /0 to 1,000,000/)
  assert.equal(await answer(page), before)
  await page.locator('#output-tokens').fill('1,000')
  assert.equal(await page.locator('#output-error').textContent(), '')
  await page.waitForURL(/o=1000/)
  quiet()
  await context.close()
})

test('the token view is walked with the keys', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt?v=1&lt=1' })
  await page.locator('.pieces:visible').first().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  assert.match((await page.locator('#token-strip').textContent()) ?? '', /place 2 of \d+/)
  await page.getByRole('button', { name: 'Show ids' }).click()
  assert.match((await page.locator('.piece:visible').first().textContent()) ?? '', /^\d+/)
  quiet()
  await context.close()
})

test('the text goes into a link only by choice', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt', permissions: ['clipboard-read', 'clipboard-write'] })
  await page.locator('textarea').fill('secret words')
  await says(page, /2 tokens/)
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('Copied.').waitFor()
  const plain = await page.evaluate(() => navigator.clipboard.readText())
  assert.doesNotMatch(plain, /secret/)
  assert.match(plain, /n=2/)
  await page.getByLabel('Include the prompt text in the link').check()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('secret'))
  const full = await page.evaluate(() => navigator.clipboard.readText())
  const other = await visit(browser, { hash: full.slice(full.indexOf('#')) })
  assert.equal(await other.page.locator('textarea').inputValue(), 'secret words')
  other.quiet()
  quiet()
  await context.close()
  await other.context.close()
})

test('typing stays quick while a long text is counted', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt' })
  const folder = await mkdtemp(join(tmpdir(), 'taskfare-'))
  await writeFile(join(folder, 'long.txt'), 'All work and no play makes a dull day. '.repeat(100_000))
  await page.locator('input[type=file]').setInputFiles(join(folder, 'long.txt'))
  await page.locator('#find').fill('opus')
  await page.waitForURL(/q=opus/)
  await says(page, /,\d{3} tokens/)
  quiet()
  await context.close()
})

test('every tokenizer in use is counted, exact or as a range with its basis; a request body as a request', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/prompt' })
  await page.locator('textarea').fill('The quick brown fox jumps over the lazy dog, twice.')
  await says(page, /is 12 tokens on GPT models, \d+–\d+ on Claude/)
  const rows = await page.locator('.families tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)))
  assert.ok(rows.length >= 12)
  assert.ok(rows.some((cells) => cells[2] === '12' && cells[3] === 'exact'))
  assert.ok(rows.some((cells) => /^\d+–\d+$/.test(cells[2]) && cells[3] === 'range'))
  assert.ok(rows.some((cells) => cells[3] === 'unknown'))
  await page.locator('textarea').fill(JSON.stringify({ model: 'gpt-5.5', messages: [{ role: 'user', content: 'hi' }], tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } }] }))
  await page.getByText('This is a request body').waitFor()
  const asRequest = await page.locator('.families tbody tr').first().textContent()
  await page.getByRole('button', { name: 'Count it as plain text' }).click()
  await page.waitForFunction((before) => document.querySelector('.families tbody tr')?.textContent !== before, asRequest)
  assert.match(page.url(), /pt=1/)
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})

test('before the vocabulary has come the answer is an estimate; the exact count follows by itself, or the estimate is kept', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs', serviceWorkers: 'block' })
  let asked = 0
  let letThrough
  const gate = new Promise((resolve) => (letThrough = resolve))
  await context.route('**/o200k_base.*', async (route) => {
    asked++
    await gate
    await route.continue()
  })
  await page.evaluate(() => (location.hash = '#/prompt'))
  await says(page, /^About \d+–\d+ tokens on GPT models, \d+–\d+ on Claude: an estimate\. One call costs/)
  assert.ok((await page.locator('.families tbody tr').count()) >= 12)
  assert.equal(await page.locator('.families tbody').getByText('exact', { exact: true }).count(), 0)
  assert.equal(await page.locator('.pieces:visible .piece').count(), 0)
  assert.deepEqual(await findings(page), [])
  letThrough()
  await says(page, /This text is \d+ tokens on GPT models/)
  assert.equal(asked, 1)
  quiet()
  await context.close()

  const other = await visit(browser, { hash: '#/logs', serviceWorkers: 'block' })
  await other.context.route('**/*_base.*', (route) => route.abort())
  await other.page.evaluate(() => (location.hash = '#/prompt'))
  await other.page.getByText('Could not load this tokenizer. Estimate kept.').waitFor()
  assert.match((await answer(other.page)) ?? '', /^About \d+–\d+ tokens/)
  await other.context.unroute('**/*_base.*')
  await other.page.locator('.lead').getByRole('button', { name: 'Try again' }).click()
  await says(other.page, /This text is \d+ tokens/)
  await other.context.close()
})
