import { createEngine, loadEncoding } from '../../../index.js'
import { numberText } from '../english.js'
import { EXIT } from '../exit.js'
import { textOf } from '../input.js'
import { print, progress } from '../output.js'
import { UsageError } from '../usage-error.js'

const number = (name) => ({ title: name, right: true, cell: (row) => numberText(row[name]), value: (row) => row[name] })
const EXACT = [number('tokens'), number('characters'), { title: 'file', cell: (row) => row.file }]
const GRADED = [
  number('tokens'),
  { title: 'range', right: true, cell: (row) => (row.low === row.high ? '' : `${numberText(row.low)}–${numberText(row.high)}`) },
  { title: 'grade', cell: (row) => row.grade },
  number('characters'),
  { title: 'file', cell: (row) => row.file },
]

/** A text that takes long enough to be told of, in UTF-16 units: about half a second. */
const LONG = 2_000_000

/** Code points, without a list of them. */
function charactersOf(text) {
  let characters = 0
  for (const _ of text) characters++
  return characters
}

/** What counts one text: an encoding, exactly, or a model's tokenizer, graded. */
async function counter(values) {
  if (values.model === undefined) {
    const encoding = await loadEncoding(values.encoding ?? 'o200k_base')
    return { by: { encoding: encoding.name }, columns: EXACT, count: (text) => ({ tokens: encoding.count(text) }) }
  }
  if (values.encoding !== undefined) throw new UsageError('--model and --encoding exclude each other')
  const engine = await createEngine()
  const count = async (text) => {
    const { tokens, low, high, grade, basis } = await engine.count({ model: values.model, text })
    return { tokens, low, high, grade, basis }
  }
  return { by: { model: values.model }, columns: GRADED, count }
}

export const command = {
  summary: 'Counts the tokens of texts: exactly in an encoding, or graded for a model.',
  usage: '[file…] [--encoding <name> | --model <name>]',
  options: {
    encoding: { type: 'string', short: 'e', value: '<name>', help: 'o200k_base (default), cl100k_base, …' },
    model: { type: 'string', short: 'm', value: '<name>', help: 'the model whose tokenizer counts; the grade says how sure that is' },
  },
  examples: [
    'taskfare count prompt.md',
    'cat *.ts | taskfare count --encoding cl100k_base',
    'taskfare count prompt.md --model claude-sonnet-4-5',
    'taskfare count src/*.js --json',
  ],
  async run(values, files) {
    const { by, columns, count } = await counter(values)
    const rows = []
    for (const file of files.length > 0 ? files : ['-']) {
      const text = await textOf(file)
      if (text.length > LONG) progress(`counting ${(text.length / 1e6).toFixed(0)} million characters of ${file}`)
      rows.push({ file, ...(await count(text)), characters: charactersOf(text) })
    }
    progress('')
    const total = rows.reduce((sum, row) => sum + row.tokens, 0)
    const after = rows.length > 1 ? `${numberText(total)} tokens in ${rows.length} files` : ''
    print({ values, data: { ...by, total, files: rows }, columns, rows, after })
    return EXIT.ok
  },
}
