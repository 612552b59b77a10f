import { loadEncoding } from '../../../index.js'
import { EXIT } from '../exit.js'
import { textOf } from '../input.js'
import { print } from '../output.js'

const COLUMNS = [
  { title: 'tokens', right: true, cell: (row) => row.tokens.toLocaleString('en'), value: (row) => row.tokens },
  { title: 'characters', right: true, cell: (row) => row.characters.toLocaleString('en'), value: (row) => row.characters },
  { title: 'file', cell: (row) => row.file },
]

export const command = {
  summary: 'Counts the tokens of texts, exactly, in one of the encodings of the package.',
  usage: '[file…] [--encoding name]',
  options: {
    encoding: { type: 'string', short: 'e', value: '<name>', help: 'o200k_base (default), cl100k_base, …' },
  },
  examples: [
    'taskfare count prompt.md',
    'cat *.ts | taskfare count --encoding cl100k_base',
    'taskfare count src/*.js --json',
  ],
  async run(values, files) {
    const encoding = await loadEncoding(values.encoding ?? 'o200k_base')
    const rows = []
    for (const file of files.length > 0 ? files : ['-']) {
      const text = await textOf(file)
      rows.push({ file, tokens: encoding.count(text), characters: [...text].length })
    }
    const total = rows.reduce((sum, row) => sum + row.tokens, 0)
    const after = rows.length > 1 ? `${total.toLocaleString('en')} tokens in ${rows.length} files (${encoding.name})` : ''
    print({ values, data: { encoding: encoding.name, total, files: rows }, columns: COLUMNS, rows, after })
    return EXIT.ok
  },
}
