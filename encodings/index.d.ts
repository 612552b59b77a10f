/** An open vocabulary of this package. */
export type EncodingName = 'qwen3' | 'deepseek_v3' | 'glm4' | 'mistral_tekken' | 'kimi_k2'

/**
 * The address of each vocabulary file, for `loadEncoding(name, { url })` of taskfare. A model whose
 * tokenizer it is counts exactly once it is loaded. NOTICE names the licence of each.
 */
export const encodings: Readonly<Record<EncodingName, () => URL>>
