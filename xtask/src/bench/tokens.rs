//! Tokens beside every peer: the crates built to wasm, the npm packages, splintr natively.

use super::peers;
use crate::shell::{command, printed, run as must, say};
use crate::{build, compare, tools};
use anyhow::Result;

/// Builds all sides, measures, prints the tables and writes them into COMPARE.md.
pub fn run(quick: bool) -> Result<()> {
    build::run_all()?;
    peers::build(&["peer-goliajp", "peer-bpe-openai", "peer-tiktoken-rs"])?;
    must(
        command("cargo")
            .args(["build", "-q", "--release", "--target-dir"])
            .arg(peers::target())
            .current_dir(peers::folder().join("native")),
    )?;
    say("Measuring");
    let mut measure = command("node");
    measure
        .args(["benches/peers/tokens.js", "--browser", "--native"])
        .arg(peers::target().join("release/peer-native"))
        .env("CHROME_PATH", tools::browser()?);
    if quick {
        measure.arg("--quick");
    }
    let tables = printed(&mut measure)?;
    println!("{tables}");
    match quick {
        // Few rounds are for looking, not for quoting.
        true => Ok(()),
        false => compare::write("bench tokens", &tables),
    }
}
