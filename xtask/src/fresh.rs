//! Skips work whose inputs have not changed: a stamp file holds their hash.

use crate::paths;
use anyhow::Result;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// Runs `work` unless `outputs` are all there and were made from these very `inputs`
/// (files or folders, from the root). Says which it was.
pub fn unless_fresh(
    name: &str,
    inputs: &[&str],
    outputs: &[PathBuf],
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = paths::target().join("stamps").join(name);
    let hash = hash_of(inputs);
    let same = fs::read_to_string(&stamp).is_ok_and(|old| old == hash);
    if same && outputs.iter().all(|output| output.exists()) {
        return Ok(());
    }
    work()?;
    fs::create_dir_all(stamp.parent().expect("stamps has a parent"))?;
    fs::write(stamp, hash)?;
    Ok(())
}

fn hash_of(inputs: &[&str]) -> String {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        let at: &Path = &paths::root().join(input);
        for file in paths::files_below(at) {
            file.hash(&mut hasher);
            fs::read(&file).unwrap_or_default().hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
}
