/** What readers see where scripts are off is what the elements show where they are on. */
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { createEngine, format } from '../../pkg/index.js'

const root = new URL('../../', import.meta.url)
const files = ['README.md', 'pkg/README.md', ...['docs/src', 'tests/packaging/sites/pages'].flatMap((folder) => readdirSync(new URL(folder, root), { recursive: true }).map((file) => `${folder}/${file}`))]

/** Every element with its attributes, its text and where it stands. */
function* elements(tag) {
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    const text = readFileSync(new URL(file, root), 'utf8')
    for (const [, attributes, fallback] of text.matchAll(new RegExp(`<${tag} ([^>]*)>([^<]*)</${tag}>`, 'g'))) {
      const given = Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
      yield { file, given, fallback }
    }
  }
}

const dollars = (text) => text.match(/\$[\d.]+\d/g) ?? []
const instant = ({ at }) => `${at}T00:00:00Z`

test('tables', async () => {
  const engine = await createEngine()
  const found = [...elements('task-fare')]
  assert.ok(found.length >= 4)
  for (const { file, given, fallback } of found) {
    const { offers } = engine.project({ profile: given.profile, offers: given.models.split(/, ?/), at: instant(given) })
    const shown = offers.flatMap(({ cost, fare }) => [...Object.values(cost), fare]).map((amount) => format(amount, 'en', { forecast: true }))
    assert.ok(dollars(fallback).length > 0, `${file}: ${fallback}`)
    for (const figure of dollars(fallback)) assert.ok(shown.includes(figure), `${file} says ${figure}, the element shows ${shown}`)
  }
})

test('figures in sentences', async () => {
  const engine = await createEngine()
  const found = [...elements('fare-amount')]
  assert.ok(found.length >= 2)
  for (const { file, given, fallback } of found) {
    const usage = { input: Number(given.input.replace(',', '')), output: Number(given.output) }
    const { total } = engine.price({ model: given.model, usage, at: instant(given) })
    for (const figure of dollars(fallback)) {
      // A text may say fewer digits than the element, but no others.
      const digits = figure.split('.')[1]?.length ?? 0
      assert.equal(Number(total).toFixed(digits), figure.slice(1), `${file} says ${figure} for ${total}`)
    }
  }
})
