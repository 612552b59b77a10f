//! Prices beside genai-prices: size, load to first bill, time per bill.

use crate::shell::{command, run as must, say};
use crate::{build, compare, paths};
use anyhow::{Result, ensure};

/// Builds both sides, measures, prints the table and writes it into COMPARE.md.
pub fn run() -> Result<()> {
    build::run_all()?;
    say("Building the peers");
    let peers = paths::root().join("benches/peers");
    must(
        command("npm")
            .args(["ci", "--no-fund", "--no-audit"])
            .current_dir(&peers),
    )?;
    must(
        command("cargo")
            .args(["build", "-q", "--release", "-p", "peer-genai-prices"])
            .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
            .arg(paths::root().join("target/peers"))
            .current_dir(&peers),
    )?;
    say("Measuring");
    let out = command("node")
        .arg("benches/prices.js")
        .stderr(std::process::Stdio::inherit())
        .output()?;
    ensure!(out.status.success(), "benches/prices.js failed");
    let head = "| | size, gzip | load to first bill | a bill inside wasm, of 100,000 | an itemised bill as an object |\n\
                | --- | --- | --- | --- | --- |\n";
    let table = [head, &String::from_utf8(out.stdout)?].concat();
    println!("{table}");
    compare::write("bench prices", &table)
}
