//! `cargo xtask test [area]`: sets up what is missing and runs the tests.

use crate::shell::{command, run_and_keep, say};
use crate::{build, paths, serve, site, tools};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::process::Command;

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Area {
    /// The crate and the chores, natively, against tiktoken-rs and published figures.
    Native,
    /// The package's wasm in Node.
    Wasm,
    /// The page in Chromium.
    Page,
    /// The packed tarball, as its users install it.
    Packaging,
}

/// What a run counted.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    broken: Vec<&'static str>,
}

/// Runs one area or all of them and prints a closing line with counts.
pub fn run(area: Option<Area>) -> Result<()> {
    let areas = match area {
        Some(area) => vec![area],
        None => Area::value_variants().to_vec(),
    };
    if areas.iter().any(|area| *area != Area::Native) {
        build::run_all()?;
    }
    let mut tally = Tally::default();
    for area in areas {
        one(area, &mut tally)?;
    }
    println!("tests: {} passed, {} failed", tally.passed, tally.failed);
    if !tally.broken.is_empty() || tally.failed > 0 {
        bail!("tests failed: {}", tally.broken.join(", "));
    }
    Ok(())
}

fn one(area: Area, tally: &mut Tally) -> Result<()> {
    match area {
        Area::Native => {
            say("Native tests");
            // Apart, or the chores' features of a shared dependency would change the crate's.
            for package in ["taskfare", "xtask"] {
                let mut tests = command("cargo");
                tests.args(["test", "--no-fail-fast", "--package", package]);
                tally.add("native", &mut tests)?;
            }
            Ok(())
        }
        Area::Wasm => {
            say("The package's wasm in Node");
            tally.add("wasm", &mut node_tests("tests/js", 1)?)
        }
        Area::Page => {
            let chrome = tools::browser()?;
            say(&format!("The page in {chrome}"));
            // Two browsers side by side: a page mostly waits.
            let mut tests = node_tests("tests/browser", 2)?;
            tests.env("CHROME_PATH", chrome);
            tests.env("TASKFARE_URL", serve::in_background()?);
            let folder = paths::target().join("site");
            site::write(&folder)?;
            tests.env("TASKFARE_SITE", folder);
            tally.add("page", &mut tests)
        }
        Area::Packaging => {
            let chrome = tools::browser()?;
            tools::mdbook()?;
            say(&format!("The packed tarball, its pages in {chrome}"));
            tally.add(
                "packaging",
                node_tests("tests/packaging", 1)?.env("CHROME_PATH", chrome),
            )
        }
    }
}

/// Node's own test runner over every `*.test.js` of a folder, so many files at a time.
fn node_tests(folder: &str, at_once: u32) -> Result<Command> {
    let files: Vec<_> = paths::files_below(&paths::root().join(folder))
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.js"))
        .collect();
    if files.is_empty() {
        bail!("{folder} holds no *.test.js");
    }
    let mut node = command("node");
    node.args(["--test", "--test-reporter=tap"])
        .arg(format!("--test-concurrency={at_once}"))
        .args(files);
    Ok(node)
}

impl Tally {
    fn add(&mut self, name: &'static str, command: &mut Command) -> Result<()> {
        let (lines, succeeded) = run_and_keep(command)?;
        let before = self.passed;
        for line in &lines {
            self.count(line);
        }
        if !succeeded {
            self.broken.push(name);
        }
        if self.passed == before {
            bail!("{name}: no test passed");
        }
        Ok(())
    }

    /// Counts the closing lines of `cargo test` and of node's test runner.
    fn count(&mut self, line: &str) {
        if let Some(rest) = line.trim_start().strip_prefix("test result: ") {
            self.passed += number_before(rest, " passed");
            self.failed += number_before(rest, " failed");
        } else if let Some(rest) = line.strip_prefix("# pass ") {
            self.passed += rest.trim().parse().unwrap_or(0);
        } else if let Some(rest) = line.strip_prefix("# fail ") {
            self.failed += rest.trim().parse().unwrap_or(0);
        }
    }
}

fn number_before(text: &str, mark: &str) -> usize {
    let head = text.split(mark).next().unwrap_or("");
    let digits = head.rsplit(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_the_runners_close_with() {
        let mut tally = Tally::default();
        tally.count("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        tally.count("test result: FAILED. 3 passed; 2 failed; 0 ignored");
        tally.count("# pass 7");
        tally.count("# fail 1");
        tally.count("# passing mention 9");
        assert_eq!((tally.passed, tally.failed), (22, 3));
    }
}
