/**
 * Bring your own wasm: `createEngine({ wasm })` and `loadEncoding(name, { wasm, bytes })`
 * with `taskfare/engine.wasm`, `taskfare/tokens.wasm` and `taskfare/encodings/*`.
 */
export * from './index.js'
