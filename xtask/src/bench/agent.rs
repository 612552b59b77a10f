//! Speed of projections; their errors beside the plain approaches are in `cargo xtask validate`.

use crate::shell::command;
use crate::{build, compare, paths};
use anyhow::{Result, ensure};

/// Builds, measures, prints the table and writes it into COMPARE.md.
pub fn run() -> Result<()> {
    build::run_all()?;
    let mut table = String::from("| | goal | measured |\n| --- | --- | --- |\n");
    for (program, arguments) in [
        ("node", ["benches/agent.js"].as_slice()),
        ("cargo", ["bench", "-q", "--bench", "agent"].as_slice()),
    ] {
        let out = command(program)
            .args(arguments)
            .current_dir(paths::root())
            .stderr(std::process::Stdio::inherit())
            .output()?;
        ensure!(
            out.status.success(),
            "{program} {} failed",
            arguments.join(" ")
        );
        table += &String::from_utf8(out.stdout)?;
    }
    println!("{table}");
    compare::write("bench agent", &table)
}
