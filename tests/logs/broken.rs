//! Input that is broken, huge, mixed, or of no known format.

use crate::support::{claude, read};
use taskfare::logs::LogReader;

#[test]
fn broken_lines_are_counted_and_lose_no_neighbour() {
    let good = |id: &str| claude("s", id, "r", "12:00:00", false, 5);
    let text = [
        good("m1"),
        "{\"type\":\"assistant\",\"sessionId\":\"s\",\"message\":{\"id\":\"cut\n".into(),
        good("m2"),
        "\u{0}\u{1}garbage\n\n   \n".into(),
        "[[[[[[\n".into(),
        good("m3").replace("/home/a", "caf\u{e9}"),
        r#"{"id":"chatcmpl-z","model":"gpt-5.5","usage":{"prompt_tokens":10,"completion_tokens":1}}"#.to_string() + "\n",
        good("m4").trim_end().to_string(),
    ]
    .concat();
    let log = read(&[("mixed.jsonl", &text)]);
    let report = log.report();
    assert_eq!(
        (report.calls, report.bad_lines),
        (5, 3),
        "{:?}",
        report.problems
    );
    assert_eq!(
        report
            .problems
            .iter()
            .map(|problem| problem.line)
            .collect::<Vec<_>>(),
        [2, 4, 7]
    );
    assert_eq!(report.files[0].format, Some("claude-code"));
    // The same in any cut into chunks, and with a first line that is cut.
    for size in [1, 7, 100, 4096] {
        let mut reader = LogReader::default();
        for chunk in text.as_bytes().chunks(size) {
            reader.push("mixed.jsonl", chunk);
        }
        assert_eq!(reader.finish().report(), report, "chunks of {size}");
    }
    let cut = format!(
        "{{\"type\":\"assistant\",\"mess\n{}{}",
        good("m1"),
        good("m2")
    );
    let log = read(&[("cut.jsonl", &cut)]);
    assert_eq!((log.report().calls, log.report().bad_lines), (2, 1));
    let latin = [
        b"{\"type\":\"assistant\",\"sessionId\":\"caf\xe9\",".as_slice(),
        &good("m9").as_bytes()[1..],
    ]
    .concat();
    let mut reader = LogReader::default();
    reader.push("latin.jsonl", &latin);
    assert_eq!(reader.finish().report().calls, 1);
}

#[test]
fn a_huge_line_is_passed_over() {
    let good = |id: &str| claude("s", id, "r", "12:00:00", false, 5);
    let mut reader = LogReader::default();
    reader.push("huge.jsonl", good("m1").as_bytes());
    let filler = vec![b'x'; 1 << 20];
    reader.push("huge.jsonl", b"{\"text\":\"");
    for _ in 0..70 {
        reader.push("huge.jsonl", &filler);
    }
    reader.push("huge.jsonl", b"\"}\n");
    reader.push("huge.jsonl", good("m2").as_bytes());
    let log = reader.finish();
    assert_eq!((log.report().calls, log.report().bad_lines), (2, 1));
    assert_eq!(log.report().problems[0].line, 2);
}

#[test]
fn unknown_files_say_what_was_looked_for() {
    let log = read(&[
        ("a.txt", "Dear diary,\nnothing happened.\n"),
        ("b.json", "{\"hello\": [1, 2]}"),
        ("c.jsonl.gz", "\u{1f}\u{8b}"),
        ("empty.jsonl", ""),
    ]);
    let errors: Vec<_> = log.report().files.iter().map(|f| f.error.clone()).collect();
    let unknown = errors[0].clone().unwrap();
    assert_eq!(unknown.code, "unknown-log-format");
    for format in [
        "anthropic-csv",
        "claude-code",
        "codex",
        "gemini-cli",
        "otel",
        "litellm",
        "openrouter",
        "openai-usage",
        "mini-swe-agent",
        "opencode",
        "pi",
        "responses",
    ] {
        assert!(unknown.hint.contains(format), "{format}: {}", unknown.hint);
    }
    assert!(errors[1].is_some());
    assert_eq!(errors[3], None, "an empty file is no error");
    let mut reader = LogReader::default();
    for (name, bytes) in [
        ("u16", b"\xff\xfe{\0".as_slice()),
        ("db", b"SQLite format 3\0..."),
        ("gz", b"\x1f\x8b\x08"),
    ] {
        reader.push(name, bytes);
    }
    let log = reader.finish();
    let files = &log.report().files;
    let hints: Vec<_> = files
        .iter()
        .map(|f| f.error.as_ref().map(|e| e.hint.as_str()))
        .collect();
    assert_eq!(
        hints,
        [
            Some("save it as UTF-8"),
            Some("export its messages as JSON"),
            Some("unpack it")
        ]
    );
    assert_eq!(log.report().bad_lines, 0, "one reason, not one a line");
}

#[test]
fn a_file_that_its_device_fails_is_reported_and_the_others_go_on() {
    let mut reader = LogReader::default();
    let text = claude("s", "m1", "r1", "12:00:00", false, 5);
    reader.push("half.jsonl", text.as_bytes());
    reader.push("half.jsonl", &text.as_bytes()[..20]);
    reader.fail("half.jsonl", "input/output error");
    reader.fail("locked.jsonl", "permission denied");
    let next = claude("s", "m2", "r2", "12:00:01", false, 5);
    reader.push("next.jsonl", next.as_bytes());
    let log = reader.finish();
    let report = log.report();
    assert_eq!((report.calls, report.bad_lines), (2, 1));
    let codes: Vec<_> = report
        .files
        .iter()
        .map(|f| f.error.as_ref().map(|e| e.code))
        .collect();
    assert_eq!(
        codes,
        [Some("unreadable-file"), Some("unreadable-file"), None]
    );
    assert!(
        report.files[1]
            .error
            .as_ref()
            .unwrap()
            .message
            .contains("permission denied")
    );
}

#[test]
fn one_file_may_mix_formats_and_each_line_is_read_by_its_own() {
    let codex = r#"{"timestamp":"2026-09-01T10:00:00Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":30,"output_tokens":3}}}}"#;
    let open_code = r#"{"id":"msg_a","sessionID":"s","role":"assistant","modelID":"x","tokens":{"input":5,"output":7}}"#;
    let body = r#"{"id":"chatcmpl-1","model":"gpt-5.5","usage":{"prompt_tokens":10,"completion_tokens":1}}"#;
    let pi = [
        r#"{"type":"session","id":"p","cwd":"/w"}"#,
        r#"{"type":"message","id":"a","message":{"role":"assistant","usage":{"input":1,"output":9,"cacheRead":0}}}"#,
    ]
    .join("\n");
    let text = [
        &claude("s", "m1", "r1", "12:00:00", false, 5),
        codex,
        "\n",
        open_code,
        "\n",
        body,
        "\n",
        &pi,
        "\n",
        &claude("s", "m2", "r2", "12:00:01", false, 6),
    ]
    .concat();
    let log = read(&[("mixed", &text)]);
    let mut outputs: Vec<_> = log.calls().map(|call| call.usage.output).collect();
    outputs.sort_unstable();
    assert_eq!(outputs, [1, 3, 5, 6, 7, 9]);
    let mut tools: Vec<_> = log.calls().map(|call| call.tool).collect();
    tools.sort_unstable();
    assert_eq!(
        tools,
        [
            "claude-code",
            "claude-code",
            "codex",
            "opencode",
            "pi",
            "responses"
        ]
    );
    assert_eq!(log.report().bad_lines, 0);
}

#[test]
fn wrong_encodings_cost_no_call_around_them() {
    let good = |id: &str| claude("s", id, "r", "12:00:00", false, 5);
    let wide: Vec<u8> = good("w")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut text = good("m1").into_bytes();
    text.extend(&wide);
    text.extend(b"\n");
    text.extend(good("m2").replace("shop", "caf\u{e9}").bytes());
    text.extend(b"\xef\xbb\xbf");
    text.extend(good("m3").bytes());
    text.extend(good("m4").replace('\n', "\r\n").bytes());
    let mut reader = LogReader::default();
    reader.push("mixed", &text);
    let log = reader.finish();
    assert_eq!(log.report().calls, 4);
    assert!(log.report().bad_lines > 0, "the wide line is reported");
}

#[test]
fn a_redacted_report_names_no_file_and_shows_no_text() {
    let text = claude("s", "m1", "r1", "12:00:00", false, 5) + "{\"secret\n";
    let log = read(&[
        ("/home/ann/a.jsonl", &text),
        ("/home/ann/b.txt", "a secret"),
    ]);
    let shown = format!("{:?}", log.report());
    assert!(shown.contains("secret") && shown.contains("/home/ann/b.txt"));
    let hidden = log.report().redacted();
    let text = format!("{hidden:?}");
    assert!(!text.contains("secret") && !text.contains("ann"), "{text}");
    assert_eq!(hidden.problems[0].file, "file-1");
    assert_eq!(hidden.problems[0].line, log.report().problems[0].line);
}

#[test]
fn clocks_models_and_times_that_miss_are_reported() {
    let lines = [
        claude("s", "m1", "r1", "12:00:09", false, 5),
        claude("s", "m2", "r2", "12:00:01", false, 5),
        claude("s", "m3", "r3", "12:00:02", false, 5)
            .replace(r#""timestamp":"2026-10-01T12:00:02.120Z","#, "")
            .replace(r#""model":"claude-opus-5","#, ""),
    ]
    .concat();
    let log = read(&[("clock.jsonl", &lines)]);
    let report = log.report();
    assert_eq!(report.backward_clock, 1);
    assert_eq!(
        (report.calls_without_time, report.calls_without_model),
        (1, 1)
    );
    assert_eq!(report.from.as_deref(), Some("2026-10-01T12:00:01Z"));
    assert_eq!(report.to.as_deref(), Some("2026-10-01T12:00:09Z"));
}

#[test]
fn sessions_that_made_no_call_are_counted() {
    let idle = r#"{"type":"user","sessionId":"idle","message":{"role":"user","content":"hello"}}"#;
    let codex =
        r#"{"timestamp":"2026-09-01T10:00:00Z","type":"session_meta","payload":{"id":"x"}}"#;
    let one = claude("s", "m1", "r1", "12:00:00", false, 5);
    let log = read(&[("a", idle), ("b", codex), ("c", &one)]);
    let report = log.report();
    assert_eq!((report.sessions, report.empty_sessions), (3, 2));
    assert!(report.files.iter().all(|file| file.error.is_none()));
}
