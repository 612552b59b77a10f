import assert from 'node:assert/strict'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { findings, launch, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const says = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector('h1')?.textContent ?? ''), pattern.source)

/** One call as Claude Code writes it: $0.08 at the list price of Claude Opus 4.8, line by line 0.005 + 0.05 + 0.0125 + 0.0125. */
const call = (id, at, extra = {}) =>
  JSON.stringify({ type: 'assistant', sessionId: 's1', cwd: '/home/a/work', timestamp: at, requestId: `r${id}`, uuid: `u${id}`, message: { id: `m${id}`, role: 'assistant', model: 'claude-opus-4-8', usage: { input_tokens: 1000, cache_read_input_tokens: 100_000, cache_creation_input_tokens: 2000, cache_creation: { ephemeral_5m_input_tokens: 2000, ephemeral_1h_input_tokens: 0 }, output_tokens: 500 }, ...extra } })

async function folderOf(files) {
  const folder = await mkdtemp(join(tmpdir(), 'taskfare-logs-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

test('a call that a log repeats is billed once, to the cent', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const lines = [call(1, '2026-11-03T10:00:00Z'), call(1, '2026-11-03T10:00:00Z'), call(2, '2026-11-04T10:00:00Z'), 'not a line of a log']
  const folder = await folderOf({ 'log.jsonl': lines.join('\n') })
  await page.locator('input[type=file]').last().setInputFiles(join(folder, 'log.jsonl'))
  await says(page, /These 2 days cost \$0\.16 at list price/)
  const tally = await page.locator('.tally tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)))
  const value = (name) => Number(tally.find(([label]) => label === name)?.[1]?.replace('−', '-'))
  assert.equal(value('Records found') + value('Repeats left out'), value('Calls billed'))
  assert.equal(value('Calls billed'), 2)
  assert.ok(await page.getByText('Lines that could not be read: 1').isVisible())
  quiet()
  await context.close()
})

test('a folder is read, files that are no logs are passed over', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const folder = await folderOf({ 'a/one.jsonl': call(1, '2026-11-03T10:00:00Z'), 'a/b/two.jsonl': call(2, '2026-11-03T11:00:00Z'), 'picture.png': 'x', 'node_modules/x/three.jsonl': call(3, '2026-11-03T11:00:00Z') })
  await page.locator('input[webkitdirectory]').setInputFiles(folder)
  await says(page, /This day cost \$0\.16/)
  quiet()
  await context.close()
})

test('a folder handle is asked for where the browser gives one, and read in the thread', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  await page.evaluate(async (lines) => {
    // The browser's own folder for this page stands in for the one a reader picks.
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('projects', { create: true })
    const write = async (into, name) => {
      const file = await (await into.getFileHandle(name, { create: true })).createWritable()
      await file.write(lines.shift())
      await file.close()
    }
    await write(await folder.getDirectoryHandle('shop', { create: true }), 'one.jsonl')
    await write(await folder.getDirectoryHandle('node_modules', { create: true }), 'two.jsonl')
    window.asked = []
    window.showDirectoryPicker = async (options) => {
      window.asked.push(options.mode)
      return folder
    }
  }, [call(1, '2026-11-03T10:00:00Z'), call(2, '2026-11-03T10:00:00Z')])
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await says(page, /This day cost \$0\.08/)
  assert.deepEqual(await page.evaluate(() => window.asked), ['read'])
  quiet()
  await context.close()
})

test('a drop is read, folders looked through, and without handles as well', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const folder = await folderOf({ 'below/one.jsonl': call(1, '2026-11-03T10:00:00Z'), 'node_modules/two.jsonl': call(2, '2026-11-03T10:00:00Z'), 'picture.png': 'x' })
  const devtools = await context.newCDPSession(page)
  const drop = async (...files) => {
    const { x, y } = await page.locator('.intake').boundingBox()
    for (const type of ['dragEnter', 'dragOver', 'drop']) await devtools.send('Input.dispatchDragEvent', { type, x: x + 5, y: y + 5, data: { items: [], files, dragOperationsMask: 1 } })
  }
  await drop(folder)
  await says(page, /This day cost \$0\.08/)
  await page.evaluate(() => (DataTransferItem.prototype.getAsFileSystemHandle = () => Promise.reject(new DOMException('no', 'NotAllowedError'))))
  await drop(folder, join(await folderOf({ 'more.jsonl': call(3, '2026-11-03T11:00:00Z') }), 'more.jsonl'))
  await says(page, /This day cost \$0\.16/)
  quiet()
  await context.close()
})

test('what is no log is refused with the reason, and the last result stays', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const folder = await folderOf({ 'good.jsonl': call(1, '2026-11-03T10:00:00Z'), 'bad.json': '{"hello": "world"}', 'bad.bin': 'x' })
  const input = page.locator('input[type=file]').last()
  await input.setInputFiles(join(folder, 'bad.bin'))
  await page.getByText(/No call was found in 1 files\. bad\.bin: is of no known log format; looked for anthropic-csv, claude-code/).waitFor()
  await page.locator('input[webkitdirectory]').setInputFiles(await folderOf({ 'picture.png': 'x', '.git/log.json': call(3, '2026-11-03T10:00:00Z') }))
  await page.getByText('No log among these files').waitFor()
  await input.setInputFiles(join(folder, 'good.jsonl'))
  await says(page, /cost \$0\.08/)
  await input.setInputFiles(join(folder, 'bad.json'))
  await page.getByText(/No call was found in 1 files\. bad\.json/).waitFor()
  assert.match(await page.locator('h1').textContent(), /cost \$0\.08/)
  quiet()
  await context.close()
})

test('the sample: four levels elsewhere, split by kind, the next task opened from it', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  await page.getByRole('button', { name: 'Try with sample logs' }).click()
  await says(page, /These \d+ days cost at least \$[\d.,]+ at list price/)
  assert.match(await page.locator('.eyebrow').first().textContent(), /sample data/)
  await page.locator('.what-if tbody tr').nth(3).waitFor()
  const levels = await page.locator('.what-if tbody tr').allTextContents()
  assert.equal(levels.length, 4)
  await page.getByLabel('What if this work had run on').selectOption({ label: 'DeepSeek V4-Pro' })
  await page.waitForFunction((before) => [...document.querySelectorAll('.what-if tbody tr')].map((row) => row.textContent)[0] !== before, levels[0])
  assert.match(page.url(), /wi=deepseek/)
  await page.getByRole('radio', { name: 'Token kind' }).check()
  await page.locator('.logs-days .kinds', { hasText: 'Cache reads' }).waitFor()
  assert.deepEqual(await findings(page), [])
  await page.getByRole('link', { name: 'Open as a task' }).click()
  await page.locator('.task-main h1').waitFor()
  assert.match(await page.locator('.task-main h1').textContent(), /A run of my own work costs/)
  assert.match(page.url(), /k=own-log/)
  const first = await page.locator('.task-main h1').textContent()
  await page.reload()
  await page.waitForFunction((before) => document.querySelector('.task-main h1')?.textContent === before, first)
  await page.goBack()
  quiet()
  await context.close()
})

test('a long reading can be cancelled', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const lines = Array.from({ length: 150_000 }, (_, at) => call(at, '2026-11-03T10:00:00Z')).join('\n')
  const folder = await folderOf({ 'long.jsonl': lines })
  await page.locator('input[type=file]').last().setInputFiles(join(folder, 'long.jsonl'))
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Try with sample logs' }).waitFor()
  assert.match(await page.locator('h1').textContent(), /What did your agents cost/)
  quiet()
  await context.close()
})

test('an export of a console is its rows: days and a range of cost, and what-if as far as rows go', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const rows = ['usage_date_utc,model_version,api_key,workspace,usage_input_tokens_no_cache,usage_input_tokens_cache_read,usage_output_tokens', '2026-11-01,claude-haiku-5-5,key,shop,1000000,2000000,100000', '2026-11-02,claude-haiku-5-5,key,shop,1000000,0,0']
  const folder = await folderOf({ 'usage.csv': rows.join('\n') })
  await page.locator('input[type=file]').last().setInputFiles(join(folder, 'usage.csv'))
  // 2 million fresh, 2 million read, 0.1 million out: at 0.1, 0.01 and 0.5; of long prompts five times that.
  await says(page, /These 2 days cost \$0\.27 to \$1\.35 at list price/)
  await page.getByText('2 rows of an export').waitFor()
  await page.locator('.what-if tbody tr').nth(3).waitFor()
  const levels = await page.locator('.what-if tbody tr').allTextContents()
  assert.match(levels[0], /\$/)
  assert.match(levels[3], /unknown/)
  await page.getByRole('radio', { name: 'Token kind' }).check()
  await page.locator('.logs-days .kinds', { hasText: 'Fresh input $0.20' }).waitFor()
  quiet()
  await context.close()
})

test('calls without a time have no price, and no $0 stands for it', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const timeless = [1, 2].map((at) => call(at, '2026-11-03T10:00:00Z').replace('"timestamp":"2026-11-03T10:00:00Z",', ''))
  const folder = await folderOf({ 'log.jsonl': timeless.join('\n') })
  await page.locator('input[type=file]').last().setInputFiles(join(folder, 'log.jsonl'))
  await says(page, /2 calls without a time cannot be priced/)
  await page.locator('.logs-read').getByText('Saved by caching').waitFor()
  assert.doesNotMatch(await page.locator('main').textContent(), /\$0(?!\.\d*[1-9])/)
  quiet()
  await context.close()
})

test('what a log lacks is said: clocks, models, sessions; and what its caches did', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const nameless = call(3, '2026-11-03T09:00:00Z').replace('"model":"claude-opus-4-8",', '')
  const idle = JSON.stringify({ type: 'user', sessionId: 'idle', message: { role: 'user', content: 'hello' } })
  const paid = call(4, '2026-11-03T11:00:00Z').replace('{', '{"costUSD":7,')
  const cold = call(5, '2026-11-03T14:00:00Z').replace('"cache_read_input_tokens":100000', '"cache_read_input_tokens":0')
  const folder = await folderOf({ 'log.jsonl': [call(1, '2026-11-03T10:00:00Z'), nameless, paid, cold].join('\n'), 'idle.jsonl': idle })
  await page.locator('input[type=file]').last().setInputFiles([join(folder, 'log.jsonl'), join(folder, 'idle.jsonl')])
  await says(page, /cost at least/)
  for (const words of ['1 calls name no model', 'The clock went backward: 1 calls', '1 of 2 sessions made no call', /1 calls that carry one: \$7\.00.*computed: \$0\.08.*: unexplained \(1\)/, 'Prompt tokens read from a cache']) await page.locator('.logs-read').getByText(words).waitFor()
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})

/** All that the page's own storage holds, as text. */
const stored = (page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name)
    if (!names.includes('taskfare')) return ''
    const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }))
    const database = await done(indexedDB.open('taskfare'))
    const all = await done(database.transaction('logs').objectStore('logs').getAll())
    database.close()
    return all.length ? JSON.stringify(all) : ''
  })

test('the result is kept only where the reader says so, without a word of the logs, and forgotten again', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const again = async () => {
    await page.reload()
    await page.locator('h1').filter({ hasText: /./ }).waitFor()
  }
  const folder = await folderOf({ 'log.jsonl': `${call(1, '2026-11-03T10:00:00Z')}\nmy secret prompt, cut off` })
  const read = () => page.locator('input[type=file]').last().setInputFiles(join(folder, 'log.jsonl'))
  await read()
  await says(page, /This day cost \$0\.08/)
  const choice = page.getByLabel('Keep this result in this browser')
  assert.equal(await choice.isChecked(), false)
  assert.equal(await stored(page), '', 'nothing is kept unasked')
  await again()
  await says(page, /What did your agents cost/)

  await read()
  await says(page, /This day cost \$0\.08/)
  await page.locator('.what-if tbody tr').nth(3).waitFor()
  const levels = await page.locator('.what-if tbody tr').allTextContents()
  assert.deepEqual(await findings(page), [])
  await choice.check()
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'taskfare'))
  await again()
  await says(page, /This day cost \$0\.08/)
  assert.match(await page.locator('.eyebrow').first().textContent(), /kept since/)
  await page.locator('.what-if tbody tr').nth(3).waitFor()
  assert.deepEqual(await page.locator('.what-if tbody tr').allTextContents(), levels, 'the answers are kept too')
  const kept = await stored(page)
  assert.match(kept, /claude-opus-4-8/)
  assert.doesNotMatch(kept, /secret/)
  await page.getByLabel('What if this work had run on').selectOption({ label: 'DeepSeek V4-Pro' })
  await page.getByText('read them again to ask of another model').waitFor()
  await read()
  await page.locator('.what-if tbody tr').nth(3).waitFor()

  await choice.uncheck()
  await page.waitForFunction(() => localStorage.getItem('taskfare.keep-logs') === 'off')
  await again()
  await says(page, /What did your agents cost/)
  assert.equal(await stored(page), '')

  await read()
  await says(page, /This day cost \$0\.08/)
  await choice.check()
  await page.getByRole('button', { name: 'Forget this result' }).click()
  await says(page, /What did your agents cost/)
  assert.equal(await stored(page), '')
  await again()
  await says(page, /What did your agents cost/)
  quiet()
  await context.close()
})

test('where the browser stores nothing, keeping says so and reading goes on', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  await page.evaluate(() => {
    indexedDB.open = () => {
      throw new DOMException('no', 'SecurityError')
    }
  })
  const folder = await folderOf({ 'log.jsonl': call(1, '2026-11-03T10:00:00Z') })
  await page.locator('input[type=file]').last().setInputFiles(join(folder, 'log.jsonl'))
  await says(page, /This day cost \$0\.08/)
  const choice = page.getByLabel('Keep this result in this browser')
  await choice.click()
  await page.getByText('lets the page store nothing').waitFor()
  assert.equal(await choice.isChecked(), false)
  quiet()
  await context.close()
})
