/** Words of the page in the reader's language. Each language is a plain module of sentences, loaded when it is read. */

/** @typedef {'en' | 'zh'} Language */
/** @typedef {typeof import('./i18n/en.js').default} Sentences */
/** @typedef {keyof Sentences} Key */

/** @type {Record<Language, () => Promise<{ default: Record<string, string> }>>} */
const LANGUAGES = { en: () => import('./i18n/en.js'), zh: () => import('./i18n/zh.js') }

/** @type {Record<Language, string>} */
export const LOCALES = { en: 'en-GB', zh: 'zh-CN' }

/** The words of a language. @param {Language} language */
export const loadWords = async (language) => createWords((await LANGUAGES[language]()).default)

/** @param {Record<string, string>} words */
export function createWords(words) {
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
