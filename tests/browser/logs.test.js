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

test('what is no log is refused with the reason, and the last result stays', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/logs' })
  const folder = await folderOf({ 'good.jsonl': call(1, '2026-11-03T10:00:00Z'), 'bad.json': '{"hello": "world"}', 'bad.bin': 'x' })
  const input = page.locator('input[type=file]').last()
  await input.setInputFiles(join(folder, 'bad.bin'))
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
