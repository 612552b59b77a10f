import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { createFleet } from '../../pkg/fleet.js'
import { createEngineSync } from '../../pkg/index.js'
import { requestOf, yearOf } from '../../www/js/fleet.js'
import { createFormat } from '../../www/js/format.js'
import { decode } from '../../www/js/state.js'
import { fleetGroup, groupsOf } from '../../www/js/team-groups.js'
import { findings, launch, visit } from './support/page.js'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const answer = async (page) => (await page.locator('.team h1').textContent()) ?? ''

test('a budget that will not last: a date as a range, the year’s cost, plans beside the API', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&bu=60000' })
  assert.match(await answer(page), /runs out around \d{1,2} \w{3} 202\d, 8 in 10 chances between \d{1,2} \w{3} 202\d and/)
  assert.match(await page.locator('.team .lead').textContent(), /chance that it lasts the year\. At this rate the year costs \$[\d,.]+ to \$[\d,.]+/)
  const rows = await page.locator('.plans-table tbody tr').allTextContents()
  assert.equal(rows.length, 2)
  assert.ok(rows.every((row) => /\$(100|200)\.00/.test(row)))
  assert.ok(await page.getByRole('columnheader', { name: 'The vendor forgoes, a person' }).isVisible())
  await page.getByText(/Worth an alert, in the middle case: 50% on \d{1,2} \w+ 202\d, 75% on/).waitFor()
  assert.equal(await page.locator('.person').count(), 40)
  quiet()
  await context.close()
})

test('more people, a larger budget: the answer follows, and the link carries it', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&bu=60000' })
  const first = await answer(page)
  await page.getByLabel('People who use agents').fill('80')
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent !== before, first)
  assert.match(page.url(), /pe=80/)
  await page.getByLabel('For the year').fill('9000000')
  await page.waitForFunction(() => /lasts until/.test(document.querySelector('.team h1')?.textContent ?? ''))
  const lasting = await answer(page)
  await page.reload()
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent === before, lasting)
  quiet()
  await context.close()
})

test('use given by tasks has its energy, as an interval', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z' })
  await page.getByRole('radio', { name: 'Tasks' }).check()
  await page.getByText(/[\d,.]+–[\d,.]+ kWh a month/).waitFor()
  await page.getByText(/[\d,.]+–[\d,.]+ kg of CO₂ at 11 to 910 g a kWh/).waitFor()
  await page.getByLabel('A completed task is worth').fill('50')
  await page.getByText(/[\d,.]+× what it costs/).waitFor()
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})

test('a field out of its range says so, and the last answer stays', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z' })
  const first = await answer(page)
  await page.getByLabel('Active on a working day').fill('0')
  assert.ok(await page.getByText('1 to 100 %').isVisible())
  assert.equal(await answer(page), first)
  quiet()
  await context.close()
})

test('several groups, each with its own people, tasks, models, harness and growth, told by group and by size of model', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&bu=60000' })
  const alone = await answer(page)
  await page.getByRole('button', { name: 'Add a group' }).click()
  await page.getByLabel('Name of the group').fill('Support')
  await page.getByLabel('People who use agents').fill('15')
  await page.getByLabel('Use grows a month by').fill('9')
  await page.getByRole('radio', { name: 'Tasks', exact: true }).check()
  await page.getByLabel('Kind of task').selectOption('code-review')
  await page.getByLabel('Harness').selectOption('claude-code')
  await page.getByRole('button', { name: 'Add a model' }).click()
  await page.getByLabel('Model 2', { exact: true }).selectOption({ label: 'Claude Haiku 4.5' })
  await page.getByLabel('Share of model 2').fill('60')
  await page.getByText('The shares add up to 130').waitFor()
  await page.getByLabel('Share of model 1').fill('40')
  await page.getByText('The shares add up to 130').waitFor({ state: 'hidden' })
  assert.notEqual(await answer(page), alone)
  const rows = page.locator('.shares-table')
  assert.match(await rows.first().locator('tbody').textContent(), /Group 1.*40.*Support.*15/s)
  assert.match(await rows.last().locator('tbody').textContent(), /Small.*Flagship/s)
  const shares = await rows.first().locator('tbody td:last-child').allTextContents()
  assert.equal(shares.reduce((sum, text) => sum + Number.parseInt(text, 10), 0), 100)
  assert.match(await page.locator('.team .lead').textContent(), /% of it is for Group 1\./)
  assert.match(await page.locator('.plan-pair').locator('xpath=..').locator('h2').textContent(), /: Support$/)
  // The first group keeps what it had.
  await page.getByRole('radio', { name: /Group 1/ }).check()
  assert.equal(await page.getByLabel('Average a person, active day').inputValue(), '13')
  assert.equal(await page.getByLabel('Use grows a month by').inputValue(), '3')
  assert.deepEqual(await findings(page), [])
  // The link holds all of it, and so does a file, which the command reads too.
  const [said, table] = [await answer(page), await rows.first().textContent()]
  await page.reload()
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent === before, said)
  assert.equal(await rows.first().textContent(), table)
  await page.getByRole('button', { name: 'Share' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a scenario file' }).click()])
  const path = await download.path()
  const file = JSON.parse(await readFile(path, 'utf8'))
  assert.deepEqual(file.groups.map(({ name, people, growth }) => [name, people, growth]), [['', 40, 0.03], ['Support', 15, 0.09]])
  assert.deepEqual(file.groups[1].work.map(({ profile, harness, offer, share }) => [profile, harness, offer, share])[1], ['code-review', 'claude-code', 'anthropic/claude-haiku-4-5', 0.6])
  await page.getByRole('radio', { name: /Support/ }).check()
  await page.getByRole('button', { name: 'Remove this group' }).click()
  assert.equal(await answer(page), alone)
  await page.getByRole('button', { name: 'Share' }).click()
  const input = page.locator('.tools input[type=file]')
  await input.setInputFiles(path)
  await page.waitForFunction((before) => document.querySelector('.team h1')?.textContent === before, said)
  // Written by hand for the command, without the page's address.
  const { page: address, ...byHand } = file
  await page.getByRole('button', { name: 'Share' }).click()
  await input.setInputFiles({ name: 'fleet.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ ...byHand, groups: [byHand.groups[1]] })) })
  await page.waitForFunction(() => document.querySelectorAll('.group-choice').length === 1)
  assert.equal(await page.getByLabel('People who use agents').inputValue(), '15')
  assert.equal(await page.getByLabel('Share of model 2').inputValue(), '60')
  quiet()
  await context.close()
})

test('a link whose groups cannot be read says so and keeps the first', async () => {
  const { page, context, quiet } = await visit(browser, { hash: '#/team?v=1&at=2026-11-22T05:30Z&pe=12&gr=Support~0~80~40~day~13~28~20~3~bug-fix~plain-loop~3~' })
  assert.match(await page.locator('.notice:visible').textContent(), /gr=Support~0/)
  assert.match(await page.locator('.team .eyebrow').textContent(), /^12 people/)
  quiet()
  await context.close()
})

const AT = '2026-11-22T05:30Z'
const OPUS = 'anthropic/claude-opus-4-8'
const BY_TASK = `#/team?v=1&at=${AT}&tm=task&mx=${OPUS}*100`
const engine = createEngineSync()
const fleet = await createFleet()
const en = createFormat('en-GB')

/** A finding by what it is about. */
const finding = (page, about) => page.locator('.team .findings li').filter({ hasText: about })

/** What the engine says of a link's only group: its year, and its task where it has one. */
function asked(hash) {
  const { state } = decode(hash)
  const year = yearOf(state, AT)
  const group = fleetGroup(groupsOf(state)[0], OPUS)
  const [spend] = fleet.fleet(requestOf([group], year, AT)).groups
  const { task: profile, harness } = state
  const [task] = engine.project({ profile, harness, offers: [OPUS], at: AT, runs: 0 }).offers
  return { group, spend, task, perMonth: (spend.tasks / year.days) * 30.44 }
}

test('a model on GPUs of one’s own: its price, the month, and the volume from which it is cheaper than the API', async () => {
  const { page, context, quiet } = await visit(browser, { hash: BY_TASK })
  const field = (name) => page.getByRole('spinbutton', { name })
  const host = finding(page, 'Host it yourself')
  await page.getByText('Rented GPUs').click()
  await field(/^A GPU’s hour/).fill('4.08')
  // Nobody said how fast it is: nothing is made up.
  assert.equal(await host.count(), 0)
  await field(/^Tokens a second/).fill('2500')
  // 4.08 / (2,500 x 3,600 s x 50 %) = 0.907 per million.
  await host.getByText('$0.91 a million tokens').waitFor()
  const { task, perMonth } = asked(BY_TASK)
  const machines = { gpuHour: 4.08, tokensPerSecond: 2500, utilisation: 0.5, gpus: 8 }
  const api = (task.cost.mean / task.tokens.mean) * 1e6
  const { breakEven } = fleet.hosting({ ...machines, apiPrice: api })
  assert.ok(breakEven > 0)
  // 4.08 x 8 x 730.5 h = 23,844 a month, 2,500 x 8 x 730.5 x 3,600 s = 52.6 thousand million tokens.
  assert.equal(await host.locator('.sub').textContent(), `Cheaper than the API’s ${en.forecast(api, 'USD')} from ${en.short(breakEven)} tokens a month; used here: ${en.short(perMonth * task.tokens.mean)}. 8 GPUs: $24,000 a month, up to 53B tokens.`)
  await page.waitForURL(/gh=4.08&gt=2500/)
  assert.doesNotMatch(page.url(), /g[bnwp]=/)
  await field(/^Power of a GPU/).fill('1.4')
  await field(/^A kWh/).fill('0.1')
  await field(/^Loaded/).fill('100')
  // (4.08 + 0.14) / 9 = 0.469.
  await host.getByText('$0.47 a million tokens').waitFor()
  await field(/^Loaded/).fill('0')
  assert.ok(await page.getByText('1 to 100 %').isVisible())
  await page.waitForURL(/gb=100&gw=1.4&gp=0.1/)
  assert.deepEqual(await findings(page), [])
  await page.reload()
  await host.getByText('$0.47 a million tokens').waitFor()
  assert.equal(await field(/^A GPU’s hour/).inputValue(), '4.08')
  await field(/^A GPU’s hour/).fill('400000')
  await host.getByText(`Dearer than the API’s ${en.forecast(api, 'USD')} even at full load.`).waitFor()
  await page.getByRole('radio', { name: 'A day’s cost' }).check()
  await host.getByText('Beside the API: not known without tasks.').waitFor()
  await field(/^Tokens a second/).fill('')
  await host.waitFor({ state: 'detached' })
  quiet()
  await context.close()
})

test('carbon at the grid of the reader’s choice, as an interval', async () => {
  const { page, context, quiet } = await visit(browser, { hash: BY_TASK })
  const { task, perMonth } = asked(BY_TASK)
  const tokens = (kind) => task.parts.filter((part) => kind.test(part.kind)).reduce((sum, part) => sum + part.tokens, 0) * perMonth
  const at = (gridLow, gridHigh) => {
    const { wattHours, grams } = fleet.energy({ class: 'flagship', input: tokens(/^(input|cacheWrite)/), cacheRead: tokens(/^cacheRead/), output: tokens(/^(output|reasoning)/), gridLow, gridHigh })
    const range = (of) => [of.low, of.high].map((value) => en.significant(value / 1000)).join('–')
    return `${range(wattHours)} kWh a monthat the data centre; ${range(grams)} kg of CO₂ at ${gridLow === gridHigh ? gridLow : `${gridLow} to ${gridHigh}`} g a kWh`
  }
  const energy = finding(page, 'kWh a month')
  const told = async (text) => {
    await energy.getByText(text.split('; ')[1]).waitFor()
    assert.equal(await energy.textContent(), `Energy${text}`)
  }
  await told(at(11, 910))
  assert.doesNotMatch(page.url(), /e[l01]=/)
  const grid = page.getByLabel('Grid of the data centre')
  for (const [choice, low, high] of [['low', 11, 48], ['world', 458, 473], ['coal', 740, 910], ['vendor', 125, 125]]) {
    await grid.selectOption(choice)
    await told(at(low, high))
    await page.waitForURL(new RegExp(`el=${choice}`))
  }
  await grid.selectOption('own')
  await page.getByLabel('CO₂ a kWh, to').fill('300')
  await page.getByLabel('CO₂ a kWh, from').fill('200')
  await told(at(200, 300))
  await page.waitForURL(/el=own&e0=200&e1=300/)
  assert.deepEqual(await findings(page), [])
  await page.reload()
  await told(at(200, 300))
  // Ends that cross are said, and the last answer stays.
  await page.getByLabel('CO₂ a kWh, to').fill('100')
  await page.locator('.team .notice.bad').filter({ hasText: 'gridHigh' }).waitFor()
  await told(at(200, 300))
  quiet()
  await context.close()
})

test('what a task is worth with what is lost behind it and a review of each, in the link and after a reload', async () => {
  const hash = `${BY_TASK}&wo=50`
  const { page, context, quiet } = await visit(browser, { hash })
  const { task, group, spend } = asked(hash)
  const value = (loss, review) => fleet.value({ cost: task.cost.mean, tokens: task.tokens.mean, success: task.success, worth: 50, loss, review, agents: group.people * group.activeShare, tasksPerDay: group.tasksPerDay, heavySigma: spend.heavySigma, elasticity: Math.log10(2) })
  const amount = (dollars) => en.forecast(dollars, 'USD')
  const said = finding(page, 'Return on a task')
  await said.getByText(`${en.significant(value(0, 0).roi)}× what it costs`).waitFor()
  assert.doesNotMatch(await said.textContent(), /with loss and review/)
  await page.getByLabel('Lost behind its cost').fill('65')
  await page.getByLabel('Review of a task').fill('12.5')
  const { roi, fullFare, fare, breakEvenWorth } = value(0.65, 12.5)
  await said.getByText(`${en.significant(roi)}× what it costs`).waitFor()
  await said.getByText(`Nothing is gained below ${amount(breakEvenWorth)} a task. A completed task costs ${amount(fullFare)} with loss and review, ${amount(fare)} for its tokens alone.`).waitFor()
  await page.waitForURL(/lo=65&rv=12.5/)
  await page.reload()
  await said.getByText(`${en.significant(roi)}× what it costs`).waitFor()
  // A review dearer than the task is worth: a loss, said as one.
  await page.getByLabel('Review of a task').fill('200')
  await said.getByText(`loses ${en.percent(-value(0.65, 200).roi, '')} of what it costs`).waitFor()
  await page.getByLabel('Lost behind its cost').fill('1001')
  assert.ok(await page.getByText('0 to 1,000 %').isVisible())
  assert.deepEqual(await findings(page), [])
  // Nothing is asked of who says no worth.
  await page.getByLabel('A completed task is worth').fill('0')
  await page.getByLabel('Review of a task').waitFor({ state: 'hidden' })
  quiet()
  await context.close()
})

test('what a leaderboard of tokens shows of the heaviest tenth, and what they delivered', async () => {
  const hash = `#/team?v=1&at=${AT}&hv=60`
  const { page, context, quiet } = await visit(browser, { hash })
  const { heavySigma } = asked(hash).spend
  const said = finding(page, 'What a leaderboard of tokens rewards')
  const percent = (share) => en.percent(share, '')
  const by = (outputOfTen) => fleet.value({ cost: 1, success: 1, heavySigma, elasticity: Math.log10(outputOfTen) })
  const { tokenShare, outputShare } = by(2)
  assert.equal(percent(tokenShare), '60%')
  assert.ok(outputShare > 0.1 && outputShare < 0.3)
  assert.equal(await said.locator('.finding').textContent(), `60% of tokens, ${percent(outputShare)} of output`)
  assert.match(await said.locator('.sub').textContent(), new RegExp(`: ${en.significant(tokenShare / outputShare)}× .*\\(elasticity 0.30\\)\\.$`))
  const output = page.getByLabel('Ten times the tokens deliver')
  // As much output as tokens: they deliver what the board shows. None of it: they deliver as everybody does.
  for (const [times, share] of [['10', '60%'], ['1', '10%'], ['3.5', percent(by(3.5).outputShare)]]) {
    await output.fill(times)
    await said.getByText(`60% of tokens, ${share} of output`).waitFor()
  }
  await page.waitForURL(/oe=3.5/)
  await page.reload()
  await said.getByText(`${percent(by(3.5).outputShare)} of output`).waitFor()
  await output.fill('101')
  assert.ok(await page.getByText('1 to 100 ×').isVisible())
  quiet()
  await context.close()
})

test('machines, grid and leaderboard in Chinese on a narrow page', async () => {
  const { page, context, quiet } = await visit(browser, { hash: `${BY_TASK}&el=own&e0=200&e1=300&gh=4.08&gt=2500&wo=50`, language: 'zh', width: 360 })
  await finding(page, '自行部署').getByText(/^每百万 token (US)?\$0\.91$/).waitFor()
  await finding(page, 'token 排行榜').getByText(/^token 占 40%，产出占 \d+%$/).waitFor()
  await finding(page, '能耗').getByText(/按每 kWh 200 至 300 g 计/).waitFor()
  await page.getByRole('button', { name: '修改' }).click()
  const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(content <= room, `${content} > ${room}`)
  assert.deepEqual(await findings(page), [])
  quiet()
  await context.close()
})
