import * as file from '../wasm/analysis/analysis.js'
import { Analysis } from './analysis.js'
import { openers } from './openers.js'

export const { open: openAnalysis, openNow: openAnalysisNow } = openers('analysis', file, Analysis)
