//! Size budgets: what a visitor downloads may not grow unnoticed, nor may wasm-opt be skipped.

use crate::paths;
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Prints each file's gzip size beside its budget, and fails when one is over it.
pub fn check() -> Result<()> {
    let text = fs::read_to_string(paths::root().join("xtask/budgets.toml"))?;
    let budgets: toml::Table = text.parse()?;
    let mut over = Vec::new();
    for (files, limit) in &budgets {
        let limit = limit
            .as_integer()
            .with_context(|| format!("{files}: not a number"))?;
        let mut size = 0;
        for file in files.split('+').map(str::trim) {
            size += gzip_size(&paths::root().join(file))?;
        }
        println!("    {size:>9} of {limit:>9} bytes gzip  {files}");
        if size > limit as u64 {
            over.push(files.as_str());
        }
    }
    if !over.is_empty() {
        bail!(
            "over the size budget of xtask/budgets.toml: {}",
            over.join(", ")
        );
    }
    Ok(())
}

/// What a host that compresses sends: files that are gzip already count as they are.
fn gzip_size(file: &Path) -> Result<u64> {
    let bytes = fs::read(file).with_context(|| format!("{} is not built", file.display()))?;
    if file.extension().is_some_and(|ending| ending == "gz") {
        return Ok(bytes.len() as u64);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    Ok(encoder.finish()?.len() as u64)
}
