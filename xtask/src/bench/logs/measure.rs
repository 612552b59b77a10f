//! Programs run to their end, with their time, their peak memory and what they counted.

use anyhow::{Context, Result, ensure};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A program with its arguments and surroundings.
pub struct Program {
    path: PathBuf,
    arguments: Vec<String>,
    env: Vec<(&'static str, String)>,
}

/// One run, or the best of several.
pub struct Measured {
    pub seconds: f64,
    /// 0 where the system does not tell.
    pub peak_kb: u64,
    pub output: String,
    /// Calls, fresh, read, written and output tokens; filled in by who knows the output.
    pub counts: [u64; 5],
}

impl Program {
    pub fn new(path: &Path, arguments: &[&str]) -> Program {
        Program {
            path: path.to_path_buf(),
            arguments: arguments.iter().map(ToString::to_string).collect(),
            env: Vec::new(),
        }
    }

    pub fn env(mut self, name: &'static str, value: &str) -> Program {
        self.env.push((name, value.to_string()));
        self
    }

    /// One run from start to end.
    pub fn run(&self) -> Result<Measured> {
        let start = Instant::now();
        let mut child = Command::new(&self.path)
            .args(&self.arguments)
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| self.path.display().to_string())?;
        let mut out = child.stdout.take().context("stdout is piped")?;
        // Read meanwhile, or a full pipe would hold the program up.
        let reading = std::thread::spawn(move || {
            let mut text = String::new();
            out.read_to_string(&mut text).map(|_| text)
        });
        let status = format!("/proc/{}/status", child.id());
        let mut peak_kb = 0;
        let ended = loop {
            if let Some(ended) = child.try_wait()? {
                break ended;
            }
            peak_kb = peak_kb.max(peak_of(&status));
            sleep(Duration::from_millis(1));
        };
        let seconds = start.elapsed().as_secs_f64();
        ensure!(ended.success(), "{} failed", self.path.display());
        let output = reading.join().ok().context("its output")??;
        Ok(Measured {
            seconds,
            peak_kb,
            output,
            counts: [0; 5],
        })
    }
}

/// The fastest of so many rounds in which each program has its turn.
pub fn best_of(rounds: usize, programs: [&Program; 2]) -> Result<Vec<Measured>> {
    let mut best = [programs[0].run()?, programs[1].run()?];
    for _ in 1..rounds {
        for (best, program) in best.iter_mut().zip(programs) {
            let run = program.run()?;
            if run.seconds < best.seconds {
                *best = run;
            }
        }
    }
    Ok(best.into())
}

fn peak_of(status: &str) -> u64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.map(|line| line.trim().trim_end_matches("kB").trim());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The counts that the bench's own program prints.
pub fn counts_of(output: &str) -> Result<[u64; 5]> {
    let line = output.lines().find_map(|line| line.strip_prefix("counts "));
    let numbers = line.context("the bench printed no counts")?;
    let numbers: Vec<u64> = numbers
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    numbers.try_into().ok().context("five counts")
}

/// The totals of ccusage's report by day; it tells no number of calls.
pub fn tokens_of_ccusage(output: &str) -> Result<[u64; 5]> {
    let json: serde_json::Value = serde_json::from_str(output)?;
    let totals = &json["totals"];
    let first = |names: &[&str]| names.iter().find_map(|name| totals[name].as_u64());
    let cached = first(&["cacheReadTokens", "cachedInputTokens"]);
    Ok([
        0,
        first(&["inputTokens"]).context("no inputTokens")?,
        cached.unwrap_or(0),
        first(&["cacheCreationTokens"]).unwrap_or(0),
        first(&["outputTokens"]).context("no outputTokens")?,
    ])
}

/// The number of calls in ccusage's report of billing blocks.
pub fn calls_of_ccusage(output: &str) -> Result<u64> {
    let json: serde_json::Value = serde_json::from_str(output)?;
    let blocks = json["blocks"].as_array().context("no blocks")?;
    Ok(blocks
        .iter()
        .filter_map(|block| block["entries"].as_u64())
        .sum())
}
