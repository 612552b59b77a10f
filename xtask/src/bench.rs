//! `cargo xtask bench`: the same work on the peers in one run.

mod agent;
mod command;
mod logs;
mod peers;
mod prices;
mod tokens;

use anyhow::Result;
use clap::Subcommand;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Speed of projections in wasm and of their closed form.
    Agent,
    /// Cold start of the command, beside genai-prices' command.
    Command,
    /// Generated Claude Code logs of 100 MB with known truth, beside ccusage.
    Logs,
    /// Size, start and time per bill, beside genai-prices.
    Prices,
    /// Size, speed, memory and exactness of the tokenizer, beside seven peers.
    Tokens {
        /// Fewer rounds, and COMPARE.md stays as it is.
        #[arg(long)]
        quick: bool,
    },
}

/// Runs one benchmark and prints its table.
pub fn run(bench: Bench) -> Result<()> {
    match bench {
        Bench::Agent => agent::run(),
        Bench::Command => command::run(),
        Bench::Logs => logs::run(),
        Bench::Prices => prices::run(),
        Bench::Tokens { quick } => tokens::run(quick),
    }
}
