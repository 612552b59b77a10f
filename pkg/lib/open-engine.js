import * as file from '../wasm/engine/engine.js'
import { Engine } from './engine.js'
import { openers } from './openers.js'

export const { open: openEngine, openNow: openEngineNow } = openers('engine', file, Engine)
