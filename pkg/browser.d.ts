/** The same package for a plain `<script type="module">`, with the functions of `taskfare/analysis`, `taskfare/logs` and `taskfare/fleet`. */
export * from './index.js'
export { createAnalysis } from './analysis.js'
export { createFleet } from './fleet.js'
export { createLogs } from './logs.js'
