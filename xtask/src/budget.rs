//! Size budgets: what a visitor downloads may not grow unnoticed, nor may wasm-opt be skipped.

use crate::paths;
use crate::shell::{command, printed};
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Prints each file's gzip size beside its budget, and fails when one is over it.
pub fn check() -> Result<()> {
    let text = fs::read_to_string(paths::root().join("xtask/budgets.toml"))?;
    let mut budgets: toml::Table = text.parse()?;
    let bundled = match budgets.remove("bundled") {
        Some(toml::Value::Table(scripts)) => scripts,
        _ => bail!("xtask/budgets.toml has no [bundled]"),
    };
    let mut over = hold(&budgets, |files| {
        let files = files.split('+').map(|file| paths::root().join(file.trim()));
        files.map(|file| gzip_size(&file)).sum()
    })?;
    over.extend(hold(&bundled, bundled_size)?);
    if !over.is_empty() {
        bail!(
            "over the size budget of xtask/budgets.toml: {}",
            over.join(", ")
        );
    }
    Ok(())
}

/// Prints the size of each beside its budget; gives those that are over it.
fn hold(budgets: &toml::Table, size_of: impl Fn(&str) -> Result<u64>) -> Result<Vec<&str>> {
    let mut over = Vec::new();
    for (what, limit) in budgets {
        let limit = limit
            .as_integer()
            .with_context(|| format!("{what}: not a number"))?;
        let size = size_of(what)?;
        println!("    {size:>9} of {limit:>9} bytes gzip  {what}");
        if size > limit as u64 {
            over.push(what.as_str());
        }
    }
    Ok(over)
}

/// A script with everything it imports, minified.
fn bundled_size(entry: &str) -> Result<u64> {
    let script = printed(command("esbuild").args([entry, "--bundle", "--minify", "--format=esm"]))?;
    gzipped(script.as_bytes())
}

/// What a host that compresses sends: files that are gzip already count as they are.
fn gzip_size(file: &Path) -> Result<u64> {
    let bytes = fs::read(file).with_context(|| format!("{} is not built", file.display()))?;
    if file.extension().is_some_and(|ending| ending == "gz") {
        return Ok(bytes.len() as u64);
    }
    gzipped(&bytes)
}

fn gzipped(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}
