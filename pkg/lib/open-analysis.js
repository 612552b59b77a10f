import * as file from '../wasm/analysis/analysis.js'
import { Analysis } from './analysis.js'
import { openers } from './openers.js'

const { open } = openers('analysis', file, Analysis)

/** `analysis` compiles the package's file, which no platform bundles for those who never ask for it. */
export const openAnalysis = (analysis, platform, options) =>
  open({ ...platform, compile: (kind) => (kind === 'analysis' ? analysis() : platform.compile(kind)) }, options)
