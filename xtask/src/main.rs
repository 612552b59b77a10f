//! Chores of the project: `cargo xtask --help` lists them.

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the taskfare project")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Run every native test.
    Test,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Test => {
            let status = std::process::Command::new("cargo").arg("test").status()?;
            anyhow::ensure!(status.success(), "cargo test failed");
        }
    }
    Ok(())
}
