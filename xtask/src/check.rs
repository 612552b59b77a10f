//! `cargo xtask check`: what a change must pass before it lands.

use crate::shell::{command, run, say};
use crate::{build, test};
use anyhow::Result;

/// Format, clippy for every build of the crate, size budgets, then every test (the packaging
/// tests run publint and attw; freshness of generated files is tested natively).
pub fn run_all() -> Result<()> {
    say("Format");
    run(command("cargo").args(["fmt", "--all", "--check"]))?;
    say("Clippy");
    clippy(&["--workspace", "--all-targets"])?;
    for feature in [
        "tokens", "prices", "engine", "analysis", "bodies", "own", "logs", "fleet",
    ] {
        let target = [
            "--lib",
            "--target",
            "wasm32-unknown-unknown",
            "--no-default-features",
            "--features",
            feature,
        ];
        clippy(&target)?;
    }
    build::run_all()?;
    test::run(None)
}

fn clippy(what: &[&str]) -> Result<()> {
    run(command("cargo")
        .args(["clippy", "--quiet"])
        .args(what)
        .args(["--", "-D", "warnings"]))
}
