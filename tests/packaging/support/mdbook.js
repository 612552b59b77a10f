/** mdBook, as `cargo xtask` installs it for this checkout; else the one on the PATH. */
import { access } from 'node:fs/promises'
import { root } from './shell.js'

export async function mdbookProgram() {
  const own = `${root}target/tools/bin/mdbook`
  return access(own).then(
    () => own,
    () => 'mdbook',
  )
}
