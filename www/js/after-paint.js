/**
 * Work that a keystroke asks for but need not wait for: what was typed is painted
 * first, and of several askings the last is answered.
 */

/** @returns {{ ask(work: () => void): void, drop(): void }} */
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
