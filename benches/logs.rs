//! Reads generated Claude Code logs whose truth is known, and prints what it counted,
//! how fast and in how much memory; `cargo xtask bench logs` runs it beside ccusage.

use std::{
    fmt::Write as _,
    fs,
    io::Read,
    path::{Path, PathBuf},
    time::Instant,
};
use taskfare::logs::{Log, LogReader};

/// Bytes of log to make.
const SIZE: u64 = 100_000_000;
/// Bytes handed to the reader at once, as a browser's file stream does.
const CHUNK: usize = 1 << 16;

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % bound
    }

    fn text(&mut self, words: u64) -> String {
        const WORDS: [&str; 12] = [
            "the ",
            "error ",
            "fn main() {\\n",
            "    let total = ",
            "\\\"quoted\\\" ",
            "src/lib.rs ",
            "// why\\n",
            "return Ok(());\\n",
            "价格 ",
            "and then ",
            "assert_eq!(a, b);\\n",
            "}\\n",
        ];
        (0..words).map(|_| WORDS[self.below(12) as usize]).collect()
    }
}

/// Calls, fresh, read, written and output tokens, as they were made.
#[derive(Default)]
struct Truth {
    calls: u64,
    counts: [u64; 4],
}

/// Writes session files with every copy that Claude Code makes of a call: a line per
/// content block, a first line while it streams, sessions resumed in another file,
/// sidechains under another request.
fn generate(folder: &Path) -> std::io::Result<Truth> {
    let (mut dice, mut truth, mut written, mut id) = (Dice(1), Truth::default(), 0u64, 0u64);
    fs::create_dir_all(folder)?;
    let mut session = 0;
    let mut before = String::new();
    while written < SIZE {
        session += 1;
        // A resumed session begins with a copy of the one before.
        let mut file = if session % 4 == 0 {
            before
        } else {
            String::new()
        };
        let mut resumable = String::new();
        for call in 0..60 {
            id += 1;
            let counts = [
                4,
                10_000 + 900 * call,
                dice.below(3_000),
                20 + dice.below(900),
            ];
            truth.calls += 1;
            for (sum, count) in truth.counts.iter_mut().zip(counts) {
                *sum += count;
            }
            let at = format!(
                "2026-10-{:02}T{:02}:{call:02}:00.000Z",
                1 + session % 28,
                session % 24
            );
            let mut line = |output: u64, request: u64, side: bool, words: u64| {
                let text = dice.text(words);
                let mut line = String::new();
                let [fresh, read, write, _] = counts;
                let _ = writeln!(
                    line,
                    r#"{{"parentUuid":"p{id}","isSidechain":{side},"userType":"external","cwd":"/home/u/shop","sessionId":"s{session}","version":"2.1.30","gitBranch":"main","message":{{"model":"claude-opus-4-5-20251101","id":"msg_{id:012}","type":"message","role":"assistant","content":[{{"type":"text","text":"{text}"}}],"stop_reason":null,"usage":{{"input_tokens":{fresh},"cache_creation_input_tokens":{write},"cache_read_input_tokens":{read},"cache_creation":{{"ephemeral_5m_input_tokens":{write},"ephemeral_1h_input_tokens":0}},"output_tokens":{output},"service_tier":"standard"}}}},"requestId":"req_{request:012}","type":"assistant","uuid":"u{id}-{output}","timestamp":"{at}"}}"#
                );
                line
            };
            let output = counts[3];
            resumable += &line(1, id, false, 40);
            resumable += &line(output, id, false, 80);
            resumable += &line(output, id, false, 60);
            if id % 10 == 0 {
                resumable += &line(output, 900_000_000 + id, true, 60);
            }
            let result = dice.text(600);
            let _ = writeln!(
                resumable,
                r#"{{"type":"user","sessionId":"s{session}","message":{{"role":"user","content":[{{"type":"tool_result","content":"{result}"}}]}},"uuid":"r{id}","timestamp":"{at}"}}"#
            );
        }
        file += &resumable;
        before = resumable;
        written += file.len() as u64;
        fs::write(folder.join(format!("s{session}.jsonl")), file)?;
    }
    Ok(truth)
}

fn read(files: &[PathBuf]) -> std::io::Result<Log> {
    let mut reader = LogReader::default();
    let mut chunk = vec![0; CHUNK];
    for path in files {
        let name = path.to_string_lossy();
        let mut file = fs::File::open(path)?;
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

/// The most memory this process ever held, in kilobytes, where the system says.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok())
        .unwrap_or(0)
}

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-logs/projects/shop");
    if std::env::args().any(|argument| argument == "--generate") {
        let truth = generate(&folder)?;
        let [fresh, read, write, output] = truth.counts;
        println!("truth {} {fresh} {read} {write} {output}", truth.calls);
        return Ok(());
    }
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let bytes: u64 = files
        .iter()
        .flat_map(fs::metadata)
        .map(|data| data.len())
        .sum();
    let mut best = f64::INFINITY;
    let mut counted = (0, [0u64; 4]);
    for _ in 0..5 {
        let start = Instant::now();
        let log = read(&files)?;
        best = best.min(start.elapsed().as_secs_f64());
        let mut counts = [0; 4];
        for call in log.calls() {
            let usage = call.usage;
            let found = [
                usage.input,
                usage.cache_read,
                usage.cache_writes(),
                usage.output,
            ];
            for (sum, count) in counts.iter_mut().zip(found) {
                *sum += count;
            }
        }
        counted = (log.call_count(), counts);
    }
    let (calls, [fresh, read, write, output]) = counted;
    println!("read {calls} {fresh} {read} {write} {output}");
    println!("speed {bytes} {best} {}", peak_kb());
    Ok(())
}
