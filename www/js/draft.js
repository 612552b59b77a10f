/**
 * The text being worked on. It stays in this tab: through a change of language
 * or a reload, but in no link unless its owner puts it there.
 */
const KEY = 'taskfare.draft'
const KEPT = 2_000_000

/** @type {Draft | null} */
let held = null

/** @typedef {{ text: string, source: string | null }} Draft `source` names the files it came from */

/** @returns {Draft | null} null at first sight */
export function readDraft() {
  if (held) return held
  try {
    const stored = sessionStorage.getItem(KEY)
    held = stored === null ? null : JSON.parse(stored)
  } catch {
    held = null
  }
  return held
}

/** @param {Draft} draft */
export function writeDraft(draft) {
  held = draft
  try {
    if (draft.text.length <= KEPT) sessionStorage.setItem(KEY, JSON.stringify(draft))
    else sessionStorage.removeItem(KEY)
  } catch {
    // Forbidden or full: the text lasts as long as the page.
  }
}
