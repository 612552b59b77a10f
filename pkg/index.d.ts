import type { Encoding as RawEncoding } from './wasm/tokens/tokens.js'
import type { Engine as RawEngine, Log as RawLog } from './wasm/engine/engine.js'

import type { OwnTable } from './wasm/engine/engine.js'

export type {
  Band,
  Bill,
  Calibration,
  Claim,
  CostReport,
  Energy,
  EnergyRequest,
  ExchangeRate,
  Exhaustion,
  FareHistory,
  FleetReport,
  GroupSpend,
  Harness,
  Heavy,
  Hosting,
  HostingCost,
  Interval,
  Line,
  Mix,
  Mixed,
  MonthSpend,
  Offer,
  OfferProjection,
  OwnTable,
  Plan,
  PlanFit,
  PricedColumns,
  Profile,
  Projection,
  Quantiles,
  ReadReport,
  ServiceTier,
  SourceInfo,
  Status,
  TaskCost,
  TokenCount,
  Usage,
  Value,
  ValueRequest,
  Verdict,
  WhatIf,
} from './wasm/engine/engine.js'

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
type RawFleetRequest = Parameters<RawEngine['fleet']>[0]
type RawGroup = NonNullable<RawFleetRequest['groups']>[number]
type RawWork = NonNullable<RawGroup['work']>[number]
/** What people do, by share of their tasks (1 where not given): a task profile under a harness (`claude-code` where not given) on an offer. */
export interface FleetWork {
  profile: string
  harness?: string
  /** A model by name (its standard offer), or an offer. */
  offer: string | RawWork['offer']
  share?: number
}
/** People who work alike: `tasksPerDay` of an active person, and what a task costs, by `cost` or by `work`. */
export type FleetGroup = { people: number; tasksPerDay: number; work?: FleetWork[] } & Partial<Omit<RawGroup, 'people' | 'tasksPerDay' | 'work'>>
/** People, days and a budget. */
export type FleetRequest = Dated<Omit<RawFleetRequest, 'groups'>> & { groups: FleetGroup[] }

/** Whose work, on which plans; all that are sold at the instant where `plans` is not given. */
export type PlansRequest = Dated<Omit<Parameters<RawEngine['planFits']>[0], 'group'>> & { group: FleetGroup }

/** Which models to list. */
export type ModelsQuery = Dated<Parameters<RawEngine['models']>[0]>
/** Whose rates to list, from when to when. */
export type RatesQuery = Parameters<RawEngine['rates']>[0]

/** What `createEngine({ wasm })` accepts: compiled, as bytes, as a response, or by its address. */
export type WasmSource = WebAssembly.Module | BufferSource | Response | URL | string | Promise<WebAssembly.Module | BufferSource | Response>

export interface EngineOptions {
  /** Own offers, negotiated discounts and fresher prices on top of the table of this release. Throws `bad-price-table`. */
  prices?: OwnTable
  /** The engine's wasm, where the package cannot find it itself (`taskfare/engine.wasm`). */
  wasm?: WasmSource
}

export interface EngineSyncOptions {
  /** As for `createEngine`. */
  prices?: OwnTable
  /** The compiled engine wasm; Node and workerd find it themselves. */
  module?: WebAssembly.Module
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
  bytes?: BufferSource | Promise<BufferSource>
  /** The tokenizer's wasm, where the package cannot find it itself (`taskfare/tokens.wasm`). */
  wasm?: WasmSource
}

/** A named tokenizer with its vocabulary in memory. Every method throws `invalid-argument` for a text that is no string. */
export interface Encoding {
  /** Its name: `o200k_base`. */
  readonly name: string
  /** Tokens of the text, exactly. */
  count(text: string): number
  /** Tokens of the text, or undefined where they are more than `limit`: the rest is then not looked at. */
  countUpTo(text: string, limit: number): number | undefined
  /** Token ids of the text. */
  encode(text: string): Uint32Array
  /** The text of token ids; a character cut in two becomes U+FFFD. Throws `invalid-argument` for an id of no token. */
  decode(ids: Iterable<number>): string
  /** The UTF-8 bytes of token ids. Throws `invalid-argument` for an id of no token. */
  decodeBytes(ids: Iterable<number>): Uint8Array
  /** Counts by kind of text, `[bytes, characters, low, tokens, high]` of each: what `Engine.count` grades. */
  counts(text: string): Uint32Array
  /** The end of every token in UTF-16 units, ascending; a character of several tokens ends with the last of them. */
  spans(text: string): ReturnType<RawEncoding['spans']>
}

/** The content of a log file. */
export type LogData = string | BufferSource | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

/** A handle of the File System Access API, of a file or of a folder that is walked. */
export interface LogHandle {
  readonly kind: 'file' | 'directory'
  readonly name: string
}

/** A log file: a `File` of a page, a handle, or a name with its content, or with what opens it when its turn comes. */
export type LogFile = Blob | LogHandle | { name: string; data: LogData | (() => LogData | Promise<LogData>); size?: number }
export type LogFiles = LogFile | Iterable<LogFile>

export interface ReadLogsOptions {
  /** Told as files are read. */
  onProgress?: (progress: LogProgress) => void
  /** Ends reading: the promise is rejected with the signal's reason. */
  signal?: AbortSignal
}

/** How far the reading of logs has come. */
export interface LogProgress {
  /** The file being read. */
  file: string
  /** Files begun, and how many there are; null where that is not known before the end. */
  files: number
  filesTotal: number | null
  /** Bytes read of all files, and how many there are. */
  bytes: number
  bytesTotal: number | null
  /** Distinct calls found. */
  calls: number
}

/** The calls of logs, each once, in the engine's memory. */
export interface Log {
  /** What was read, what was skipped and why; `redact` leaves out names of files and texts of lines. */
  report(options?: { redact?: boolean }): ReturnType<RawLog['report']>
  /** Gives the memory back; the log can be used no more. */
  close(): void
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
  /** Exact totals of many calls of one model at once, as columns; a number stands for every call. */
  priceMany(request: PriceManyRequest): ReturnType<RawEngine['priceMany']>
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
  /** One typical run of the first offer, call by call: exact bills whose lines add up. */
  anatomy(request: ProjectRequest): ReturnType<RawEngine['anatomy']>
  /**
   * What simulated tasks on the first offer have cost after so many calls, how many of them come so
   * far, and how the costs of whole tasks are distributed. Seeded, as `project` is.
   */
  fan(request: ProjectRequest): ReturnType<RawEngine['fan']>
  /** What would make the task cheaper on the first offer, the largest saving first, each with its condition. */
  advise(request: ProjectRequest): ReturnType<RawEngine['advice']>
  /** Which inputs move the cost most on the first offer. */
  sensitivity(request: ProjectRequest): ReturnType<RawEngine['sensitivity']>
  /** What n recorded costs of one's own tasks (two or more, each above zero) say about the next one and the average. */
  pilot(costs: Iterable<number>): ReturnType<RawEngine['pilot']>
  /** The task profiles that come with the engine, each number with its source. */
  profiles(): ReturnType<RawEngine['profiles']>
  /** The harnesses that come with the engine, each number with its source. */
  harnesses(): ReturnType<RawEngine['harnesses']>
  /**
   * What people spend over days, by group, size class of the models and month, and how long a budget lasts: by matched
   * moments, or drawn day by day with `runs`. Throws `invalid-argument` or `invalid-profile`.
   */
  fleet(request: FleetRequest): ReturnType<RawEngine['fleet']>
  /**
   * Subscription plans beside the API for a group's people, per month, the cheapest first; quotas
   * that nobody published make a range. Throws `invalid-argument` or `invalid-profile`.
   */
  planFits(request: PlansRequest): ReturnType<RawEngine['planFits']>
  /**
   * The cost of a task on every date on which its price changed, in closed form, for every offer:
   * in its own currency, and in US dollars of the day.
   */
  fareHistory(request: ProjectRequest): ReturnType<RawEngine['fareHistory']>
  /**
   * Claims of two articles on what tokens and agents cost, recomputed, with a verdict each; other
   * figures may be given by id, and other words for the arithmetic: `{0}` stands for the first
   * input, `{a}` for the first figure. Throws `invalid-argument`.
   */
  claims(inputs?: Record<string, number[]>, lines?: Record<string, string>): ReturnType<RawEngine['claims']>
  /** What a million tokens cost on rented GPUs, and from how many on they are cheaper than an API. Throws `invalid-argument`. */
  hosting(request: Parameters<RawEngine['hosting']>[0]): ReturnType<RawEngine['hosting']>
  /** Energy and carbon of tokens, as intervals. Throws `invalid-argument`. */
  energy(request: Parameters<RawEngine['energy']>[0]): ReturnType<RawEngine['energy']>
  /** Return on a task's worth, and what a leaderboard of tokens would reward. Throws `invalid-argument`. */
  value(request: Parameters<RawEngine['value']>[0]): ReturnType<RawEngine['value']>
  /** Growth per month under which so many months spend `ratio` first months. Throws `invalid-argument`. */
  growthFor(months: number, ratio: number): number
  /** The usage of one response in disjoint kinds: a body, a stream's events, or either as text. Throws `invalid-usage`. */
  readUsage(body: object | string | Uint8Array, format?: string): ReturnType<RawEngine['readUsage']>
  /**
   * Reads logs of agent tools and consoles, each call once. Lines and files that cannot be read are
   * in the report, not thrown. Folders are walked; of these only files that look like logs are read.
   */
  readLogs(files: LogFiles | AsyncIterable<LogFile>, options?: ReadLogsOptions): Promise<Log>
  /** What the calls of a log cost, each at the rates of its own instant; US dollars, exact. */
  replay(log: Log, options?: Parameters<RawEngine['replay']>[1]): ReturnType<RawEngine['replay']>
  /** What they would have cost on other offers, in four levels of honesty; plan with the fourth. */
  whatIf(log: Log, offers: (string | Parameters<RawEngine['whatIf']>[1][number])[], options?: Parameters<RawEngine['whatIf']>[2]): ReturnType<RawEngine['whatIf']>
  /** A profile of one's own work, to project the next task with. */
  calibrate(log: Log, options?: Parameters<RawEngine['calibrate']>[1]): ReturnType<RawEngine['calibrate']>
}

/** Starts an engine with the price table of this release. Reads one file, the engine's wasm. */
export function createEngine(options?: EngineOptions): Promise<Engine>

/** The same at once, for workers, tests and scripts. A page must hand in the compiled `module`. */
export function createEngineSync(options?: EngineSyncOptions): Engine

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
