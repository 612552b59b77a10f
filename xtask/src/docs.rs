//! `cargo xtask docs`: the documentation as a site, its own elements live in it.

use crate::shell::{command, run, say};
use crate::{build, paths, site, tools};
use anyhow::Result;

/// Builds the book of docs/ into target/docs, with the package beside its chapters.
pub fn run_all() -> Result<()> {
    build::run_all()?;
    tools::mdbook()?;
    say("Building the book");
    run(command("mdbook").args(["build", "docs"]))?;
    let out = paths::target().join("docs");
    site::copy_package(&out.join("taskfare"))?;
    say(&format!("The documentation is in {}", out.display()));
    Ok(())
}
