//! `cargo xtask fuzz`: the coverage-guided fuzz targets of `fuzz/`, from seeds that are made here.

use crate::paths;
use crate::shell::{command, find_program, run as must, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use taskfare::tokens::{Source, Splitter, pack};

const CARGO_FUZZ: &str = "0.13.2";
/// Bytes of magic and checksum in front of a packed vocabulary.
const PREFIX: usize = 12;

/// Runs each target, or only that one, for this many minutes, one after the other, on one core.
pub fn run(minutes: u64, only: Option<&str>) -> Result<()> {
    install()?;
    let corpus = paths::target().join("fuzz-corpus");
    let dictionary = paths::root().join("fuzz/logs.dict");
    let mut all = targets()?;
    all.retain(|(target, _)| only.is_none_or(|only| only == target));
    if all.is_empty() {
        bail!("there is no such fuzz target: they are the files of fuzz/src");
    }
    for (target, seeds) in all {
        let folder = corpus.join(&target);
        write(&folder, &seeds)?;
        say(&format!("Fuzzing {target} for {minutes} minutes"));
        let mut fuzz = command("cargo");
        fuzz.args(["+nightly", "fuzz", "run", "--target-dir"])
            .arg(paths::target().join("fuzz"))
            .arg(&target)
            .arg(&folder)
            .args(["--", "-max_len=4096", "-rss_limit_mb=4096"])
            .arg(format!("-max_total_time={}", minutes * 60));
        if target.starts_with("logs_") {
            fuzz.arg(format!("-dict={}", dictionary.display()));
        }
        must(&mut fuzz)?;
    }
    Ok(())
}

/// Every target with its seeds.
fn targets() -> Result<Vec<(String, Vec<Vec<u8>>)>> {
    let mut targets = vec![
        ("vocabulary".to_string(), vocabularies()?),
        ("text".to_string(), texts()),
    ];
    let records = paths::files_below(&paths::root().join("fuzz/seeds/logs"));
    let records = records
        .iter()
        .map(fs::read)
        .collect::<std::io::Result<Vec<_>>>()?;
    for file in paths::files_below(&paths::root().join("fuzz/src")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        if name.starts_with("logs_") {
            // Of every format: what one reader writes must not lose another's line.
            targets.push((name.into_owned(), records.clone()));
        }
    }
    Ok(targets)
}

fn install() -> Result<()> {
    if find_program(&["cargo-fuzz"]).is_some() {
        return Ok(());
    }
    say("Installing cargo-fuzz (once); it needs nightly Rust: rustup toolchain install nightly");
    must(
        command("cargo")
            .args(["install", "--quiet", "cargo-fuzz", "--version", CARGO_FUZZ])
            .arg("--root")
            .arg(paths::tools()),
    )
}

fn write(folder: &Path, seeds: &[Vec<u8>]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (at, seed) in seeds.iter().enumerate() {
        let file = folder.join(format!("seed-{at}"));
        fs::write(&file, seed).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

/// Small vocabularies of every splitter, without magic and checksum, which the target adds.
fn vocabularies() -> Result<Vec<Vec<u8>>> {
    let words = [
        "th",
        "the",
        " the",
        "aa",
        "aaaa",
        "  ",
        "中",
        " a",
        "the quick",
    ];
    let bytes = (0..=255u8).map(|byte| vec![byte]);
    let tokens: Vec<Vec<u8>> = bytes.chain(words.map(|word| word.into())).collect();
    let of = |splitter: Splitter| {
        let source = Source {
            name: "seed".into(),
            splitter,
            merges_only: splitter as u8 % 2 == 1,
            tokens: (0..)
                .map(|id| id + splitter as u32)
                .zip(tokens.clone())
                .collect(),
            specials: vec![(999, "<|end|>".into())],
        };
        Ok(pack(&source)?[PREFIX..].to_vec())
    };
    Splitter::ALL.into_iter().map(of).collect()
}

/// Lines of the repository's own texts.
fn texts() -> Vec<Vec<u8>> {
    let files = [
        "README.md",
        "src/tokens/windows.rs",
        "tests/support/texts.rs",
    ];
    let read = |file| fs::read(paths::root().join(file)).unwrap_or_default();
    files
        .into_iter()
        .flat_map(|file| {
            read(file)
                .chunks(400)
                .map(<[u8]>::to_vec)
                .collect::<Vec<_>>()
        })
        .collect()
}
