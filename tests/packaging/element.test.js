/** `<task-fare>` and `<fare-amount>` in a page, from the packed tarball, in Chromium. */
import assert from 'node:assert/strict'
import { cp, readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { after, before, test } from 'node:test'
import { browser, closeBrowser, serve } from './support/browser.js'
import { bundledSize } from './support/size.js'
import { fixture } from './support/fixture.js'
import { root } from './support/shell.js'
import { pack } from './support/tarball.js'
import { bundlers } from './support/tools.js'

const POLICY = { 'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'" }
const ELEMENTS = `
<main><h1>Costs</h1>
<p>One call costs <fare-amount model="gpt-5.5" input="12,000" output="800" at="2026-11-22">$0.08</fare-amount> on this model.</p>
<p>Nobody sells <fare-amount model="no-such-model" input="1000" at="2026-11-22">nothing</fare-amount>.</p>
<task-fare profile="bug-fix" models="gpt-5.5, claude-sonnet-4-5, no-such-model" at="2026-11-22"><p>static table</p></task-fare>
</main>`
/** Each with the attribute that is wrong as its id. */
const WRONG = `
<fare-amount id="input" model="gpt-5.5">$0.08</fare-amount>
<fare-amount id="outputs" model="gpt-5.5" input="12000" outputs="800">$0.08</fare-amount>
<fare-amount id="output" model="gpt-5.5" output="many">$0.08</fare-amount>
<fare-amount id="model" input="1000">$0.08</fare-amount>
<task-fare id="models" profile="bug-fix" at="2026-11-22"><p>static table</p></task-fare>`
const html = (script, body = ELEMENTS) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><link rel="stylesheet" href="node_modules/taskfare/element.css"></head><body>${body}<script type="module" src="${script}"></script></body></html>`

let folder
let server

before(async () => {
  await bundlers.install()
  const tarball = (await pack()).file
  folder = await fixture('element', tarball, {
    'index.html': html('one.js'),
    'zh.html': html('one.js').replace('lang="en"', 'lang="zh-CN"'),
    'two.html': html('two.js'),
    'early.html': html('early.js', '<fare-amount id="early"></fare-amount>'),
    'still.html': html('still.js', ELEMENTS.replace(/<p>One[^]*?(?=<task-fare)/, '')).replace('</main>', '<p>What follows.</p></main>').replace('</head>', '<link rel="stylesheet" href="still.css"></head>'),
    'still.js': "import './node_modules/taskfare/element.js'\nglobalThis.shifts = []\nnew PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value))).observe({ type: 'layout-shift', buffered: true })",
    'still.css': 'task-fare { --taskfare-reserve: 16.5rem }',
    'lang.html': html('one.js').replace('lang="en"', 'lang="en_US"'),
    'wrong.html': html('wrong.js', WRONG),
    'wrong.js': "globalThis.told = []\naddEventListener('taskfare-error', ({ target, detail }) => told.push([target.id, detail.name, detail.path]))\nawait import('./node_modules/taskfare/element.js')",
    'corner.html': html('one.js', '<div style="display:inline-block" id="corner"><task-fare profile="bug-fix" models="gpt-5.5" at="2026-11-22"></task-fare></div>'),
    'budget.html': html('one.js', '<task-fare profile="bug-fix" models="gpt-5.5" at="2026-11-22" budget="2"></task-fare>'),
    'zh-bill.html': html('one.js', '<fare-amount model="gpt-5.5" cache-read="5000" at="2026-11-22">x</fare-amount><fare-amount model="o1-nano" input="5" at="2026-11-22">x</fare-amount>').replace('lang="en"', 'lang="zh"'),
    'one.js': "import './node_modules/taskfare/element.js'",
    'two.js': "import './node_modules/taskfare/element.js'\nimport './copy/element.js'\nglobalThis.imported = true",
    'early.js': `
      document.querySelector('#early').request = { model: 'gpt-5.5', usage: { input: 200000 }, at: '2026-11-22T00:00:00Z' }
      globalThis.fired = new Promise((done) => document.addEventListener('taskfare-ready', (event) => done(event.detail.total)))
      await import('./node_modules/taskfare/element.js')`,
  })
  server = await serve(folder, { headers: POLICY })
})

after(async () => {
  await server.close()
  await closeBrowser()
})

async function open(path, options = {}) {
  const context = await (await browser()).newContext(options)
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('favicon') && errors.push(message.text()))
  await page.goto(`${server.url}/${path}`)
  return { page, errors, close: () => context.close() }
}

const rows = (page) => page.locator('task-fare').locator('tbody tr')
const ready = (page) => rows(page).first().waitFor()

test('both show live figures, in both themes, with no finding of axe', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const { page, errors, close } = await open('', { colorScheme })
    await ready(page)
    assert.equal(await page.locator('fare-amount button').first().textContent(), '$0.084')
    assert.equal(await page.locator('fare-amount button').nth(1).textContent(), 'unpriced')
    assert.equal(await rows(page).count(), 3)
    assert.match(await rows(page).first().textContent(), /\$[\d.]+–\$[\d.]+/)
    assert.match(await rows(page).nth(2).textContent(), /unpriced/)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [])
    assert.deepEqual(errors, [])
    await close()
  }
})

test('the figure opens its bill from the keyboard', async () => {
  const { page, close } = await open('')
  await ready(page)
  const amount = page.locator('fare-amount').first()
  await amount.locator('button').focus()
  await page.keyboard.press('Enter')
  await amount.locator('[popover]').waitFor({ state: 'visible' })
  assert.match(await amount.locator('tfoot').textContent(), /USD 0\.084/)
  await page.keyboard.press('Escape')
  await amount.locator('[popover]').waitFor({ state: 'hidden' })
  await close()
})

test('the language of the page is the language of the element', async () => {
  const { page, close } = await open('zh.html')
  await ready(page)
  assert.match(await page.locator('task-fare').locator('thead').textContent(), /模型/)
  await close()
})

test('two copies of the package on one page leave each other alone', async () => {
  await cp(`${folder}/node_modules/taskfare`, `${folder}/copy`, { recursive: true })
  const { page, errors, close } = await open('two.html')
  await ready(page)
  assert.equal(await page.evaluate(() => globalThis.imported), true)
  assert.deepEqual(errors, [])
  await close()
})

test('a property set before the element is defined counts, and the event carries the bill', async () => {
  const { page, close } = await open('early.html')
  assert.equal(await page.evaluate(() => globalThis.fired), '1')
  await close()
})

test('with its height reserved, nothing moves when the figures come, on a wide page or a narrow one', async () => {
  for (const width of [1280, 360]) {
    const { page, close } = await open('still.html', { viewport: { width, height: 900 } })
    await ready(page)
    // The observer tells after the frame that it is about.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200))))
    assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], `${width} px`)
    await close()
  }
})

/** The lines of text in the names, and how far the page and every figure reach. */
const layout = (page) =>
  page.evaluate(() => {
    const shadow = document.querySelector('task-fare').shadowRoot
    const seen = [...shadow.querySelectorAll('tbody :is(th, td)')].filter((cell) => cell.offsetWidth > 0)
    return {
      sideways: document.documentElement.scrollWidth - innerWidth,
      cut: seen.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent),
      narrowest: Math.min(...[...shadow.querySelectorAll('tbody th')].map((name) => name.offsetWidth)),
      highest: Math.max(...[...shadow.querySelectorAll('tbody tr')].map((row) => row.offsetHeight)),
    }
  })

test('it is read on a phone and in a narrow frame, without scrolling sideways', async () => {
  for (const width of [300, 320, 360, 520, 640]) {
    const { page, close } = await open('', { viewport: { width, height: 800 } })
    await ready(page)
    const { sideways, cut, narrowest, highest } = await layout(page)
    assert.deepEqual([sideways <= 0, cut], [true, []], `${width} px`)
    assert.ok(narrowest >= 130, `a name is ${narrowest} px wide at ${width} px`)
    assert.ok(highest <= 120, `a row is ${highest} px high at ${width} px`)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], `${width} px`)
    await close()
  }
})

test('where its place takes the width of what is in it, it has one', async () => {
  const { page, close } = await open('corner.html')
  await ready(page)
  assert.ok((await page.locator('#corner').evaluate((corner) => corner.offsetWidth)) >= 600)
  await close()
})

test('what is malformed shows the children and says why, and never a figure', async () => {
  const { page, close } = await open('wrong.html')
  await page.waitForFunction(() => globalThis.told?.length === 5)
  assert.deepEqual(await page.evaluate(() => told.sort()), ['input', 'model', 'models', 'output', 'outputs'].map((id) => [id, 'TaskfareError', id]))
  assert.equal(await page.locator('button[part=total], tr').count(), 0)
  assert.equal(await page.getByText('$0.08').first().isVisible(), true)
  const mark = page.locator('#outputs').locator('[part=message]')
  await mark.click()
  await page.locator('#outputs').getByText('there is no such attribute').waitFor({ state: 'visible' })
  assert.match(await page.locator('#models').locator('[role=status]').textContent(), /models: no model is named/)
  await close()
})

test('after an error the former answer is gone, and it comes back with the mended attribute', async () => {
  const { page, close } = await open('')
  await ready(page)
  const turned = (value, event) =>
    page.locator('fare-amount').first().evaluate((element, [value, event]) => {
      element.setAttribute('input', value)
      return new Promise((done) => element.addEventListener(event, () => done(element.result?.total ?? null), { once: true }))
    }, [value, event])
  assert.equal(await turned('many', 'taskfare-error'), null)
  assert.equal(await turned('12000', 'taskfare-ready'), '0.084')
  await close()
})

test('a budget stands beside the models, with how likely it is exceeded', async () => {
  const { page, close } = await open('budget.html')
  await ready(page)
  assert.match(await rows(page).first().locator('th').textContent(), /measured here · \d+% over \$2\.00/)
  await close()
})

test('a language tag with an underscore is understood, and a bill is in the language of the page', async () => {
  const american = await open('lang.html')
  await ready(american.page)
  assert.equal(await american.page.locator('fare-amount button').first().textContent(), '$0.084')
  await american.close()
  const chinese = await open('zh-bill.html')
  await chinese.page.locator('fare-amount button').nth(1).waitFor()
  assert.match(await chinese.page.locator('fare-amount [popover]').first().textContent(), /缓存读取5,000× [\d.]+ 每百万/)
  assert.match(await chinese.page.locator('fare-amount [popover]').nth(1).textContent(), /不在价格表中 \(相近：/)
  await chinese.close()
})

test('removed and put back, an element shows its figure again', async () => {
  const { page, errors, close } = await open('')
  await ready(page)
  await page.evaluate(() => {
    const element = document.querySelector('task-fare')
    const place = element.parentNode
    element.remove()
    place.append(element)
  })
  await ready(page)
  assert.deepEqual(errors, [])
  await close()
})

test('without scripts, and under a policy that forbids WebAssembly, the children stay', async () => {
  const plain = await open('', { javaScriptEnabled: false })
  assert.equal(await plain.page.getByText('static table').isVisible(), true)
  await plain.close()
  const strict = await serve(folder, { headers: { 'content-security-policy': "default-src 'self'; script-src 'self'" } })
  const page = await (await browser()).newPage()
  await page.goto(`${strict.url}/`)
  await page.locator('task-fare [role=status]').waitFor()
  assert.equal(await page.getByText('static table').isVisible(), true)
  assert.match(await page.locator('task-fare [role=status]').textContent(), /wasm-unsafe-eval/)
  await page.close()
  await strict.close()
})

test('the manifest names the attributes, parts, properties and events there are, and no others', async () => {
  const own = `${folder}/node_modules/taskfare`
  const manifest = JSON.parse(await readFile(`${own}/custom-elements.json`, 'utf8'))
  const source = async (name) => readFile(`${own}/lib/element/${name}.js`, 'utf8')
  const [base, style] = [await source('base'), await source('style')]
  const found = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort()
  const named = (list) => list.map((one) => one.name).sort()
  for (const element of manifest.modules[0].declarations) {
    const { [element.name]: live } = await import(`${own}/element.js`)
    // `theme` acts by CSS alone.
    assert.deepEqual(named(element.attributes), [...live.observedAttributes, 'theme'].sort())
    assert.deepEqual(named(element.cssParts), found(await source(element.tagName), /part: '([a-z]+)'/g))
    const styles = element.name === 'TaskFare' ? style + (await readFile(`${own}/element.css`, 'utf8')) : style
    assert.deepEqual(named(element.cssProperties), found(styles, /var\((--taskfare-[a-z]+)/g))
    assert.deepEqual(named(element.events), found(base, /'(taskfare-[a-z]+)'/g))
  }
})

test('importing on a server does nothing', async () => {
  const module = await import(`${folder}/node_modules/taskfare/element.js`)
  assert.equal(typeof module.TaskFare, 'function')
})

test('the element with the shell and its glue is within its budget', async () => {
  const [, budget] = /"pkg\/element\.js" = (\d+)/.exec(await readFile(`${root}xtask/budgets.toml`, 'utf8'))
  const own = await bundledSize(`${folder}/node_modules/taskfare/element.js`)
  assert.ok(own <= Number(budget), `${own} bytes`)
})
