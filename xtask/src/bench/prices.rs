//! Prices beside genai-prices: size, load to first bill, time per bill.

use super::peers;
use crate::shell::{command, printed, say};
use crate::{build, compare};
use anyhow::Result;

/// Builds both sides, measures, prints the table and writes it into COMPARE.md.
pub fn run() -> Result<()> {
    build::run_all()?;
    peers::build(&["peer-genai-prices"])?;
    say("Measuring");
    let rows = printed(command("node").arg("benches/prices.js"))?;
    let head = "| | size, gzip | load to first bill: fastest, median | of it, the first calculation | a bill inside wasm, of 100,000 | an itemised bill as an object |\n\
                | --- | --- | --- | --- | --- | --- |\n";
    let table = [head, &rows].concat();
    println!("{table}");
    compare::write("bench prices", &table)
}
