/** Logs of agent tools and consoles: what their calls cost, what they would have cost elsewhere, a profile of one's work. */
import type { Bytes, EngineOptions } from './index.js'
import type { Engine as RawLogs, Log as RawLog } from './wasm/logs/logs.js'

export { format, isTaskfareError, toNumber } from './index.js'
export type { TaskfareError } from './index.js'
export type {
  Calibration,
  CostReport,
  ReadReport,
  WhatIf,
} from './wasm/logs/logs.js'

/** The content of a log file. */
export type LogData = string | Bytes | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

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

/** The calls of logs, each once, in memory. */
export interface Log {
  /** What was read, what was skipped and why; `redact` leaves out names of files and texts of lines. */
  report(options?: { redact?: boolean }): ReturnType<RawLog['report']>
  /** Gives the memory back; the log can be used no more. */
  close(): void
}

/** What the logs' own wasm file answers, over one price table. */
export interface Logs {
  /**
   * Reads logs of agent tools and consoles, each call once. Lines and files that cannot be read are
   * in the report, not thrown. Folders are walked; of these only files that look like logs are read.
   */
  readLogs(files: LogFiles | AsyncIterable<LogFile>, options?: ReadLogsOptions): Promise<Log>
  /** What the calls of a log cost, each at the rates of its own instant; US dollars, exact. */
  replay(log: Log, options?: Parameters<RawLogs['replay']>[1]): ReturnType<RawLogs['replay']>
  /** What they would have cost on other offers, in four levels of honesty; plan with the fourth. */
  whatIf(log: Log, offers: (string | Parameters<RawLogs['whatIf']>[1][number])[], options?: Parameters<RawLogs['whatIf']>[2]): ReturnType<RawLogs['whatIf']>
  /** A profile of one's own work, to project the next task with. */
  calibrate(log: Log, options?: Parameters<RawLogs['calibrate']>[1]): ReturnType<RawLogs['calibrate']>
}

/** Reads one file, `taskfare/logs.wasm`, unless its `wasm` is handed in. */
export function createLogs(options?: EngineOptions): Promise<Logs>
