/**
 * The last result, kept in this browser where its reader wants that: figures and
 * names, never a line of a log.
 */

/** @typedef {import('./reading.js').Costs} Costs */
/** @typedef {import('./reading.js').WhatIf} WhatIf */
/** @typedef {{ day: string, costs: Costs, answers: Record<string, WhatIf> }} Kept `day` is that of the reading, RFC 3339 */

const [DATABASE, STORE] = ['taskfare', 'logs']

/** Of the shape of what is kept: raised with it, and what has another is as good as none. */
const SHAPE = 1

/**
 * Does something with the store, and closes it.
 * @template Result
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<Result>} act
 * @returns {Promise<Result>}
 */
function withStore(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, SHAPE)
    opening.onupgradeneeded = () => {
      const database = opening.result
      if (database.objectStoreNames.contains(STORE)) database.deleteObjectStore(STORE)
      database.createObjectStore(STORE)
    }
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const transaction = database.transaction(STORE, mode)
      const asked = act(transaction.objectStore(STORE))
      transaction.oncomplete = () => {
        database.close()
        resolve(asked.result)
      }
      transaction.onabort = () => {
        database.close()
        reject(transaction.error)
      }
    }
  })
}

/** @returns {Promise<Kept | undefined>} */
export const readKept = () => withStore('readonly', (store) => store.get('last'))

/** Samples of unreadable lines may show a prompt: they stay out. @param {Kept} kept */
export function writeKept({ day, costs, answers }) {
  const problems = costs.report.problems.map((problem) => ({ ...problem, text: '' }))
  const kept = { day, costs: { ...costs, report: { ...costs.report, problems } }, answers }
  return withStore('readwrite', (store) => store.put(kept, 'last'))
}

export const forgetKept = () => withStore('readwrite', (store) => store.clear())
