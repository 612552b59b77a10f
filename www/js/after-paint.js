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

/**
 * Drawing that waits until its place is about to be seen, and until the page is printed at the latest.
 * @param {Element} place
 * @returns {{ ask(draw: () => void): void, remove(): void }}
 */
export function createWhenSeen(place) {
  /** @type {(() => void) | null} */
  let wanted = null
  let near = false
  const settle = () => {
    const draw = wanted
    wanted = null
    draw?.()
  }
  const watcher = new IntersectionObserver(
    (entries) => {
      near = entries.at(-1)?.isIntersecting ?? false
      if (near) settle()
    },
    { rootMargin: '400px' },
  )
  watcher.observe(place)
  addEventListener('beforeprint', settle)
  return {
    ask(draw) {
      wanted = draw
      if (near) settle()
    },
    remove() {
      watcher.disconnect()
      removeEventListener('beforeprint', settle)
    },
  }
}
