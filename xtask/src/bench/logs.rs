//! `cargo xtask bench logs`: time, memory and truth of reading logs, beside ccusage.

use crate::paths;
use crate::shell::{command, run as run_command, run_and_keep, say};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The newest of which the registry has the native program too.
const CCUSAGE: &str = "20.0.24";

/// Fresh, read, written and output tokens.
type Counts = [u64; 4];

struct Measured {
    who: String,
    seconds: f64,
    peak_kb: u64,
    counts: Counts,
}

/// Generates the logs, reads them with both, prints the table.
pub fn run() -> Result<()> {
    say("Generating 100 MB of Claude Code logs with known truth");
    let truth = numbers(&bench(&["--generate"])?, "truth")?;
    say("Reading them with taskfare");
    let lines = bench(&[])?;
    let (read, speed) = (numbers(&lines, "read")?, numbers(&lines, "speed")?);
    ensure!(
        read == truth,
        "taskfare counted {read:?} instead of {truth:?}"
    );
    let own = Measured {
        who: "taskfare".into(),
        seconds: speed[1],
        peak_kb: speed[2] as u64,
        counts: counts(&read[1..]),
    };
    say("Reading them with ccusage");
    let peer = ccusage()?;
    print(&own, &peer, counts(&truth[1..]), speed[0]);
    Ok(())
}

fn bench(arguments: &[&str]) -> Result<Vec<String>> {
    let mut cargo = command("cargo");
    cargo
        .args(["bench", "--quiet", "--bench", "logs", "--"])
        .args(arguments);
    let (lines, done) = run_and_keep(&mut cargo)?;
    ensure!(done, "the bench failed");
    Ok(lines)
}

/// The numbers of the line that begins with this word.
fn numbers(lines: &[String], word: &str) -> Result<Vec<f64>> {
    let found = lines.iter().find_map(|line| line.strip_prefix(word));
    let found = found.with_context(|| format!("the bench printed no {word}"))?;
    let parsed = found.split_whitespace().map(str::parse);
    parsed.collect::<Result<_, _>>().context("a number")
}

fn counts(numbers: &[f64]) -> Counts {
    std::array::from_fn(|place| numbers[place] as u64)
}

/// ccusage from its registry package, offline, so that both do nothing but read.
fn ccusage() -> Result<Measured> {
    let folder = paths::target().join("bench-logs");
    let program = install(&folder.join("ccusage"))?;
    let mut best: Option<Measured> = None;
    for _ in 0..5 {
        let measured = once(&program, &folder)?;
        if best
            .as_ref()
            .is_none_or(|best| measured.seconds < best.seconds)
        {
            best = Some(measured);
        }
    }
    best.context("no run")
}

fn install(folder: &std::path::Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.json"), "{\"private\":true}")?;
    let wanted = format!("ccusage@{CCUSAGE}");
    run_command(command("npm").current_dir(folder).args([
        "install",
        "--no-audit",
        "--no-fund",
        &wanted,
    ]))?;
    // Its launcher makes the native program executable; measure without the launcher.
    run_command(
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

/// One run, with its peak memory where the system tells.
fn once(program: &std::path::Path, folder: &std::path::Path) -> Result<Measured> {
    let out = folder.join("ccusage.json");
    let start = Instant::now();
    let mut child = std::process::Command::new(program)
        .args(["claude", "daily", "--json", "--offline"])
        .env("CLAUDE_CONFIG_DIR", folder)
        .stdout(Stdio::from(fs::File::create(&out)?))
        .stderr(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0;
    while child.try_wait()?.is_none() {
        peak_kb = peak_kb.max(peak_of(&status));
        sleep(Duration::from_millis(1));
    }
    let seconds = start.elapsed().as_secs_f64();
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(&out)?)?;
    let keys = [
        "inputTokens",
        "cacheReadTokens",
        "cacheCreationTokens",
        "outputTokens",
    ];
    Ok(Measured {
        who: format!("ccusage {CCUSAGE}"),
        seconds,
        peak_kb,
        counts: keys.map(|key| json["totals"][key].as_u64().unwrap_or(0)),
    })
}

fn peak_of(status: &str) -> u64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.map(|line| line.trim().trim_end_matches("kB").trim());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn print(own: &Measured, peer: &Measured, truth: Counts, bytes: f64) {
    println!("\n| reader | MB/s | seconds | peak MB | fresh | read | written | output |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for measured in [own, peer] {
        let [fresh, read, written, output] = measured.counts;
        println!(
            "| {} | {:.0} | {:.3} | {} | {fresh} | {read} | {written} | {output} |",
            measured.who,
            bytes / 1e6 / measured.seconds,
            measured.seconds,
            measured.peak_kb / 1024,
        );
    }
    let [fresh, read, written, output] = truth;
    println!("| truth | | | | {fresh} | {read} | {written} | {output} |");
    println!(
        "\ntaskfare takes {:.2} of ccusage's time and {:.2} of its memory.",
        own.seconds / peer.seconds,
        own.peak_kb as f64 / peer.peak_kb.max(1) as f64,
    );
}
