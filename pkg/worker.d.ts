import type { Analysis } from './analysis.js'
import type { Fleet } from './fleet.js'
import type { Encoding, EngineOptions, LoadEncodingOptions, Table, WasmSource } from './index.js'
import type { Log, LogFile, LogFiles, Logs, ReadLogsOptions } from './logs.js'

/** What may follow the arguments of a call to the worker. */
export interface CallOptions {
  /** Gives the call up: it is rejected with the signal's reason, and not begun if it still waits. */
  signal?: AbortSignal
}

/** A method as the worker answers it: with a promise, and with `{ signal }` behind its arguments. */
export type Remote<Method> = Method extends (...args: infer Args) => infer Result
  ? (...args: [...Args, options?: CallOptions]) => Promise<Awaited<Result>>
  : never

/** An encoding in the worker. */
export type WorkerEncoding = { readonly name: string } & {
  [Name in 'count' | 'countUpTo' | 'encode' | 'decode' | 'decodeBytes' | 'counts' | 'spans']: Remote<Encoding[Name]>
}

/** A log that was read in the worker and stays there. */
export interface WorkerLog {
  report: Remote<Log['report']>
  /** Gives the worker's memory back; the log can be used no more. */
  close(): Promise<void>
}

/** The price table's own facts, in the worker. */
export interface WorkerTable {
  /** The newest day on which a price of it was checked: `2026-11-12`. */
  checked(options?: CallOptions): Promise<Table['checked']>
  /** What was read, with release day, licence and address. */
  sources: Remote<Table['sources']>
  /** Subscription plans, each with the day on which it was checked. */
  plans: Remote<Table['plans']>
  /** Dated exchange rates, oldest first; for display only. */
  exchange: Remote<Table['exchange']>
}

/** A method over a log, as the worker answers it. */
type OverLog<Method> = Method extends (log: Log, ...args: infer Args) => infer Result
  ? (log: WorkerLog, ...args: [...Args, options?: CallOptions]) => Promise<Result>
  : never

/** The engine in a worker. Calls run one after another, in the order in which they were made. */
export type WorkerEngine = {
  [Name in 'count' | 'tokenizer' | 'price' | 'priceMany' | 'perMillionCharacters' | 'models' | 'model' | 'nearest' | 'rates' | 'project' | 'anatomy' | 'fan' | 'advise' | 'sensitivity' | 'readUsage' | 'pilot' | 'profiles' | 'harnesses' | 'fareHistory']: Remote<Analysis[Name]>
} & {
  [Name in 'fleet' | 'planFits' | 'claims' | 'hosting' | 'energy' | 'value' | 'growthFor']: Remote<Fleet[Name]>
} & {
  [Name in 'replay' | 'whatIf' | 'calibrate']: OverLog<Logs[Name]>
} & {
  /** What the prices rest on. */
  readonly table: WorkerTable
  /**
   * Reads logs in the worker: `File`s and handles are opened there, streams move there, and nothing
   * leaves the browser. Progress comes about twenty times a second; aborting ends the reading.
   */
  readLogs(files: LogFiles, options?: ReadLogsOptions): Promise<WorkerLog>
  /** Loads an encoding in the worker; progress in bytes of the file. */
  loadEncoding(name: string, options?: LoadEncodingOptions & CallOptions): Promise<WorkerEncoding>
  /** Ends the worker; calls still under way are rejected with `worker-closed`. */
  close(): void
}

export interface WorkerEngineOptions extends EngineOptions {
  /** A module worker of your own that imports `taskfare/worker-thread`. */
  worker?: Worker
  /** Addresses count from the page. The engine's wasm, where the worker cannot find it itself: that of `taskfare/analysis` (`taskfare/analysis.wasm`). */
  wasm?: WasmSource
  /** The wasm files of logs and fleets, where the worker cannot find them itself (`taskfare/logs.wasm`, `taskfare/fleet.wasm`). */
  logs?: WasmSource
  fleet?: WasmSource
}

/**
 * Starts the package's own worker, or uses the one given: a module worker that
 * imports `taskfare/worker-thread`. Nothing is loaded in it before the first call.
 */
export function createWorkerEngine(options?: WorkerEngineOptions): Promise<WorkerEngine>

/**
 * The files of a drop, for `readLogs`; call it in the event's handler. Folders come as handles, or
 * where the browser has none as the files below them.
 */
export function droppedFiles(dataTransfer: DataTransfer): Promise<LogFile[]>
