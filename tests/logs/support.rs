//! Reading made-up files, and the counts of what came out.

#[path = "../support/adds_up.rs"]
mod adds_up;

use taskfare::logs::{Log, LogReader, LoggedCall, SkipRule, Skipped};

pub fn read(files: &[(&str, &str)]) -> Log {
    let mut reader = LogReader::default();
    for (name, text) in files {
        reader.push(name, text.as_bytes());
    }
    let log = reader.finish();
    adds_up::adds_up(&log);
    log
}

pub fn skipped(log: &Log, rule: SkipRule) -> u64 {
    let of_rule = |skipped: &&Skipped| skipped.rule == rule;
    log.report()
        .skipped
        .iter()
        .find(of_rule)
        .map_or(0, |skipped| skipped.records)
}

/// fresh, read, written, output, reasoning of each call.
pub fn counts(log: &Log) -> Vec<[u64; 5]> {
    log.calls().map(|call| of(&call)).collect()
}

pub fn of(call: &LoggedCall<'_>) -> [u64; 5] {
    let usage = &call.usage;
    [
        usage.input,
        usage.cache_read,
        usage.cache_writes(),
        usage.output,
        usage.reasoning,
    ]
}

pub fn claude(
    session: &str,
    id: &str,
    request: &str,
    at: &str,
    sidechain: bool,
    output: u64,
) -> String {
    format!(
        r#"{{"parentUuid":"p","isSidechain":{sidechain},"cwd":"/home/a/shop","sessionId":"{session}","version":"2.1.9","type":"assistant","requestId":"{request}","uuid":"u-{session}-{output}","timestamp":"2026-10-01T{at}.120Z","message":{{"id":"{id}","type":"message","role":"assistant","model":"claude-opus-5","content":[{{"type":"text","text":"{{\"usage\":1}}"}}],"usage":{{"input_tokens":4,"cache_creation_input_tokens":300,"cache_read_input_tokens":20000,"cache_creation":{{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200}},"output_tokens":{output},"service_tier":"standard"}}}}}}"#
    ) + "\n"
}
