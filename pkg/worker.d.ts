import type { Engine, Encoding, EngineOptions, LoadEncodingOptions } from './index.js'

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

/** The engine in a worker. Calls run one after another, in the order in which they were made. */
export type WorkerEngine = {
  [Name in 'count' | 'tokenizer' | 'price' | 'priceMany' | 'models' | 'model' | 'nearest' | 'rates' | 'project' | 'anatomy' | 'advise' | 'sensitivity' | 'readUsage' | 'pilot' | 'profiles' | 'harnesses' | 'fleet' | 'planFits' | 'fareHistory' | 'claims' | 'hosting' | 'energy' | 'value' | 'growthFor']: Remote<Engine[Name]>
} & {
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
