//! Speed of projections; their errors beside the plain approaches are in `cargo xtask validate`.

use crate::shell::{command, printed};
use crate::{build, compare};
use anyhow::Result;

/// Builds, measures, prints the table and writes it into COMPARE.md.
pub fn run() -> Result<()> {
    build::run_all()?;
    let mut table = String::from("| | goal | measured |\n| --- | --- | --- |\n");
    for (program, arguments) in [
        ("node", ["benches/agent.js"].as_slice()),
        ("cargo", ["bench", "-q", "--bench", "agent"].as_slice()),
    ] {
        table += &printed(command(program).args(arguments))?;
    }
    println!("{table}");
    compare::write("bench agent", &table)
}
