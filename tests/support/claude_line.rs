//! Lines of Claude Code at chosen times, and reading them.

use taskfare::logs::{Log, LogReader};

/// One call: seconds after noon, fresh, read, written (5 m, 1 h), output.
pub fn line(
    session: &str,
    id: u32,
    at: u32,
    [fresh, read, short, long, output]: [u64; 5],
) -> String {
    let (minute, second, hour) = (at / 60 % 60, at % 60, 12 + at / 3600);
    format!(
        r#"{{"type":"assistant","sessionId":"{session}","cwd":"/{session}","timestamp":"2026-10-01T{hour:02}:{minute:02}:{second:02}Z","requestId":"r{id}","message":{{"id":"m{session}{id}","model":"big-1","usage":{{"input_tokens":{fresh},"cache_read_input_tokens":{read},"cache_creation_input_tokens":{},"cache_creation":{{"ephemeral_5m_input_tokens":{short},"ephemeral_1h_input_tokens":{long}}},"output_tokens":{output}}}}}}}"#,
        short + long
    ) + "\n"
}

pub fn read(text: &str) -> Log {
    let mut reader = LogReader::default();
    reader.push("log.jsonl", text.as_bytes());
    reader.finish()
}
