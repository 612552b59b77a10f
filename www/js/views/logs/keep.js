/** The reader's choice to keep the result in this browser, and to forget it. */
import { fill, h } from '../../dom.js'
import { forgetKept, readKept, writeKept } from '../../logs/kept.js'
import { keepsLogs, setKeepsLogs } from '../../prefs.js'

/** @typedef {import('../../main.js').Page} Page */
/** @typedef {import('../../logs/kept.js').Kept} Kept */

/**
 * @param {Page} page
 * @param {object} acts
 * @param {() => Kept | null} acts.result what would be kept
 * @param {() => void} acts.onForget
 */
export function createKeep({ t }, { result, onForget }) {
  const box = h('input', { type: 'checkbox', checked: keepsLogs(), onchange: () => void choose(box.checked) })
  const problem = h('p', { class: 'error', role: 'alert' })
  const choice = h('div', null, h('label', { class: 'check' }, box, ' ', t('keep.choice')), h('p', { class: 'hint' }, t('keep.what')))
  const element = h('section', { class: 'logs-keep', 'aria-label': t('keep.label') }, choice, h('button', { type: 'button', class: 'button', onclick: () => void forget() }, t('keep.forget')), problem)

  /** @param {boolean} on */
  async function choose(on) {
    setKeepsLogs(on)
    await (on ? save() : tried(forgetKept))
  }

  async function forget() {
    setKeepsLogs(false)
    box.checked = false
    await tried(forgetKept)
    onForget()
  }

  async function save() {
    const kept = keepsLogs() ? result() : null
    if (kept && !(await tried(() => writeKept(kept)))) {
      setKeepsLogs(false)
      box.checked = false
    }
  }

  /** Storage may be forbidden or full: the page works without, and says so. @param {() => Promise<unknown>} act */
  async function tried(act) {
    try {
      await act()
      fill(problem, null)
      return true
    } catch {
      fill(problem, t('keep.failed'))
      return false
    }
  }

  return {
    element,
    /** Keeps the present result, where that was chosen. */
    save,
    /** @returns {Promise<Kept | undefined>} what was kept before */
    load: async () => (keepsLogs() ? readKept().catch(() => undefined) : undefined),
    /** @param {boolean} sample made-up work is not worth keeping */
    update(sample) {
      choice.hidden = sample
    },
  }
}
