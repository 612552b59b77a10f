/**
 * Cloudflare Workers: WebAssembly may not be compiled at run time, so all
 * modules are imported and arrive compiled. There is no disk to read a
 * vocabulary from; the caller hands its bytes in.
 */
import engine from '../../wasm/engine/engine_bg.wasm'
import own from '../../wasm/own/own_bg.wasm'
import bodies from '../../wasm/bodies/bodies_bg.wasm'
import tokens from '../../wasm/tokens/tokens_bg.wasm'
import { taskfareError } from '../errors.js'

const MODULES = { engine, own, bodies, tokens }

export const platform = {
  name: 'workerd',
  encodings: [],
  compile: async (kind) => MODULES[kind],
  compileNow: (kind) => MODULES[kind],
  vocabulary: async (name) => {
    throw taskfareError('encoding-not-loaded', `a worker has no disk to read ${name} from`, {
      path: name,
      hint: `import bytes from 'taskfare/encodings/${name}.tfv.gz' with a Data rule, then loadEncoding('${name}', { bytes })`,
    })
  },
}
