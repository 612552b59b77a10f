/** The views that a first visit may never open, fetched together. */
export * as logs from './logs.js'
export * as prices from './prices.js'
export * as prompt from './prompt.js'
export * as team from './team.js'
