/**
 * Engine and tokenizer inside the script, for bundlers that cannot serve a file
 * beside it. Vocabularies are handed in: `loadEncoding(name, { url })` or `{ bytes }`.
 */
export * from './index.js'
