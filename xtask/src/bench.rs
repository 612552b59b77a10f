//! `cargo xtask bench`: the same work on the peers in one run.

mod agent;

use anyhow::Result;
use clap::Subcommand;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Speed of projections in wasm and of their closed form.
    Agent,
}

/// Runs one benchmark and prints its table.
pub fn run(bench: Bench) -> Result<()> {
    match bench {
        Bench::Agent => agent::run(),
    }
}
