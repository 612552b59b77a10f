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
  const words = LANGUAGES[language]
  /**
   * The sentence `key`, its `{holes}` filled.
   * @param {Key} key
   * @param {Record<string, string | number>} [holes]
   */
  return function t(key, holes = {}) {
    return words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in holes ? String(holes[name]) : whole))
  }
}

/** @typedef {ReturnType<typeof createWords>} Words */
