/** No files of its own: everything is handed in (`taskfare/core`). */
import { taskfareError } from '../errors.js'

const wanted = (what, hint) => {
  throw taskfareError('asset-unavailable', `taskfare/core has no ${what} of its own`, { hint })
}

/** By which option a file is handed in. */
const OPTIONS = { own: 'ownWasm', bodies: 'bodiesWasm' }

export const platform = {
  name: 'core',
  encodings: [],
  compile: async (kind) => wanted(`${kind} wasm`, `pass { ${OPTIONS[kind] ?? 'wasm'} }: the file is 'taskfare/${kind}.wasm'`),
  vocabulary: async (name) => wanted('vocabulary', `pass { bytes } or { url }: the file is 'taskfare/encodings/${name}.tfv.gz'`),
}
