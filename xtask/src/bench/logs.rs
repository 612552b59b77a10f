//! `cargo xtask bench logs`: time, memory and truth of reading logs, beside ccusage and
//! in Chromium.

mod measure;

use crate::shell::{command, printed, run as must, run_and_keep, say};
use crate::{build, compare, paths, tools};
use anyhow::{Context, Result, ensure};
use measure::{Measured, Program, best_of, counts_of};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The newest of which the registry has the native program too.
const CCUSAGE: &str = "20.0.24";
/// Sizes of the Claude Code logs, in megabytes: memory must not grow with them.
const SIZES: [u64; 2] = [100, 400];
/// Sessions of the Codex logs, each with a fork and a sub-agent.
const CODEX: u64 = 300;
/// Distinct calls in lines without text: when the index has just doubled, and when it is
/// about to.
const MANY: [u64; 2] = [1_900_000, 3_600_000];
/// Bytes of memory that a distinct call may take.
const MOST: f64 = 64.0;

/// Logs on the disk, and what is truly in them.
struct Logs {
    what: String,
    folder: PathBuf,
    bytes: u64,
    truth: [u64; 5],
}

/// Generates the logs, reads them with everyone, writes the tables into COMPARE.md.
pub fn run() -> Result<()> {
    build::logs()?;
    let browser = tools::browser()?;
    let own = program()?;
    let folder = paths::target().join("bench-logs");
    let ccusage = install(&folder.join("ccusage"))?;
    let mut text = String::from(
        "| logs | reader | MB/s (goal of a native reader 300) | seconds | peak MB | calls | tokens counted / truth |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let mut ratios = String::new();
    for logs in generate(&own, &folder)? {
        say(&format!("Reading {}", logs.what));
        let (taskfare, peer) = both(&own, &ccusage, &logs)?;
        ensure!(
            taskfare.counts == logs.truth,
            "taskfare counted {:?} instead of {:?}",
            taskfare.counts,
            logs.truth
        );
        row(&mut text, &logs, "taskfare", &taskfare);
        row(&mut text, &logs, &format!("ccusage {CCUSAGE}"), &peer);
        let _ = writeln!(
            ratios,
            "{}: taskfare takes {:.2} of ccusage's time and {:.2} of its memory.  ",
            logs.what,
            taskfare.seconds / peer.seconds,
            taskfare.peak_kb as f64 / peer.peak_kb.max(1) as f64,
        );
    }
    let text = [text, "\n".into(), ratios, "\n".into(), memory(&own)?].concat();
    let text = [text, "\n".into(), chromium(&browser, &folder)?].concat();
    println!("{text}");
    compare::write("bench logs", &text)
}

/// The bench's own program, built once.
fn program() -> Result<PathBuf> {
    say("Building the bench");
    let mut cargo = command("cargo");
    let (lines, done) = run_and_keep(cargo.args(["bench", "--quiet", "--bench", "logs"]))?;
    let path = lines.iter().find_map(|line| line.strip_prefix("program "));
    ensure!(done, "the bench failed");
    Ok(PathBuf::from(path.context("the bench named no program")?))
}

fn generate(own: &Path, folder: &Path) -> Result<Vec<Logs>> {
    let mut all = Vec::new();
    let codex = ("Codex, forks and sub-agents".to_string(), "codex", CODEX);
    let claude = SIZES.map(|size| (format!("Claude Code, {size} MB"), "claude", size));
    for (what, tool, size) in claude.into_iter().chain([codex]) {
        say(&format!("Generating {what}"));
        let folder = folder.join(format!("{tool}-{size}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let mut generate = command(&own.to_string_lossy());
        generate.arg(tool).arg(&folder).arg(size.to_string());
        let truth = counts_of(&printed(&mut generate)?)?;
        let files = paths::files_below(&folder);
        let bytes = files.iter().flat_map(fs::metadata).map(|file| file.len());
        all.push(Logs {
            what,
            bytes: bytes.sum(),
            folder,
            truth,
        });
    }
    Ok(all)
}

/// Both on the same logs, turn by turn, each the best of five processes from start to end.
fn both(own: &Path, ccusage: &Path, logs: &Logs) -> Result<(Measured, Measured)> {
    let folder = logs.folder.to_string_lossy().into_owned();
    let (tool, home) = match logs.what.starts_with("Codex") {
        true => ("codex", "CODEX_HOME"),
        false => ("claude", "CLAUDE_CONFIG_DIR"),
    };
    let reader = Program::new(own, &["read", &folder]);
    let peer = Program::new(ccusage, &[tool, "daily", "--json", "--offline"]).env(home, &folder);
    let mut best = best_of(5, [&reader, &peer])?;
    let mut other = best.pop().context("two programs")?;
    other.counts = measure::tokens_of_ccusage(&other.output)?;
    if tool == "claude" {
        let blocks = Program::new(ccusage, &["blocks", "--json", "--offline"]);
        other.counts[0] = measure::calls_of_ccusage(&blocks.env(home, &folder).run()?.output)?;
    }
    let mut taskfare = best.pop().context("two programs")?;
    taskfare.counts = counts_of(&taskfare.output)?;
    Ok((taskfare, other))
}

fn install(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.json"), "{\"private\":true}")?;
    let wanted = format!("ccusage@{CCUSAGE}");
    must(
        command("npm")
            .current_dir(folder)
            .args(["install", "--no-audit", "--no-fund", &wanted]),
    )?;
    // Its launcher makes the native program executable; measure without the launcher.
    must(
        command("node_modules/.bin/ccusage")
            .current_dir(folder)
            .arg("--version"),
    )?;
    let native = folder.join("node_modules/@ccusage");
    let inside = fs::read_dir(&native)?
        .flatten()
        .next()
        .context("no native ccusage")?;
    Ok(inside.path().join("bin/ccusage"))
}

fn row(text: &mut String, logs: &Logs, who: &str, measured: &Measured) {
    let names = ["fresh", "read", "written", "output"];
    let pairs = measured.counts[1..].iter().zip(&logs.truth[1..]);
    let off: Vec<String> = names
        .iter()
        .zip(pairs)
        .filter(|(_, (count, truth))| count != truth)
        .map(|(name, (count, truth))| format!("{name} {:.2}x", *count as f64 / *truth as f64))
        .collect();
    let calls = match measured.counts[0] {
        0 => "not told".to_string(),
        calls => format!("{calls} of {}", logs.truth[0]),
    };
    let tokens = if off.is_empty() {
        "exact".to_string()
    } else {
        off.join(", ")
    };
    let _ = writeln!(
        text,
        "| {} | {who} | {:.0} | {:.3} | {} | {calls} | {tokens} |",
        logs.what,
        logs.bytes as f64 / 1e6 / measured.seconds,
        measured.seconds,
        measured.peak_kb / 1024,
    );
}

/// What a call costs in memory, over so many that the rest does not matter.
fn memory(own: &Path) -> Result<String> {
    let mut text = format!(
        "| distinct calls, in lines without text | bytes of memory a call (goal {MOST}) |\n| ---: | ---: |\n"
    );
    for many in MANY {
        let mut read = command(&own.to_string_lossy());
        let output = printed(read.arg("many").arg(many.to_string()))?;
        let numbers: Vec<f64> = output
            .split_whitespace()
            .skip(1)
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [calls, before, peak] = numbers[..] else {
            anyhow::bail!("the bench printed {output}");
        };
        let _ = writeln!(
            text,
            "| {calls} | {:.1} |",
            (peak - before) * 1024.0 / calls
        );
    }
    Ok(text)
}

/// The same logs in a worker of a page.
fn chromium(browser: &str, folder: &Path) -> Result<String> {
    say(&format!("Reading them in {browser}"));
    let mut text = String::from(
        "| in Chromium, in a worker | seconds (goal for 100 MB 2) | MB/s | longest gap between two frames, ms | memory of the wasm, MB (goal 150) | growth of the renderer, MB | calls |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for size in SIZES {
        let mut read = command("node");
        read.arg("benches/logs.js")
            .arg(folder.join(format!("claude-{size}")))
            .env("CHROME_PATH", browser);
        text += &printed(&mut read)?;
    }
    Ok(text)
}
