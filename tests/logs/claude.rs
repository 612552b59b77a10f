//! Claude Code: repeats, partial records, resumed sessions, sidechains.

use crate::support::{claude, counts, read, skipped};
use taskfare::logs::SkipRule;

#[test]
fn claude_code_repeats_partials_copies_and_sidechains_are_one_call() {
    let first = [
        claude("s1", "msg_1", "req_1", "12:00:01", false, 8),
        claude("s1", "msg_1", "req_1", "12:00:03", false, 250),
        claude("s1", "msg_1", "req_1", "12:00:03", false, 250),
        claude("s1", "msg_2", "req_2", "12:01:00", false, 90),
        r#"{"type":"system","subtype":"compact_boundary","sessionId":"s1","timestamp":"2026-10-01T12:02:00Z","compactMetadata":{"trigger":"auto","preTokens":155000}}"#.into(),
        "\n".into(),
        r#"{"type":"assistant","sessionId":"s1","isApiErrorMessage":true,"message":{"id":"x","model":"<synthetic>","usage":{"input_tokens":0,"output_tokens":0}}}"#.into(),
        "\n".into(),
        r#"{"type":"user","sessionId":"s1","message":{"role":"user","content":"hello"}}"#.into(),
        "\n".into(),
    ]
    .concat();
    let resumed = [
        claude("s2", "msg_1", "req_1", "12:00:03", false, 250),
        claude("s2", "msg_2", "req_2", "12:01:00", false, 90),
        r#"{"type":"system","subtype":"compact_boundary","sessionId":"s2","timestamp":"2026-10-01T12:02:00Z","compactMetadata":{"trigger":"auto","preTokens":155000}}"#.into(),
        "\n".into(),
        claude("s2", "msg_3", "req_3", "13:00:00", false, 30),
    ]
    .concat();
    let sidechain = claude("s1", "msg_2", "req_9", "12:01:30", true, 90);
    let one = [4, 20000, 300, 250, 0];
    let two = [4, 20000, 300, 90, 0];
    let three = [4, 20000, 300, 30, 0];
    let files = [
        ("a.jsonl", &*first),
        ("b.jsonl", &*resumed),
        ("c.jsonl", &*sidechain),
    ];
    let log = read(&files);
    assert_eq!(counts(&log), [one, two, three]);
    assert_eq!(skipped(&log, SkipRule::Partial), 1);
    assert_eq!(skipped(&log, SkipRule::Repeat), 1);
    assert_eq!(skipped(&log, SkipRule::Copy), 2);
    assert_eq!(skipped(&log, SkipRule::Replay), 1);
    assert_eq!(skipped(&log, SkipRule::Synthetic), 1);
    assert_eq!(log.compactions().count(), 1);
    assert_eq!(log.compactions().next().unwrap().before, Some(155_000));
    let call = log.call(0);
    assert_eq!(
        call.usage.cache_write_1h, 200,
        "an hour's writes cost twice as much"
    );
    assert_eq!(
        call.at.unwrap().to_string(),
        "2026-10-01T12:00:01Z",
        "the first time of it"
    );
    assert_eq!(
        (call.project, call.tool),
        (Some("/home/a/shop"), "claude-code")
    );
    assert_eq!(call.model, Some("claude-opus-5"));
    assert_eq!(log.report().models, ["claude-opus-5"]);

    // Whatever the order of files, the same calls of the same sessions.
    let mut backward = files;
    backward.reverse();
    let log = read(&backward);
    let mut all = counts(&log);
    all.sort_unstable();
    assert_eq!(all, [three, two, one]);
    assert_eq!(log.report().calls, 3);
}

#[test]
fn claude_code_without_ids_and_with_old_costs() {
    let lines = r#"{"type":"assistant","sessionId":"s","uuid":"u1","timestamp":"2025-05-01T00:00:00Z","costUSD":0.0123,"message":{"model":"claude-3-7-sonnet-20250219","usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"output_tokens":550}}}
{"type":"assistant","sessionId":"s","uuid":"u1","timestamp":"2025-05-01T00:00:00Z","costUSD":0.0123,"message":{"model":"claude-3-7-sonnet-20250219","usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"output_tokens":550}}}
{"type":"assistant","sessionId":"s","uuid":"u2","message":{"usage":{"input_tokens":3,"output_tokens":-1}}}
{"type":"result","session_id":"s","usage":{"input_tokens":3,"output_tokens":550},"total_cost_usd":1}
"#;
    let log = read(&[("old.jsonl", lines)]);
    assert_eq!(counts(&log), [[3, 0, 12304, 550, 0]]);
    let mut cost = String::new();
    log.call(0).recorded_cost.unwrap().push_to(&mut cost);
    assert_eq!(
        (cost.as_str(), log.call(0).usage.cache_write),
        ("0.0123", 12304)
    );
    let problem = &log.report().problems[0];
    assert_eq!((problem.line, log.report().bad_lines), (3, 1));
    assert!(
        problem.reason.contains("message.usage.output_tokens"),
        "{}",
        problem.reason
    );
}

#[test]
fn gateways_that_reuse_message_ids_are_told_apart_by_their_requests() {
    let text = claude("s", "msg_1", "req_1", "12:00:00", false, 5)
        + &claude("s", "msg_1", "req_2", "12:01:00", false, 9);
    assert_eq!(read(&[("a", &text)]).report().calls, 2);
}

#[test]
fn searches_fast_mode_and_compaction_inside_a_call_are_billed_with_it() {
    let line = claude("s", "msg_1", "req_1", "12:00:00", false, 5).replace(
        r#""service_tier":"standard""#,
        r#""service_tier":"standard","speed":"fast","inference_geo":"us","server_tool_use":{"web_search_requests":3,"web_fetch_requests":1,"code_execution_requests":2},"iterations":[{"type":"message","input_tokens":4,"output_tokens":5},{"type":"compaction","input_tokens":70000,"output_tokens":900,"cache_read_input_tokens":11}]"#,
    );
    let log = read(&[("a", &line)]);
    assert_eq!(counts(&log), [[70_004, 20_011, 300, 905, 0]]);
    let call = log.call(0);
    assert_eq!(call.usage.web_searches, 3);
    assert_eq!(call.usage.code_sessions, 1, "both ran in one container");
    assert_eq!((call.service_tier, call.region), (Some("fast"), Some("us")));
}

#[test]
fn the_sum_at_the_end_of_a_printed_stream_is_no_call() {
    let answer = r#"{"type":"assistant","session_id":"s","uuid":"u","message":{"id":"msg_1","model":"claude-opus-5","usage":{"input_tokens":10,"output_tokens":7}}}"#;
    let sum = r#"{"type":"result","session_id":"s","total_cost_usd":0.5,"usage":{"input_tokens":10,"output_tokens":7}}"#;
    let log = read(&[("out.jsonl", &[answer, "\n", sum].concat())]);
    assert_eq!(counts(&log), [[10, 0, 0, 7, 0]]);
    assert_eq!(skipped(&log, SkipRule::Snapshot), 1);
}
