/** The command from its sources: the package's `bin` takes the bundle that `cargo xtask build` makes of them. */
import { main } from '../../../pkg/lib/cli/main.js'

process.exitCode = await main(process.argv.slice(2))
