//! Installs what a chore needs and this machine lacks, saying so.

use crate::fresh::unless_fresh;
use crate::paths;
use crate::shell::{command, find_program, run, say};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const WASM_PACK: &str = "0.15.1";
const MDBOOK: &str = "0.5.4";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Everything that turns the crate into the npm package.
pub fn for_building() -> Result<()> {
    wasm_target()?;
    cargo_tool(
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &locked_version("wasm-bindgen")?,
        &[],
    )?;
    cargo_tool("wasm-pack", "wasm-pack", WASM_PACK, &[])?;
    npm_packages()
}

/// The builder of the documentation, without its server.
pub fn mdbook() -> Result<()> {
    let features = ["--no-default-features", "--features", "search"];
    cargo_tool("mdbook", "mdbook", MDBOOK, &features)
}

fn wasm_target() -> Result<()> {
    let sysroot = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()?;
    let sysroot = String::from_utf8(sysroot.stdout)?;
    let library = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET);
    if library.exists() {
        return Ok(());
    }
    need(
        "rustup",
        "install rustup (https://rustup.rs) or the wasm32-unknown-unknown target of your Rust",
    )?;
    say("Adding the wasm32 target to Rust");
    run(command("rustup").args(["target", "add", WASM_TARGET]))
}

/// The version of a package in Cargo.lock: the wasm-bindgen command must match it exactly.
fn locked_version(package: &str) -> Result<String> {
    let lock: toml::Table = fs::read_to_string(paths::root().join("Cargo.lock"))?.parse()?;
    lock["package"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|entry| entry["name"].as_str() == Some(package))
        .and_then(|entry| entry["version"].as_str().map(str::to_owned))
        .with_context(|| format!("{package} is not in Cargo.lock"))
}

/// Installs a cargo command of this very version into the checkout's own tool folder.
/// Debug builds: they install in a third of the time and run long enough only to be waited for once.
fn cargo_tool(package: &str, program: &str, version: &str, features: &[&str]) -> Result<()> {
    if program_version(program).is_some_and(|found| found == version) {
        return Ok(());
    }
    say(&format!(
        "Installing {package} {version} (once, about two minutes on two cores)"
    ));
    run(command("cargo")
        .args([
            "install",
            "--quiet",
            "--debug",
            package,
            "--version",
            version,
            "--root",
        ])
        .arg(paths::tools())
        .args(features)
        // One target folder, so that the tools share their dependencies.
        .env("CARGO_TARGET_DIR", paths::tools().join("build")))
}

fn program_version(program: &str) -> Option<String> {
    let output = command(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_whitespace().nth(1)?;
    Some(version.trim_start_matches('v').to_owned())
}

/// The npm packages of the root: wasm-opt (binaryen), the browser driver, linters.
pub fn npm_packages() -> Result<()> {
    let installed = paths::root().join("node_modules/.package-lock.json");
    unless_fresh(
        "npm",
        &["package.json", "package-lock.json"],
        &[installed],
        || {
            need("npm", "install Node.js 20.19 or newer (https://nodejs.org)")?;
            say("Installing npm packages");
            run(command("npm").args(["ci", "--no-fund", "--no-audit", "--loglevel=error"]))
        },
    )
}

fn need(program: &str, hint: &str) -> Result<()> {
    match find_program(&[program]) {
        Some(_) => Ok(()),
        None => bail!("`{program}` is missing: {hint}"),
    }
}

/// The path of a Chrome, Chromium or Edge: `CHROME_PATH`, one on the machine, or Debian's package.
pub fn browser() -> Result<String> {
    if let Ok(path) = env::var("CHROME_PATH") {
        return Ok(path);
    }
    if let Some(found) = installed_browser() {
        return Ok(found);
    }
    if find_program(&["apt-get"]).is_none() {
        bail!("no Chrome, Chromium or Edge found: install one, or set CHROME_PATH to it");
    }
    say("Installing Chromium (Debian's package)");
    let sudo =
        find_program(&["sudo"]).filter(|_| env::var("USER").is_ok_and(|user| user != "root"));
    for words in [
        vec!["update", "-qq"],
        vec![
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
        ],
    ] {
        let mut apt = match &sudo {
            Some(sudo) => {
                let mut apt = command(sudo);
                apt.args(["-n", "apt-get"]);
                apt
            }
            None => command("apt-get"),
        };
        run(apt
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null()))
        .context("Chromium could not be installed: install it by hand, or set CHROME_PATH")?;
    }
    installed_browser().context("Chromium was installed but is not on the PATH: set CHROME_PATH")
}

fn installed_browser() -> Option<String> {
    let on_path = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
    ];
    let elsewhere = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
        "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ];
    let path = env::var_os("PATH").unwrap_or_default();
    let in_folders = on_path
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)));
    in_folders
        .chain(elsewhere.iter().map(Into::into))
        .find(|candidate| candidate.is_file())
        .map(|found| found.to_string_lossy().into_owned())
}
