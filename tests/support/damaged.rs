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

/// How a file begins tells whether it can be read: no platform gives less of it at first.
const FIRST: usize = 16;

/// Reads a text in chunks, of which the sizes come from outside; whatever they are, it
/// says the same.
pub fn read(text: &[u8], mut size: impl FnMut() -> usize) -> Log {
    let mut reader = LogReader::default();
    let (mut rest, mut least) = (text, FIRST);
    while !rest.is_empty() {
        let (chunk, more) = rest.split_at(size().max(least).min(rest.len()));
        reader.push("damaged", chunk);
        (rest, least) = (more, 1);
    }
    let log = reader.finish();
    adds_up::adds_up(&log);
    let mut reader = LogReader::default();
    if !text.is_empty() {
        reader.push("damaged", text);
    }
    assert_eq!(log.report(), reader.finish().report(), "cut into chunks");
    log
}
