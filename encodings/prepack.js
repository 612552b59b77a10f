/** The licences of the repository, and a refusal to pack without the vocabularies. */
import { access, copyFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { encodings } from './index.js'

for (const [name, url] of Object.entries(encodings)) {
  await access(fileURLToPath(url())).catch(() => {
    throw new Error(`${name} is not built: run \`cargo xtask vocab --open\` first`)
  })
}
for (const file of ['LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE']) await copyFile(new URL(`../${file}`, import.meta.url), new URL(file, import.meta.url))
