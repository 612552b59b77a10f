/** Requests as callers write them, filled in to what the engine reads. */
import { optional, requireAmount, requireOptions, requireType, requireWhole, taskfareError } from './errors.js'
import { dated } from './prices.js'

/** What a projection takes where the caller does not say: a typical coding harness, enough draws for a steady p90. */
const PROJECTION = { harness: 'claude-code', runs: 2000, seed: 1 }

/** Offers of which a name alone is that model's standard offer. */
export function named(offers) {
  if (!Array.isArray(offers)) throw taskfareError('invalid-argument', 'expected an array of models or offers', { path: 'offers' })
  return offers.map((offer, at) => offerOf(offer, `offers[${at}]`))
}

function offerOf(offer, path) {
  if (typeof offer === 'string') return { model: offer }
  requireOptions(offer, ['model', 'serviceTier', 'region', 'currency'], path)
  requireType(offer.model, 'string', `${path}.model`)
  return offer
}

/** A profile or a harness: by its id, or one's own. */
function requireNamed(value, path) {
  if (typeof value !== 'string') requireType(value, 'object', path)
}

/** What can be said of a projection. */
const ASKED = ['profile', 'harness', 'offers', 'at', 'runs', 'seed', 'budget', 'mixes']

/** A request of a projection with everything filled in. */
export function projection(request) {
  const full = { ...PROJECTION, ...dated(request, 'request', ASKED) }
  requireNamed(full.profile, 'profile')
  requireNamed(full.harness, 'harness')
  requireWhole(full.runs, 'runs')
  requireWhole(full.seed, 'seed')
  optional(requireAmount, full.budget, 'budget')
  return { ...full, offers: named(full.offers) }
}

/** Groups whose work names its offer in short and may leave out the harness and the share of its only kind. */
export function groups(groups) {
  if (!Array.isArray(groups)) throw taskfareError('invalid-argument', 'expected an array of groups', { path: 'groups' })
  return groups.map((group, place) => groupOf(group, `groups[${place}]`))
}

export function groupOf(group, path) {
  requireType(group, 'object', path)
  const { work } = group
  if (work === undefined || work === null) return group
  if (!Array.isArray(work)) throw taskfareError('invalid-argument', 'expected an array of kinds of work', { path: `${path}.work` })
  return { ...group, work: work.map((one, place) => workOf(one, `${path}.work[${place}]`)) }
}

function workOf(work, path) {
  requireType(work, 'object', path)
  return { harness: PROJECTION.harness, share: 1, ...work, offer: offerOf(work.offer, `${path}.offer`) }
}
