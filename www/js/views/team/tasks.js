/** The tasks a group does, projected, where they are given. */

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../fleet.js').FleetGroup} FleetGroup */
/** @typedef {{ offer: string, share: number, row: import('../../projecting.js').OfferProjection }} Task a kind of a group's tasks, projected */

/** The projections of the tasks a group does; none where only its cost is given. @param {Page} page @param {FleetGroup} group @returns {Task[]} */
export function tasksOf({ projecting, at }, group) {
  return (group.work ?? []).flatMap(({ profile: task, harness: policy, offer, share = 1 }) => {
    const profile = projecting.profiles().find(({ id }) => id === task)
    const harness = projecting.harnesses().find(({ id }) => id === policy)
    if (!profile || !harness || typeof offer !== 'string') return []
    const row = projecting.closed({ scenario: { profile, harness }, offers: [offer], at: at(), service: 'standard' }).get(offer)
    return row ? [{ offer, share, row }] : []
  })
}

/**
 * The mean task of a group; nothing where only a day's cost is given, or prices are not in US dollars.
 * @param {Page} page @param {FleetGroup} group
 */
export function meanTask(page, group) {
  const tasks = tasksOf(page, group)
  if (tasks.length === 0 || !tasks.every(({ row }) => row.currency === 'USD' && row.cost)) return null
  const mean = (/** @type {(row: Task['row']) => number} */ value) => tasks.reduce((sum, { share, row }) => sum + share * value(row), 0)
  return { cost: mean(({ cost }) => cost?.mean ?? 0), tokens: mean(({ tokens }) => tokens?.mean ?? 0), success: mean(({ success }) => success) }
}
