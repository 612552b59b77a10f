/** Exit codes, for scripts. */
export const EXIT = {
  ok: 0,
  /** A limit that the caller set was exceeded (`--budget`). */
  over: 1,
  /** The command line or an input file is malformed. */
  usage: 2,
  /** Nothing could be priced: the model is unknown, or has no rate at that instant. */
  unpriced: 3,
  /** The command itself failed: a full disk, a file that may not be written, a fault of this program. */
  failed: 4,
}
