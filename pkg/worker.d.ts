import type { Engine, Encoding, EngineOptions, LoadEncodingOptions, Log, LogFile, LogFiles, ReadLogsOptions } from './index.js'

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

/** A method over a log, as the worker answers it. */
type OverLog<Method> = Method extends (log: Log, ...args: infer Args) => infer Result
  ? (log: WorkerLog, ...args: [...Args, options?: CallOptions]) => Promise<Result>
  : never

/** The engine in a worker. Calls run one after another, in the order in which they were made. */
export type WorkerEngine = {
  [Name in 'count' | 'tokenizer' | 'price' | 'priceMany' | 'models' | 'model' | 'nearest' | 'rates' | 'project' | 'anatomy' | 'fan' | 'advise' | 'sensitivity' | 'readUsage' | 'pilot' | 'profiles' | 'harnesses' | 'fleet' | 'planFits' | 'fareHistory' | 'claims' | 'hosting' | 'energy' | 'value' | 'growthFor']: Remote<Engine[Name]>
} & {
  [Name in 'replay' | 'whatIf' | 'calibrate']: OverLog<Engine[Name]>
} & {
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

/**
 * Starts the package's own worker, or uses the one given: a module worker that
 * imports `taskfare/worker-thread`. Nothing is loaded in it before the first call.
 */
export function createWorkerEngine(options?: EngineOptions & { worker?: Worker }): Promise<WorkerEngine>

/**
 * The files of a drop, for `readLogs`; call it in the event's handler. Folders come as handles, or
 * where the browser has none as the files below them.
 */
export function droppedFiles(dataTransfer: DataTransfer): Promise<LogFile[]>
