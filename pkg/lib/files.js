/** Wasm files beside its own, for a handle that finds its files by itself. */
import { compileFile } from '#file'

// Written out literally: the form by which Vite and webpack find a file.
export const ownFile = () => compileFile(new URL('../wasm/own/own_bg.wasm', import.meta.url))
export const bodiesFile = () => compileFile(new URL('../wasm/bodies/bodies_bg.wasm', import.meta.url))
