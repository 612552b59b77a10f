//! Cold start of the command beside the runtime alone and genai-prices' command.

use super::peers;
use crate::shell::{command, printed, say};
use crate::{build, compare};
use anyhow::Result;

/// Builds ours, installs theirs, measures, prints the table and writes it into COMPARE.md.
pub fn run() -> Result<()> {
    build::run_all()?;
    peers::install()?;
    say("Measuring");
    let rows = printed(command("node").arg("benches/command.js"))?;
    let head = "| from start to end | fastest, ms | median, ms | times the runtime alone |\n\
                | --- | ---: | ---: | ---: |\n";
    let table = [head, &rows].concat();
    println!("{table}");
    compare::write("bench command", &table)
}
