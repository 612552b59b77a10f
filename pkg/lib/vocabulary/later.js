/** A vocabulary file that the user brings, into what `loadEncoding(name, { bytes })` takes; what reads it comes when it is asked for. */
export const packVocabulary = async (file, options) => (await import('./index.js')).packVocabulary(file, options)
