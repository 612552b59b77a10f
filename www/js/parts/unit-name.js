/** What the page calls the kinds of usage, as offers and bills name them. */

/** @typedef {import('../main.js').Page} Page */

/** @param {Pick<Page, 't'>} page @param {string} unit */
export function unitName({ t }, unit) {
  /** @type {Record<string, string>} */
  const names = {
    input: t('unit.in'),
    output: t('unit.out'),
    cacheRead: t('unit.cacheRead'),
    cacheReadAudio: t('unit.cacheReadAudio'),
    cacheWrite: t('unit.cacheWrite'),
    cacheWrite5m: t('unit.cacheWrite5m'),
    cacheWrite30m: t('unit.cacheWrite30m'),
    cacheWrite1h: t('unit.cacheWrite1h'),
    cacheWrite12h: t('unit.cacheWrite12h'),
    reasoning: t('unit.reasoning'),
    imageInput: t('unit.imageInput'),
    imageOutput: t('unit.imageOutput'),
    audioInput: t('unit.audioInput'),
    audioOutput: t('unit.audioOutput'),
    storageTokenSeconds: t('unit.storage'),
    requests: t('unit.requests'),
    webSearches: t('unit.webSearches'),
    fileSearches: t('unit.fileSearches'),
    codeSessions: t('unit.codeSessions'),
    postsFetched: t('unit.postsFetched'),
    profilesFetched: t('unit.profilesFetched'),
    otherTools: t('unit.otherTools'),
  }
  return names[unit] ?? unit
}

/** A kind as a sentence has it: without what its price is for. @param {Pick<Page, 't'>} page @param {string} kind a field of the usage */
export function kindWords(page, kind) {
  const { t } = page
  if (kind.startsWith('cacheWrite')) return t('kind.write')
  /** @type {Record<string, string>} */
  const known = { input: 'fresh', cacheRead: 'read' }
  return t.maybe(`kind.${known[kind] ?? kind}`) ?? unitName(page, kind)
}
