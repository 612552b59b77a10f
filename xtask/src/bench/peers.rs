//! The peers of `benches/peers`, installed and built.

use crate::paths;
use crate::shell::{command, run, say};
use anyhow::Result;
use std::path::PathBuf;

/// Installs the npm packages.
pub fn install() -> Result<()> {
    say("Installing the peers");
    let npm = ["ci", "--no-fund", "--no-audit"];
    run(command("npm").args(npm).current_dir(folder()))
}

/// Installs the npm packages and builds these crates to wasm.
pub fn build(crates: &[&str]) -> Result<()> {
    install()?;
    say("Building the peers");
    let packages = crates.iter().flat_map(|name| ["-p", name]);
    run(command("cargo")
        .args(["build", "-q", "--release"])
        .args(packages)
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(target())
        .current_dir(folder()))
}

/// Where they are kept.
pub fn folder() -> PathBuf {
    paths::root().join("benches/peers")
}

/// Where they are built.
pub fn target() -> PathBuf {
    paths::root().join("target/peers")
}
