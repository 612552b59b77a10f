/** Work that can wait until the page has been painted, or until it has nothing better to do. */

/**
 * Work that a keystroke asks for but need not wait for: what was typed is painted
 * first, and of several askings the last is answered.
 * @returns {{ ask(work: () => void): void, drop(): void }}
 */
export function createAfterPaint() {
  let asked = 0
  return {
    ask(work) {
      const own = ++asked
      requestAnimationFrame(() => setTimeout(() => own === asked && work()))
    },
    drop() {
      asked++
    },
  }
}

/** Work for when the page has nothing better to do. @param {() => void} work @returns {() => void} takes it back */
export function whenIdle(work) {
  if ('requestIdleCallback' in window) {
    const handle = requestIdleCallback(work, { timeout: 2000 })
    return () => cancelIdleCallback(handle)
  }
  const handle = setTimeout(work, 200)
  return () => clearTimeout(handle)
}

/** Lets the browser paint and take what was typed or clicked, and goes on soon. @returns {Promise<void>} */
export function breathe() {
  const { scheduler } = /** @type {{ scheduler?: { yield?(): Promise<void> } }} */ (globalThis)
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve))
}
