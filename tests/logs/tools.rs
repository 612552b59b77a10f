//! Gemini CLI, OpenCode, pi and OpenClaw, mini-swe-agent.

use crate::support::{counts, of, read, skipped};
use taskfare::logs::{LogReader, SkipRule};

#[test]
fn gemini_cli_counts_thoughts_beside_and_cached_inside() {
    let session = r#"{
  "sessionId": "g1",
  "projectHash": "abc",
  "startTime": "2026-10-02T08:00:00.000Z",
  "messages": [
    {"id": "m1", "timestamp": "2026-10-02T08:00:01.000Z", "type": "user", "content": "hi"},
    {"id": "m2", "timestamp": "2026-10-02T08:00:05.000Z", "type": "gemini", "model": "gemini-3.1-pro-preview", "content": "x",
     "tokens": {"input": 9000, "output": 100, "cached": 8000, "thoughts": 700, "tool": 5, "total": 9805}}
  ]
}"#;
    let log = read(&[("session-1.json", session), ("session-2.json", session)]);
    assert_eq!(counts(&log), [[1005, 8000, 0, 100, 700]]);
    assert_eq!(
        skipped(&log, SkipRule::Repeat),
        1,
        "a checkpoint of the same session"
    );
    assert_eq!(log.call(0).model, Some("gemini-3.1-pro-preview"));
    let stats = r#"{"session_id":"g2","response":"x","stats":{"models":{"gemini-2.5-pro":{"api":{"totalRequests":2},"tokens":{"prompt":100,"candidates":10,"total":115,"cached":60,"thoughts":5,"tool":0}}}}}"#;
    let log = read(&[("out.json", stats)]);
    let sum = log.sums().next().unwrap();
    assert_eq!(
        (of(&sum), sum.model, sum.calls),
        ([40, 60, 0, 10, 5], Some("gemini-2.5-pro"), Some(2))
    );
}

#[test]
fn a_document_over_many_lines_is_the_same_in_any_cut_into_chunks() {
    let messages: Vec<String> = (0..20)
        .map(|n| {
            format!(
                "    {{\n      \"id\": \"m{n}\",\n      \"timestamp\": \"2026-10-02T08:00:{n:02}Z\",\n      \"type\": \"gemini\",\n      \"model\": \"gemini-2.5-pro\",\n      \"tokens\": {{\n        \"input\": 900,\n        \"output\": 10,\n        \"cached\": 800\n      }}\n    }}"
            )
        })
        .collect();
    let text = format!(
        "{{\n  \"sessionId\": \"g1\",\n  \"projectHash\": \"abc\",\n  \"messages\": [\n{}\n  ]\n}}\n",
        messages.join(",\n")
    );
    let whole = read(&[("s.json", &text)]);
    assert_eq!(counts(&whole), vec![[100, 800, 0, 10, 0]; 20]);
    for size in [1, 2, 7, 100, 1000] {
        let mut reader = LogReader::default();
        for chunk in text.as_bytes().chunks(size) {
            reader.push("s.json", chunk);
        }
        assert_eq!(reader.finish().report(), whole.report(), "chunks of {size}");
    }
}

#[test]
fn opencode_counts_every_kind_apart_and_rows_once() {
    let message = r#"{"id":"msg_a","sessionID":"ses_1","role":"assistant","modelID":"claude-sonnet-5","providerID":"anthropic","cost":0.0375,"time":{"created":1790856000123},"path":{"cwd":"/w","root":"/w"},"tokens":{"input":5,"output":100,"reasoning":20,"cache":{"read":8000,"write":400}}}"#;
    let row = format!(
        r#"{{"id":"msg_a","session_id":"ses_1","data":{}}}"#,
        serde_json::to_string(message).unwrap()
    );
    let export = format!(
        r#"{{"info":{{"id":"ses_1"}},"messages":[{{"info":{{"id":"msg_0","sessionID":"ses_1","role":"user"}}}},{{"info":{message},"parts":[{{"type":"text"}}]}}]}}"#
    );
    let log = read(&[
        ("msg_a.json", message),
        ("rows.jsonl", &row),
        ("export.json", &export),
    ]);
    assert_eq!(counts(&log), [[5, 8000, 400, 100, 20]]);
    assert_eq!(skipped(&log, SkipRule::Repeat), 2);
    assert_eq!(log.call(0).at.unwrap().to_string(), "2026-10-01T12:00:00Z");
    assert_eq!(log.call(0).project, Some("/w"));
}

#[test]
fn pi_and_openclaw_sessions() {
    let lines = r#"{"type":"session","version":3,"id":"pi1","timestamp":"2026-10-01T12:00:00Z","cwd":"/w"}
{"type":"message","id":"ab12cd34","parentId":null,"timestamp":"2026-10-01T12:00:04Z","message":{"role":"assistant","model":"kimi-k3","provider":"moonshot","timestamp":1790856004000,"usage":{"input":10,"output":50,"cacheRead":900,"cacheWrite":30,"totalTokens":990,"cost":{"input":0.1,"output":0.2,"cacheRead":0.3,"cacheWrite":0.4,"total":0.0125}}}}
{"type":"compaction","id":"ff","timestamp":"2026-10-01T12:00:09Z","tokensBefore":1000}
"#;
    let log = read(&[("pi.jsonl", lines)]);
    assert_eq!(counts(&log), [[10, 900, 30, 50, 0]]);
    assert_eq!(log.compactions().next().unwrap().before, Some(1000));
    let mut cost = String::new();
    log.call(0).recorded_cost.unwrap().push_to(&mut cost);
    assert_eq!(cost, "0.0125");
}

#[test]
fn mini_swe_agent_trajectories_new_and_old() {
    let answer = r#"{"role":"assistant","content":"x","extra":{"cost":1.5e-02,"timestamp":1790856000.25,"response":{"id":"chatcmpl-m1","model":"gpt-5.5","usage":{"prompt_tokens":1000,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":800}}}}}"#;
    let new = format!(
        "{{\n \"info\": {{\"model_stats\": {{\"instance_cost\": 0.015, \"api_calls\": 1}}, \"exit_status\": \"Submitted\"}},\n \"messages\": [{{\"role\":\"system\"}},\n {answer}],\n \"trajectory_format\": \"mini-swe-agent-1\"\n}}\n"
    );
    let log = read(&[("a.traj.json", &new)]);
    assert_eq!(counts(&log), [[200, 800, 0, 20, 0]]);
    assert_eq!(log.call(0).at.unwrap().to_string(), "2026-10-01T12:00:00Z");
    let old = format!("[{{\"role\":\"user\"}},{answer}]");
    let log = read(&[("b.traj.json", &old)]);
    assert_eq!(counts(&log), [[200, 800, 0, 20, 0]]);
    // Responses not kept: what it cost is known, what it used is not.
    let bare = r#"{"info":{"model_stats":{"instance_cost":0.25,"api_calls":12}},"messages":[]}"#;
    let log = read(&[("c.traj.json", bare)]);
    let sum = log.sums().next().unwrap();
    assert_eq!(
        (log.report().calls, sum.calls, sum.recorded_cost.is_some()),
        (0, Some(12), true)
    );
}

#[test]
fn calls_that_failed_are_known_where_the_tool_says_so() {
    let pi = |stop: &str| {
        format!(
            r#"{{"type":"message","id":"a{stop}","message":{{"role":"assistant","model":"kimi-k3","stopReason":"{stop}","usage":{{"input":10,"output":5,"cacheRead":0,"cacheWrite":0}}}}}}"#
        )
    };
    let run = |status: &str| {
        format!(
            r#"{{"info":{{"exit_status":"{status}","model_stats":{{"api_calls":1}}}},"messages":[{{"extra":{{"response":{{"id":"c-{status}","model":"gpt-5.5","usage":{{"prompt_tokens":10,"completion_tokens":2}}}}}}}}]}}"#
        )
    };
    let open_code = r#"{"id":"msg_a","sessionID":"s","role":"assistant","modelID":"x","error":{"name":"APIError"},"tokens":{"input":5,"output":7}}"#;
    let row = r#"{"request_id":"r","spend":0.1,"status":"failure","prompt_tokens":10,"completion_tokens":5}"#;
    let span = r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t","spanId":"s","status":{"code":2},"attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":"10"}}]}]}]}]}"#;
    for (text, failed) in [
        (pi("stop"), false),
        (pi("error"), true),
        (pi("aborted"), true),
        (run("Submitted"), false),
        (run("LimitsExceeded"), true),
        (open_code.into(), true),
        (row.into(), true),
        (span.into(), true),
        (span.replace(r#""code":2"#, r#""code":1"#), false),
    ] {
        let log = read(&[("a", &text)]);
        assert_eq!(
            (log.call_count(), log.call(0).failed),
            (1, failed),
            "{text}"
        );
    }
}

#[test]
fn gemini_cli_spells_its_counters_three_ways() {
    let session = |tokens: &str| {
        format!(
            r#"{{"sessionId":"g","projectHash":"a","messages":[{{"id":"m","timestamp":"2026-10-02T08:00:05Z","type":"gemini","model":"gemini-2.5-pro","tokens":{tokens}}}]}}"#
        )
    };
    for tokens in [
        r#"{"input":900,"output":10,"cached":800,"thoughts":7,"tool":0,"total":917}"#,
        r#"{"prompt":900,"candidates":10,"cached":800,"thoughts":7,"total":917}"#,
        r#"{"promptTokenCount":900,"candidatesTokenCount":10,"cachedContentTokenCount":800,"thoughtsTokenCount":7}"#,
    ] {
        let log = read(&[("s.json", &session(tokens))]);
        assert_eq!(counts(&log), [[100, 800, 0, 10, 7]], "{tokens}");
    }
}
