/** What every view works with: words, formats, money, prices, projections, in the reader's language. */
import { createFormat } from './format.js'
import { LOCALES } from './i18n.js'
import { createMoney } from './money.js'
import { defaults } from './state.js'

/** @typedef {import('./state.js').View} ViewName */

/** Tokenizers that the package carries and counts exactly. */
const ENCODINGS = ['o200k_base', 'cl100k_base']

/**
 * @typedef {object} Page what every view works with
 * @property {import('./i18n.js').Language} language
 * @property {import('./i18n.js').Words} t
 * @property {import('./format.js').Format} format
 * @property {import('./money.js').Money} money
 * @property {import('./store.js').Store} store
 * @property {import('./offers.js').Offers} offers
 * @property {import('./projecting.js').Projecting} projecting
 * @property {import('./fleet.js').Fleet} fleet
 * @property {(what: 'profile' | 'harness', id: string, name: string) => string} nameOf the reader's words for an id, else the engine's
 * @property {(profile: string) => string} doneWords how a finished task of a profile is called in a sentence
 * @property {ViewName[]} views
 * @property {string[]} encodings
 * @property {() => string} at the instant prices are read at, RFC 3339
 * @property {(view: ViewName) => import('./state.js').State} carry the state another view opens with
 */

/**
 * @param {import('./engine.js').Opened} opened
 * @param {object} around
 * @param {import('./store.js').Store} around.store
 * @param {ViewName[]} around.views
 * @param {import('./i18n.js').Language} around.language
 * @param {import('./i18n.js').Words} around.t its words
 * @param {string} around.openedAt the instant of the prices where the state names none
 * @returns {Page}
 */
export function createPage({ offers, projecting, fleet }, { store, views, language, t, openedAt }) {
  const format = createFormat(LOCALES[language])
  const money = createMoney(format, t, () => store.state, () => offers.exchange())
  return {
    language,
    t,
    format,
    money,
    store,
    offers,
    projecting,
    fleet,
    nameOf: (what, id, name) => t.maybe(`${what}.${id}`) ?? name,
    doneWords: (profile) => t.maybe(`done.${profile}`) ?? t('task.done.any'),
    views,
    encodings: ENCODINGS,
    at: () => store.state.at ?? openedAt,
    carry(view) {
      const { at, currency, perUsd, ownRates, discounts } = store.state
      return { ...defaults(), at, currency, perUsd, ownRates, discounts, view }
    },
  }
}
