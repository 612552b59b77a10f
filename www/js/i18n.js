/** Words of the page in the reader's language. Each language is a plain module of sentences. */
import en from './i18n/en.js'
import zh from './i18n/zh.js'

/** @typedef {'en' | 'zh'} Language */
/** @typedef {keyof typeof en} Key */

const LANGUAGES = { en, zh }

/** @type {Record<Language, string>} */
export const LOCALES = { en: 'en-GB', zh: 'zh-CN' }

/** @param {Language} language */
export function createWords(language) {
  /** @type {Record<string, string>} */
  const words = LANGUAGES[language]

  /** The sentence of a key that may have none. @param {string} key */
  const maybe = (key) => words[key]

  /**
   * The sentence `key`, its `{holes}` filled.
   * @param {Key} key
   * @param {Record<string, string | number>} [holes]
   */
  const t = (key, holes = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in holes ? String(holes[name]) : whole))

  return Object.assign(t, { maybe })
}

/** @typedef {ReturnType<typeof createWords>} Words */
