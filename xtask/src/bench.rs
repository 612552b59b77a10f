//! `cargo xtask bench`: the same work on the peers in one run.

mod agent;
mod prices;

use anyhow::Result;
use clap::Subcommand;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Speed of projections in wasm and of their closed form.
    Agent,
    /// Size, start and time per bill, beside genai-prices.
    Prices,
}

/// Runs one benchmark and prints its table.
pub fn run(bench: Bench) -> Result<()> {
    match bench {
        Bench::Agent => agent::run(),
        Bench::Prices => prices::run(),
    }
}
