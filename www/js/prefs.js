/** What this reader prefers on this machine. Never part of a shared link. */

/** @typedef {import('./i18n.js').Language} Language */
/** @typedef {'auto' | 'light' | 'dark'} Theme */

const THEMES = /** @type {const} */ (['auto', 'light', 'dark'])

/** Storage may be forbidden; the page works without. @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(`taskfare.${key}`)
  } catch {
    return null
  }
}

/** @param {string} key @param {string} value */
function write(key, value) {
  try {
    localStorage.setItem(`taskfare.${key}`, value)
  } catch {
    // Forbidden or full: the choice lasts as long as the page.
  }
}

/** @returns {Language} */
export function language() {
  const chosen = read('language') ?? navigator.language
  return chosen.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** @param {Language} value */
export const setLanguage = (value) => write('language', value)

/** @returns {Theme} */
export function theme() {
  const chosen = /** @type {Theme} */ (read('theme'))
  return THEMES.includes(chosen) ? chosen : 'auto'
}

/** @param {Theme} value */
export function setTheme(value) {
  write('theme', value)
  applyTheme()
}

/** The theme after this one. */
export const nextTheme = () => /** @type {Theme} */ (THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length])

export function applyTheme() {
  const value = theme()
  if (value === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = value
}

/** Whether the result of logs is kept in this browser: only where its reader said so. */
export const keepsLogs = () => read('keep-logs') === 'on'

/** @param {boolean} on */
export const setKeepsLogs = (on) => write('keep-logs', on ? 'on' : 'off')

export const keysOn = () => read('keys') !== 'off'

/** @param {boolean} on */
export const setKeysOn = (on) => write('keys', on ? 'on' : 'off')
