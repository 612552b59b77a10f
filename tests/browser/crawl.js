/**
 * Clicks everything there is: every button, choice, summary and entry of a menu, each from the view as it opens, and
 * prints what changed nothing and what went wrong: `node tests/browser/crawl.js [view…]`. Of controls that repeat
 * down a table the first three stand for all. A few minutes a view, so it is run by hand; it fails where a click does.
 */
import { ADDRESS, launch, ready, visit } from './support/page.js'

const VIEWS = {
  task: '#/task',
  anatomy: '#/task?v=1&r=anthropic/claude-opus-4-8&an=1',
  prompt: '#/prompt',
  logs: '#/logs',
  team: '#/team',
  prices: '#/prices',
}
const CONTROLS = ['button', 'select', 'summary', 'input[type=radio]', 'input[type=checkbox]', 'main a[href^="#"]', 'header a'].map((one) => `${one}:visible`).join(', ')
const ENTRIES = '.menu:visible :is(button, input[type=checkbox]):visible'
const ALIKE = 3

/** What controls are called, so that they are found again after the view was drawn anew; at once, for it may be being drawn. */
const namesOf = (page, selector) =>
  page.locator(selector).evaluateAll((controls) => controls.map((element) => `${element.tagName.toLowerCase()} ${element.value ?? ''} ${(element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ').slice(0, 60)}`))

/** All that a reader could see or take of the page. */
const seen = (page) =>
  page.evaluate(async () => {
    const copied = await navigator.clipboard.readText().catch(() => '')
    const states = [...document.querySelectorAll('[aria-expanded], [aria-pressed], [aria-checked], [open], :checked')].map((element) => ['aria-expanded', 'aria-pressed', 'aria-checked', 'open', 'value'].map((name) => element.getAttribute(name)))
    return JSON.stringify([location.href, document.body.innerText, copied, states, document.documentElement.dataset.theme, document.activeElement?.className, scrollY, document.body.dataset.printed])
  })

/** Whether a click changed anything, downloads and choosers of files included. */
async function changes(page, act) {
  const before = await seen(page)
  let outside = false
  const note = () => (outside = true)
  for (const event of ['download', 'filechooser']) page.once(event, note)
  await act()
  await page.waitForTimeout(300)
  for (const event of ['download', 'filechooser']) page.off(event, note)
  return outside || (await seen(page)) !== before
}

/** Every choice of a select, one click of anything else, then every entry of the menu that it opened. */
async function use(page, control, name, dead) {
  const choices = name.startsWith('select') ? await control.evaluate(({ options }) => [...options].map(({ value }) => value).reverse()) : []
  const act = async () => {
    for (const value of choices) await control.selectOption(value)
    if (choices.length === 0) await control.click({ timeout: 5000 })
  }
  const isOn = await control.evaluate((element) => element.checked === true || element.options?.length === 1 || element.getAttribute('aria-current') === 'page')
  if (!(await changes(page, act)) && !isOn) dead.push(name)
  const entries = await namesOf(page, ENTRIES)
  for (const entry of entries) {
    if ((await page.locator(ENTRIES).count()) === 0) await control.click({ timeout: 5000 })
    const at = (await namesOf(page, ENTRIES)).indexOf(entry)
    if (at < 0) continue
    const chosen = await page.locator(ENTRIES).nth(at).getAttribute('aria-checked')
    if (!(await changes(page, () => page.locator(ENTRIES).nth(at).click({ timeout: 5000 }))) && chosen !== 'true') dead.push(`${name} > ${entry}`)
  }
  return 1 + entries.length
}

async function crawl(browser, view) {
  const { page, context, wrong } = await visit(browser, { hash: VIEWS[view], permissions: ['clipboard-read', 'clipboard-write'] })
  const reset = async () => {
    await page.goto('about:blank')
    await page.goto(ADDRESS + VIEWS[view])
    await ready(page)
    await page.evaluate(() => {
      window.print = () => (document.body.dataset.printed = 'yes')
      Object.assign(window, { showDirectoryPicker: undefined })
    })
    if (view === 'logs') await page.getByRole('button', { name: 'Try with sample logs' }).click()
    await page.waitForTimeout(1000)
    await ready(page)
  }
  await reset()
  const names = await namesOf(page, CONTROLS)
  const counts = new Map()
  const dead = []
  let clicks = 0
  for (const name of names) {
    const kind = name.replace(/[\d.,$]+/g, '#').slice(0, 16)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if (counts.get(kind) > ALIKE && !/^(select|summary|input)/.test(name)) continue
    await page.evaluate(() => localStorage.clear())
    await reset()
    const at = (await namesOf(page, CONTROLS)).indexOf(name)
    if (at < 0) continue
    clicks += await use(page, page.locator(CONTROLS).nth(at), name, dead).catch((error) => wrong.push(`${name}: ${error.message.split('\n')[0]}`) && 0)
  }
  console.log(`${view}: ${clicks} clicks, ${wrong.length} errors, ${dead.length} that changed nothing`)
  for (const line of [...wrong, ...dead.map((name) => `changed nothing: ${name}`)]) console.log(`  ${line}`)
  await context.close()
  return wrong.length
}

const browser = await launch()
let errors = 0
for (const view of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(VIEWS)) errors += await crawl(browser, view)
await browser.close()
process.exitCode = errors > 0 ? 1 : 0
