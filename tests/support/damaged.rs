//! Reading damaged text with good lines around it.

#[path = "adds_up.rs"]
mod adds_up;

use taskfare::logs::{Log, LogReader};

/// A line that must be found whatever surrounds it.
pub fn good(id: usize) -> String {
    format!(
        r#"{{"type":"assistant","sessionId":"good","requestId":"good-{id}","message":{{"id":"good-{id}","model":"good","usage":{{"input_tokens":1,"output_tokens":1}}}}}}"#
    ) + "\n"
}

/// How many good lines were found.
pub fn goods(log: &Log) -> usize {
    let good = |call: &taskfare::logs::LoggedCall<'_>| call.model == Some("good");
    log.calls().filter(good).count()
}

/// Reads a text in chunks, of which the sizes come from outside.
pub fn read(text: &[u8], mut size: impl FnMut() -> usize) -> Log {
    let mut reader = LogReader::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (chunk, more) = rest.split_at(size().clamp(1, rest.len()));
        reader.push("damaged", chunk);
        rest = more;
    }
    let log = reader.finish();
    adds_up::adds_up(&log);
    log
}
