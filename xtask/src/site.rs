//! `cargo xtask site`: a folder that any static host can serve, under any base path.

use crate::paths;
use crate::shell::say;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// What of the npm package a page needs at run time.
const PACKAGE_ENDINGS: &[&str] = &["js", "wasm", "gz", "json", "css"];

/// The file behind a path of the site (`""` is the start page), if there is one.
/// What `build` drew and bundled (`www/dist`) stands in for its source.
/// The one truth of what the site holds: the server and the copy both ask here.
pub fn file_of(path: &str) -> Option<PathBuf> {
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    if path
        .split('/')
        .any(|part| part == ".." || part.starts_with('.'))
    {
        return None;
    }
    let drawn = paths::root().join("www/dist").join(&path);
    if drawn.is_file() {
        return Some(drawn);
    }
    let file = match path.strip_prefix("pkg/") {
        Some(rest) => paths::root().join("pkg").join(rest),
        None => paths::root().join("www").join(&path),
    };
    let wanted = !path.starts_with("pkg/") || is_run_time(&file);
    (wanted && file.is_file()).then_some(file)
}

/// Whether `www/dist` holds this in its bundle: the site needs no copy of the module.
fn is_bundled(path: &str) -> bool {
    let bundle = paths::root().join("www/dist/js/main.js").is_file();
    bundle && path.starts_with("js/") && !paths::root().join("www/dist").join(path).is_file()
}

/// Folders of the package that no page asks for.
const NO_PAGES: [&str; 4] = ["node", "bin", "scripts", "lib/cli"];

fn is_run_time(file: &Path) -> bool {
    let inside = file.strip_prefix(paths::root().join("pkg"));
    if inside.is_ok_and(|file| NO_PAGES.iter().any(|folder| file.starts_with(folder))) {
        return false;
    }
    let ending = file.extension().and_then(|ending| ending.to_str());
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    ending.is_some_and(|ending| PACKAGE_ENDINGS.contains(&ending)) && name != "package.json"
}

/// Copies the site into `out`, replacing what was there.
pub fn write(out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let mut copied = 0;
    for (folder, prefix) in [("www/dist", ""), ("www", ""), ("pkg", "pkg/")] {
        let base = paths::root().join(folder);
        for file in paths::files_below(&base) {
            let relative = file
                .strip_prefix(&base)?
                .to_string_lossy()
                .replace('\\', "/");
            let path = format!("{prefix}{relative}");
            let to = out.join(&path);
            if path.starts_with("dist/") || is_bundled(&path) || to.exists() {
                continue;
            }
            let Some(file) = file_of(&path) else {
                continue;
            };
            fs::create_dir_all(to.parent().expect("a file has a folder"))?;
            fs::copy(&file, to)?;
            copied += 1;
        }
    }
    say(&format!(
        "The site is in {} ({copied} files)",
        out.display()
    ));
    Ok(())
}

/// Copies what a page needs of the package into `out`, beside what is there.
pub fn copy_package(out: &Path) -> Result<()> {
    let base = paths::root().join("pkg");
    for file in paths::files_below(&base) {
        if is_run_time(&file) {
            let to = out.join(file.strip_prefix(&base)?);
            fs::create_dir_all(to.parent().expect("a file has a folder"))?;
            fs::copy(&file, to)?;
        }
    }
    Ok(())
}
