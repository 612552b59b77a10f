//! Tokens beside every peer: the crates built to wasm, the npm packages, splintr natively.

use crate::shell::{command, run as must, say};
use crate::{build, compare, paths, tools};
use anyhow::{Result, ensure};

/// Builds all sides, measures, prints the tables and writes them into COMPARE.md.
pub fn run(quick: bool) -> Result<()> {
    build::run_all()?;
    say("Building the peers");
    let peers = paths::root().join("benches/peers");
    let target = paths::root().join("target/peers");
    must(
        command("npm")
            .args(["ci", "--no-fund", "--no-audit"])
            .current_dir(&peers),
    )?;
    must(
        command("cargo")
            .args(["build", "-q", "--release"])
            .args(["-p", "peer-goliajp", "-p", "peer-bpe-openai"])
            .args(["-p", "peer-tiktoken-rs"])
            .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
            .arg(&target)
            .current_dir(&peers),
    )?;
    must(
        command("cargo")
            .args(["build", "-q", "--release", "--target-dir"])
            .arg(&target)
            .current_dir(peers.join("native")),
    )?;
    say("Measuring");
    let mut measure = command("node");
    measure
        .args(["benches/peers/tokens.js", "--browser", "--native"])
        .arg(target.join("release/peer-native"))
        .env("CHROME_PATH", tools::browser()?)
        .stderr(std::process::Stdio::inherit());
    if quick {
        measure.arg("--quick");
    }
    let out = measure.output()?;
    ensure!(out.status.success(), "benches/peers/tokens.js failed");
    let tables = String::from_utf8(out.stdout)?;
    println!("{tables}");
    match quick {
        // Few rounds are for looking, not for quoting.
        true => Ok(()),
        false => compare::write("bench tokens", &tables),
    }
}
