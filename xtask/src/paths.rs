//! Where things are, from the repository's root.

use std::path::{Path, PathBuf};

/// The repository's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the root")
        .to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Commands that xtask installed for this checkout.
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// Where cargo keeps the crates it fetched.
pub fn cargo_home() -> Option<PathBuf> {
    let given = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    given.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// Every file below `at`, sorted, so that two walks of the same tree agree.
pub fn files_below(at: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(at, &mut found);
    found.sort();
    found
}

fn collect(at: &Path, found: &mut Vec<PathBuf>) {
    if at.is_file() {
        found.push(at.to_path_buf());
        return;
    }
    for entry in std::fs::read_dir(at).into_iter().flatten().flatten() {
        if entry.file_name() != "node_modules" {
            collect(&entry.path(), found);
        }
    }
}
