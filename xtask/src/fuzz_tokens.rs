//! `cargo xtask fuzz-tokens`: all Unicode scalars and many generated strings,
//! every OpenAI encoding against tiktoken-rs.

use crate::shell::{command, run as run_command};
use anyhow::Result;

/// Runs the ignored long test, optimised.
pub fn run(strings: u64, seed: u64, only: Option<String>) -> Result<()> {
    let mut test = command("cargo");
    test.args(["test", "--profile", "fast", "--test", "tokens_exact", "--"])
        .args(["--ignored", "--nocapture", "long_run"])
        .env("STRINGS", strings.to_string())
        .env("SEED", seed.to_string());
    if let Some(encoding) = only {
        test.env("ONLY", encoding);
    }
    run_command(&mut test)
}
