//! `cargo xtask bench`: the same work on the peers in one run.

mod agent;
mod logs;
mod prices;

use anyhow::Result;
use clap::Subcommand;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Speed of projections in wasm and of their closed form.
    Agent,
    /// Generated Claude Code logs of 100 MB with known truth, beside ccusage.
    Logs,
    /// Size, start and time per bill, beside genai-prices.
    Prices,
}

/// Runs one benchmark and prints its table.
pub fn run(bench: Bench) -> Result<()> {
    match bench {
        Bench::Agent => agent::run(),
        Bench::Logs => logs::run(),
        Bench::Prices => prices::run(),
    }
}
