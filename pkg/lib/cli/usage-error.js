/** A command line that asks for something that cannot be: printed with the command's usage, exit code 2. */
export class UsageError extends Error {
  constructor(message, hint) {
    super(message)
    this.name = 'UsageError'
    this.hint = hint
  }
}
