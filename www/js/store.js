/** The one state of the page, kept in step with its address and the browser's history. */
import { decode, encode } from './state.js'

/** @typedef {import('./state.js').State} State */
/** @typedef {(state: State, before: State, typed: boolean) => void} Listener `typed`: more may follow at once */

/**
 * @param {(problems: string[]) => void} onProblems told of what an address held that could not be read
 * @param {(state: State) => State} settle corrects a state to what exists
 */
export function createStore(onProblems, settle) {
  /** @type {Set<Listener>} */
  const listeners = new Set()
  let state = read()

  function read() {
    const { state, problems } = decode(location.hash)
    if (problems.length) onProblems(problems)
    return settle(state)
  }

  /** @param {State} next */
  function replace(next, typed = false) {
    const before = state
    state = next
    for (const listener of [...listeners]) listener(state, before, typed)
  }

  const follow = () => {
    if (location.hash !== encode(state)) replace(read())
  }
  window.addEventListener('popstate', follow)
  window.addEventListener('hashchange', follow)

  return {
    get state() {
      return state
    },
    /**
     * Changes parts of the state. A step is a place to come back to with the
     * browser's Back; anything else (typing) rewrites the present place.
     * @param {Partial<State>} patch
     * @param {{ step?: boolean }} [how]
     */
    set(patch, { step = false } = {}) {
      const next = settle({ ...state, ...patch })
      const address = encode(next)
      if (address !== encode(state)) {
        if (step) history.pushState(null, '', address)
        else history.replaceState(null, '', address)
      }
      replace(next, !step)
    },
    /** @param {Listener} listener */
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** @typedef {ReturnType<typeof createStore>} Store */
