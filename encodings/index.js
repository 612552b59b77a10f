/**
 * Where the vocabularies are, by name. Importing reads none of them; every
 * address is written out literally, the form by which bundlers find a file.
 */
export const encodings = {
  qwen3: () => new URL('./vocab/qwen3.tfv.gz', import.meta.url),
  deepseek_v3: () => new URL('./vocab/deepseek_v3.tfv.gz', import.meta.url),
  glm4: () => new URL('./vocab/glm4.tfv.gz', import.meta.url),
  mistral_tekken: () => new URL('./vocab/mistral_tekken.tfv.gz', import.meta.url),
  kimi_k2: () => new URL('./vocab/kimi_k2.tfv.gz', import.meta.url),
}
