//! `cargo xtask build`: the crate becomes the npm package in `pkg/`.

use crate::fresh::unless_fresh;
use crate::shell::{command, printed, run, say};
use crate::{budget, paths, tools, vocab};
use anyhow::{Context, Result};

/// What the wasm files are made from.
const SOURCES: &[&str] = &[
    "src",
    "wasm",
    "prices",
    "profiles",
    "build",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
];

/// What the engine spends is mostly download.
const ENGINE: &str = "z";

/// Builds the wasm files and everything generated beside them, then holds the sizes to their budgets.
pub fn run_all() -> Result<()> {
    tools::for_building()?;
    // Of the tokenizer, level 3 would be a fifth more to download and no faster.
    wasm("tokens", "s")?;
    for feature in [
        "prices", "engine", "analysis", "bodies", "own", "logs", "fleet",
    ] {
        wasm(feature, ENGINE)?;
    }
    vocab::run()?;
    copies()?;
    entries_for_node()?;
    budget::check()?;
    first_paint()
}

/// Builds the readers of logs alone, for who needs no tokenizer.
pub fn logs() -> Result<()> {
    tools::for_building()?;
    wasm("logs", ENGINE)
}

fn wasm(feature: &str, opt_level: &str) -> Result<()> {
    let folder = paths::root().join("pkg/wasm").join(feature);
    let made = folder.join(format!("{feature}_bg.wasm"));
    unless_fresh(&format!("wasm-{feature}"), SOURCES, &[made], || {
        say(&format!(
            "Building pkg/wasm/{feature} (wasm-pack, wasm-opt)"
        ));
        run(command("wasm-pack")
            // Nothing is downloaded: tools.rs has put every command in place.
            .args(["--quiet", "build", "wasm", "--release", "--target", "web"])
            .args([
                "--mode",
                "no-install",
                "--no-pack",
                "--out-name",
                feature,
                "--out-dir",
            ])
            .arg(&folder)
            .args(["--", "--no-default-features", "--features", feature])
            .args(["--config", &paths_of_no_machine()?])
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level))?;
        // Comments and long names of the generated module are the half of its download.
        let module = folder.join(format!("{feature}.js"));
        run(command("esbuild")
            .args([
                "--minify",
                "--format=esm",
                "--log-level=warning",
                "--allow-overwrite",
            ])
            .arg(&module)
            .arg(format!("--outfile={}", module.display())))?;
        // wasm-pack ignores its own output, and npm would then leave it out of the tarball.
        std::fs::remove_file(folder.join(".gitignore"))?;
        Ok(())
    })?;
    let declared = folder.join(format!("{feature}.d.ts"));
    let text = std::fs::read_to_string(&declared)?;
    std::fs::write(&declared, declarations(&text))?;
    Ok(())
}

/// The declarations of what crosses, and of nothing that only the shell's own scripts call: how the
/// file is started, and the disposal of handles, ask for types that Node's users and those of ES2022 have not.
fn declarations(generated: &str) -> String {
    let (crossing, _start) = generated
        .split_once("export type InitInput")
        .unwrap_or((generated, ""));
    let lines = crossing
        .lines()
        .filter(|line| !line.contains("[Symbol.dispose]"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A panic names its source file: without where this machine keeps its toolchain and crates, so
/// that the same sources give the same file everywhere.
fn paths_of_no_machine() -> Result<String> {
    let sysroot = printed(command("rustc").args(["--print", "sysroot"]))?;
    let home = paths::cargo_home().context("set CARGO_HOME: there is no home folder")?;
    let crates = home.join("registry/src");
    let flags = [
        format!("{}/lib/rustlib/src/rust=rust", sysroot.trim()),
        format!("{}=crates", crates.display()),
    ];
    let flags = flags.map(|map| format!("'--remap-path-prefix={map}'"));
    Ok(format!(
        "target.wasm32-unknown-unknown.rustflags=[{}]",
        flags.join(",")
    ))
}

/// The entries of the package that Node reads, each with all it imports.
fn entries_for_node() -> Result<()> {
    say("Bundling the package's entries for Node (pkg/node)");
    run(command("node").arg("pkg/scripts/bundle.js"))
}

/// The page as it stands before any script has run, drawn by its own views.
fn first_paint() -> Result<()> {
    say("Drawing the page's first answer (www/dist)");
    run(command("node").arg("xtask/page/render.js"))
}

/// The tarball carries the licences of the repository, the notice for the vocabularies, and
/// the published price table, which needs none of the code.
fn copies() -> Result<()> {
    for name in [
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "NOTICE",
        "prices/prices.v1.json",
        "prices/prices.v1.schema.json",
    ] {
        let from = paths::root().join(name);
        let name = from.file_name().unwrap_or_default();
        std::fs::copy(&from, paths::root().join("pkg").join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::declarations;

    #[test]
    fn declarations_say_what_crosses_and_no_more() {
        let generated = "export class Engine {\n    free(): void;\n    [Symbol.dispose](): void;\n}\n\nexport type InitInput = URL;\nexport function initSync(): void;\n";
        let kept = "export class Engine {\n    free(): void;\n}\n\n";
        assert_eq!(declarations(generated), kept);
        assert_eq!(declarations(kept), kept);
    }
}
