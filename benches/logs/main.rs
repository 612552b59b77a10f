//! Generated logs whose truth is known: written, read again, counted and measured.
//! `cargo xtask bench logs` runs it beside ccusage and in Chromium.

mod claude;
mod codex;
mod dice;

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};
use taskfare::logs::{Log, LogReader};

/// Bytes handed to the reader at once, as a browser's file stream does.
const CHUNK: usize = 1 << 16;

/// Calls, fresh, read, written and output tokens.
#[derive(Default)]
struct Truth([u64; 5]);

impl Truth {
    fn add(&mut self, counts: [u64; 4]) {
        let [fresh, read, written, output] = counts;
        for (sum, count) in self.0.iter_mut().zip([1, fresh, read, written, output]) {
            *sum += count;
        }
    }

    fn print(&self) {
        let counts: Vec<String> = self.0.iter().map(u64::to_string).collect();
        println!("counts {}", counts.join(" "));
    }
}

fn files_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => files.extend(files_below(&path)?),
            false => files.push(path),
        }
    }
    files.sort();
    Ok(files)
}

fn read(folder: &Path) -> std::io::Result<Log> {
    let mut reader = LogReader::default();
    let mut chunk = vec![0; CHUNK];
    for path in files_below(folder)? {
        let name = path.to_string_lossy();
        let mut file = fs::File::open(&path)?;
        loop {
            let read = file.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            reader.push(&name, &chunk[..read]);
        }
    }
    Ok(reader.finish())
}

fn counted(log: &Log) -> Truth {
    let mut sum = Truth::default();
    for call in log.calls() {
        let usage = call.usage;
        sum.add([
            usage.input,
            usage.cache_read,
            usage.cache_writes(),
            usage.output_tokens(),
        ]);
    }
    sum
}

/// The most memory this process ever held, in kilobytes, where the system says.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok())
        .unwrap_or(0)
}

/// Reads so many distinct calls that were never written to a disk.
fn many(calls: u64) {
    let mut reader = LogReader::default();
    let before = peak_kb();
    let mut line = String::new();
    for id in 0..calls {
        line.clear();
        claude::short_line(&mut line, id);
        reader.push("many.jsonl", line.as_bytes());
    }
    let log = reader.finish();
    println!("memory {} {before} {}", log.call_count(), peak_kb());
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize| arguments[place].parse().expect("a number");
    match arguments.first().map(String::as_str) {
        Some("claude") => claude::write(Path::new(&arguments[1]), number(2) * 1_000_000)?.print(),
        Some("codex") => codex::write(Path::new(&arguments[1]), number(2))?.print(),
        Some("many") => many(number(1)),
        Some("read") => counted(&read(Path::new(&arguments[1]))?).print(),
        // `cargo bench` asks without a word: the chore then runs this very program.
        _ => println!("program {}", std::env::current_exe()?.display()),
    }
    Ok(())
}
