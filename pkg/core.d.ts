/**
 * Bring your own wasm: `createEngine({ wasm })` and `loadEncoding(name, { wasm, bytes })`
 * with `taskfare/engine.wasm`, `taskfare/tokens.wasm` and `taskfare/encodings/*`; `ownWasm` is `taskfare/own.wasm`,
 * `bodiesWasm` is `taskfare/bodies.wasm`.
 */
export * from './index.js'
