import { createEngine, format } from 'taskfare'

const engine = await createEngine()
const model = 'gpt-5.5'
const text = 'Fix the failing test in src/parser.rs.'

// The tokens of a prompt, and how sure that count is.
const { tokens, grade } = await engine.count({ model, text })

// What one call costs: a decimal string, exact to the last digit.
const { total } = engine.price({ model, usage: { input: tokens, output: 800 } })
console.log(`${tokens} tokens (${grade}), one call ${format(total, 'en')}`)

// What the whole task will cost: many calls over a growing context, as a distribution.
const { offers } = engine.project({ profile: 'bug-fix', offers: [model, 'claude-sonnet-4-5'] })
for (const { model, cost } of offers) {
  const said = (value) => format(value, 'en', { forecast: true })
  console.log(cost ? `${model}: typically ${said(cost.p50)}, 9 in 10 below ${said(cost.p90)}` : `${model}: unpriced`)
}
