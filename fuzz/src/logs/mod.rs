//! What holds of every reader, whatever bytes come: it never panics, what was read adds
//! up, and the good lines around the bytes are all there.

use taskfare::logs::LogReader;

fn good(id: usize) -> String {
    format!(
        r#"{{"type":"assistant","sessionId":"good","requestId":"good-{id}","message":{{"id":"good-{id}","model":"good","usage":{{"input_tokens":1,"output_tokens":1}}}}}}"#
    ) + "\n"
}

/// Reads records of one format, the bytes as its next lines, and good lines around them;
/// then the bytes as a file of their own. The first byte decides the size of chunks.
pub fn between_good_lines(seeds: &[&[u8]], data: &[u8]) {
    let (size, data) = data
        .split_first()
        .map_or((1, data), |(n, rest)| (1 + usize::from(*n), rest));
    for &seed in seeds {
        let text = [good(0).as_bytes(), seed, data, b"\n", good(1).as_bytes()].concat();
        let log = read(&text, size);
        let found = log
            .calls()
            .filter(|call| call.model == Some("good"))
            .count();
        assert_eq!(found, 2, "a good line was lost");
    }
    read(data, size);
}

fn read(text: &[u8], size: usize) -> taskfare::logs::Log {
    let mut reader = LogReader::default();
    for chunk in text.chunks(size) {
        reader.push("fuzzed", chunk);
    }
    let log = reader.finish();
    let report = log.report();
    let skipped: u64 = report.skipped.iter().map(|skipped| skipped.records).sum();
    assert_eq!(
        report.records,
        report.calls + skipped,
        "what was read adds up"
    );
    log
}
