import type { Encoding as RawEncoding } from './wasm/tokens/tokens.js'
import type { Engine as RawEngine } from './wasm/engine/engine.js'

import type { CallUsage } from './wasm/bodies/bodies.js'
import type { OwnTable } from './wasm/own/own.js'

export type {
  Band,
  Bill,
  ExchangeRate,
  Harness,
  Interval,
  Line,
  Mix,
  Mixed,
  Offer,
  OfferProjection,
  Plan,
  PricedColumns,
  Profile,
  Projection,
  Quantiles,
  ServiceTier,
  SourceInfo,
  SourcesOfRate,
  Status,
  TokenCount,
  Usage,
} from './wasm/engine/engine.js'
export type { CallUsage } from './wasm/bodies/bodies.js'
export type { OwnTable } from './wasm/own/own.js'

/** What is wrong, stable across releases. */
export type ErrorCode =
  | 'unknown-model'
  | 'no-price-at'
  | 'encoding-not-loaded'
  | 'bad-vocabulary'
  | 'invalid-usage'
  | 'invalid-profile'
  | 'bad-price-table'
  | 'bad-log-line'
  | 'unknown-log-format'
  | 'bad-share-link'
  | 'invalid-argument'
  | 'asset-unavailable'
  | 'wasm-blocked'
  | 'worker-failed'
  | 'worker-closed'

/** Every error of this package: a real `Error` that says what, where, and what to do. */
export interface TaskfareError extends Error {
  name: 'TaskfareError'
  code: ErrorCode
  /** The field, file or option that is wrong; null where there is no one place. */
  path: string | null
  /** The line of the input, counted from 1; null where there are no lines. */
  line: number | null
  /** What to do about it; null where there is nothing to say. */
  hint: string | null
}

/** Whether `error` came from taskfare, from whichever copy of it. */
export function isTaskfareError(error: unknown): error is TaskfareError

/** An instant: RFC 3339 (`2026-11-22T12:00:00Z`), a valid `Date`, milliseconds since 1970, or `'now'`. */
export type InstantInput = string | Date | number

/** A request whose instant may be left out: it is then the present, and the answer says which. */
export type Dated<Request> = Omit<Request, 'at'> & { at?: InstantInput }

/** What to count for a model: a text, or a request body of OpenAI, Anthropic or Gemini. */
export interface CountRequest {
  /** In any spelling; a request body may name it instead. */
  model?: string
  text?: string
  /** A request body as it would be sent: messages, tools, images. */
  request?: object
  /** The body's format, where its fields do not tell. */
  format?: 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini'
  /** True: no vocabulary is loaded, the count is estimated. */
  estimate?: boolean
  /** A text that the vendor counted, to narrow the range: its own text and the reported tokens. */
  calibration?: { text: string; reported: number }
}

/** A call to price. */
export type PriceRequest = Dated<Parameters<RawEngine['price']>[0]>
/** A sample text by its counts, on one model. */
export type CharactersRequest = Dated<Parameters<RawEngine['perMillionCharacters']>[0]>
/** Calls of one model to price, as columns. */
export type PriceManyRequest = Omit<Parameters<RawEngine['priceMany']>[0], 'at'> & { at?: InstantInput | Float64Array }
type RawProjectRequest = Parameters<RawEngine['project']>[0]
/** A task to project. */
export type ProjectRequest = Dated<Omit<RawProjectRequest, 'offers' | 'harness' | 'runs' | 'seed'>> & {
  /** Models by name (their standard offers), or offers with service tier, region and currency; answered in this order. */
  offers: (string | RawProjectRequest['offers'][number])[]
  /** The policy around the model, by id or one's own; `claude-code` where not given. */
  harness?: RawProjectRequest['harness']
  /** Simulated tasks per offer; 2,000 where not given, 0 = closed form. */
  runs?: number
  /** Names the draws: the same seed, the same figures; 1 where not given. */
  seed?: number
}
/** Which models to list. */
export type ModelsQuery = Dated<Parameters<RawEngine['models']>[0]>
/** Whose rates to list, from when to when. */
export type RatesQuery = Parameters<RawEngine['rates']>[0]

/** A `WebAssembly.Module`; Node's own types do not know it. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object
/** Bytes in any form. */
export type Bytes = ArrayBuffer | ArrayBufferView
/** What `createEngine({ wasm })` accepts: compiled, as bytes, as a response, or by its address. */
export type WasmSource = WasmModule | Bytes | Response | URL | string | Promise<WasmModule | Bytes | Response>

/** A table with own prices in it, as `compilePrices` gives it: bytes of this release, for every handle of it. */
export type CompiledPrices = Uint8Array

export interface EngineOptions {
  /**
   * Own offers, negotiated discounts and fresher prices on top of the table of this release. Throws `bad-price-table`.
   * Reads one file more, `taskfare/own.wasm`, unless they are compiled.
   */
  prices?: OwnTable | CompiledPrices
  /** The engine's wasm, where the package cannot find it itself (`taskfare/engine.wasm`). */
  wasm?: WasmSource
  /** The wasm that compiles own prices, where the package cannot find it itself (`taskfare/own.wasm`). */
  ownWasm?: WasmSource
  /** The wasm that takes bodies of requests and responses apart, where the package cannot find it itself (`taskfare/bodies.wasm`). */
  bodiesWasm?: WasmSource
}

export interface EngineSyncOptions {
  /** As for `createEngine`; a page compiles them first, or hands in `ownModule`. */
  prices?: OwnTable | CompiledPrices
  /** The compiled engine wasm; Node and workerd find it themselves. */
  module?: WasmModule
  /** The compiled wasm of own prices; Node and workerd find it themselves. */
  ownModule?: WasmModule
  /** As for `createEngine`. */
  bodiesWasm?: WasmSource
}

/** Bytes of a vocabulary file read so far, as they travel; `total` is null where the server does not say. */
export interface LoadProgress {
  loaded: number
  total: number | null
}

export interface LoadEncodingOptions {
  /** Told as the vocabulary arrives. */
  onProgress?: (progress: LoadProgress) => void
  /** Where the vocabulary file is, where the package cannot find it itself (`taskfare/encodings/<name>.tfv.gz`). */
  url?: string | URL
  /** The vocabulary file itself, gzipped or not. */
  bytes?: Bytes | Promise<Bytes>
  /** The tokenizer's wasm, where the package cannot find it itself (`taskfare/tokens.wasm`). */
  wasm?: WasmSource
}

/** A named tokenizer with its vocabulary in memory. Every method throws `invalid-argument` for a text that is no string. */
export interface Encoding {
  /** Its name: `o200k_base`. */
  readonly name: string
  /** Tokens of the text, exactly. */
  count(text: string): number
  /** Tokens of the text, or undefined where they are more than `limit`: the rest is then not looked at. Throws `invalid-argument` for a limit that is no whole number. */
  countUpTo(text: string, limit: number): number | undefined
  /** Token ids of the text. */
  encode(text: string): Uint32Array
  /** The text of token ids; a character cut in two becomes U+FFFD. Throws `invalid-argument` for what is no id, or of no token. */
  decode(ids: Iterable<number>): string
  /** The UTF-8 bytes of token ids. Throws `invalid-argument` for an id of no token. */
  decodeBytes(ids: Iterable<number>): Uint8Array
  /** Counts by kind of text, `[bytes, characters, low, tokens, high]` of each: what `Engine.count` grades. */
  counts(text: string): Uint32Array
  /** The end of every token in UTF-16 units, ascending; a character of several tokens ends with the last of them. */
  spans(text: string): ReturnType<RawEncoding['spans']>
}

/** The price table's own facts. */
export interface Table {
  /** The newest day on which a price of it was checked: `2026-11-12`. */
  readonly checked: string | undefined
  /** What was read, with release day, licence and address. */
  sources(): ReturnType<RawEngine['sources']>
  /** Subscription plans, each with the day on which it was checked. */
  plans(): ReturnType<RawEngine['plans']>
  /** Dated exchange rates, oldest first; for display only. */
  exchange(): ReturnType<RawEngine['exchange']>
}

/** Prices, bills and projections over one price table. Holds no vocabulary and reads no clock. */
export interface Engine {
  /** What the prices rest on. */
  readonly table: Table
  /** As the function `loadEncoding`: one shared handle per name. */
  loadEncoding(name: string, options?: LoadEncodingOptions): Promise<Encoding>
  /**
   * Tokens of a text or of a request body under a model's tokenizer, graded: exact where its
   * encoding is at hand, else a range with its basis. Any model name is taken; one that nobody
   * knows is graded `unknown`. Loads the tokenizer, and the encoding where the package has it.
   */
  count(request: CountRequest): Promise<ReturnType<RawEngine['count']>>
  /** The tokenizer of a model, and which encodings count it exactly. */
  tokenizer(model: string): ReturnType<RawEngine['tokenizer']>
  /**
   * The itemised bill of one call, exact: amounts are decimal strings whose sum is the total.
   * Missing data is no error: the bill says `partial` (a lower bound) or `unpriced`, and why.
   * Throws `invalid-usage` for counts no call can have, `invalid-argument` for a malformed request.
   */
  price(request: PriceRequest): ReturnType<RawEngine['price']>
  /**
   * Exact totals of many calls of one model at once, as columns; a number stands for every call. Totals that are lower
   * ends of a range have their upper ends in `highs`. Throws `invalid-usage` with the `line` of the call.
   */
  priceMany(request: PriceManyRequest): ReturnType<RawEngine['priceMany']>
  /**
   * What a million characters (code points) of a text cost as fresh input and as output, from the tokens that a sample
   * of so many characters makes on the model's tokenizer: exact decimals in `currency`, null where the rate is unknown.
   * Cheap tokens are no cheap text where it takes more of them. Throws `unknown-model`.
   */
  perMillionCharacters(request: CharactersRequest): ReturnType<RawEngine['perMillionCharacters']>
  /** Offers with their rates at an instant, per million tokens in the offer's currency. */
  models(query?: ModelsQuery): ReturnType<RawEngine['models']>
  /** One model by any known spelling, with its rates at an instant (now); undefined where the name is unknown. */
  model(name: string, at?: InstantInput): ReturnType<RawEngine['model']>
  /** The full ids of the three models whose names are nearest. */
  nearest(name: string): string[]
  /** The rates of a model over time: half-open UTC intervals, oldest first. Throws `unknown-model`. */
  rates(query: RatesQuery): ReturnType<RawEngine['rates']>
  /**
   * The distribution of what one task costs on each offer: p10, p50, p90, p99 and mean as numbers
   * (statistics, rounded for display), seeded. Throws `invalid-profile` or `invalid-argument`.
   */
  project(request: ProjectRequest): ReturnType<RawEngine['project']>
  /** The task profiles that come with the engine, each number with its source. */
  profiles(): ReturnType<RawEngine['profiles']>
  /** The harnesses that come with the engine, each number with its source. */
  harnesses(): ReturnType<RawEngine['harnesses']>
  /**
   * The usage of one response in disjoint kinds, with its model and when: a body, a stream's events, or either as text or
   * bytes. Reads one wasm file at the first call. `format` overrules what its source says. Throws `invalid-usage` naming the
   * field, `invalid-argument` for what is no body.
   */
  readUsage(body: object | string | Uint8Array, format?: string): Promise<CallUsage>
}

/** Starts an engine with the price table of this release. Reads one file, the engine's wasm. */
export function createEngine(options?: EngineOptions): Promise<Engine>

/** The same at once, for workers, tests and scripts. A page must hand in the compiled `module`. */
export function createEngineSync(options?: EngineSyncOptions): Engine

/**
 * Own prices on top of the table of this release, compiled once for any number of handles: of engine, analysis,
 * prices, logs and fleet, here and in workers. Reads one file, `taskfare/own.wasm`. Throws `bad-price-table` with the
 * path of the mistake.
 */
export function compilePrices(prices: OwnTable, options?: Pick<EngineOptions, 'ownWasm'>): Promise<CompiledPrices>

/** Loads a tokenizer: its wasm and its vocabulary, once per name. Needs no engine, reads no prices. */
export function loadEncoding(name: string, options?: LoadEncodingOptions): Promise<Encoding>

export interface FormatOptions {
  /** ISO 4217; USD where not given. */
  currency?: string
  /** Two significant figures, as befits a forecast; a billed fact keeps its cents. */
  forecast?: boolean
}

/** An amount for people: `$0.0842`, `¥6.80`; null, which is unknown and not zero, is a dash. */
export function format(amount: string | number | null | undefined, locale?: string | string[], options?: FormatOptions): string

/** The nearest number of an exact decimal amount, for charts and sorting; null stays null. */
export function toNumber(amount: string | number | null | undefined): number | null

/** How a tokenizer cuts text into pieces before merging. */
export type Splitter = 'gpt2' | 'cl100k' | 'o200k' | 'qwen' | 'llama3' | 'tekken' | 'kimi' | 'deepseek'
/**
 * Packs a vocabulary file for `loadEncoding(name, { bytes })`: `.tiktoken`, `tekken.json`, or a
 * `tokenizer.json` of byte-level BPE. A `.tiktoken` file needs `splitter`. Throws `bad-vocabulary`
 * that names what is not supported.
 */
export function packVocabulary(
  file: Uint8Array | ArrayBuffer | string,
  options?: { name?: string; splitter?: Splitter },
): Promise<Uint8Array>
