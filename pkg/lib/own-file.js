/** The wasm file for own prices, for the handles that find their files by themselves. */
import { compileFile } from '#file'

// Written out literally: the form by which Vite and webpack find a file.
export const ownFile = () => compileFile(new URL('../wasm/own/own_bg.wasm', import.meta.url))
