//! Made-up logs with every trap that readers in the field fall into: each call
//! once, exact counts.
#![cfg(feature = "engine")]

use taskfare::logs::{Log, LogReader, LoggedCall, SkipRule};

fn read(files: &[(&str, &str)]) -> Log {
    let mut reader = LogReader::default();
    for (name, text) in files {
        reader.push(name, text.as_bytes());
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

fn skipped(log: &Log, rule: SkipRule) -> u64 {
    let of_rule = |skipped: &&taskfare::logs::Skipped| skipped.rule == rule;
    log.report()
        .skipped
        .iter()
        .find(of_rule)
        .map_or(0, |skipped| skipped.records)
}

/// fresh, read, written, output, reasoning of each call.
fn counts(log: &Log) -> Vec<[u64; 5]> {
    log.calls().map(|call| of(&call)).collect()
}

fn of(call: &LoggedCall<'_>) -> [u64; 5] {
    let usage = &call.usage;
    [
        usage.input,
        usage.cache_read,
        usage.cache_writes(),
        usage.output,
        usage.reasoning,
    ]
}

fn claude(
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

fn codex(at: &str, total: [u64; 5], last: Option<[u64; 5]>) -> String {
    let usage = |[input, cached, output, reasoning, total]: [u64; 5]| {
        format!(
            r#"{{"input_tokens":{input},"cached_input_tokens":{cached},"output_tokens":{output},"reasoning_output_tokens":{reasoning},"total_tokens":{total}}}"#
        )
    };
    let last = last.map_or(String::new(), |last| {
        format!(r#","last_token_usage":{}"#, usage(last))
    });
    format!(
        r#"{{"timestamp":"2026-09-01T10:{at}.000Z","type":"event_msg","payload":{{"type":"token_count","info":{{"total_token_usage":{}{last}}},"rate_limits":null}}}}"#,
        usage(total)
    ) + "\n"
}

const CODEX_HEAD: &str = r#"{"timestamp":"2026-09-01T10:00:00Z","type":"session_meta","payload":{"id":"parent","cwd":"/w"}}
{"timestamp":"2026-09-01T10:00:00Z","type":"turn_context","payload":{"model":"gpt-5.5"}}
{"timestamp":"2026-09-01T10:00:00Z","type":"event_msg","payload":{"type":"token_count","info":null,"rate_limits":{"plan_type":"pro"}}}
{"timestamp":"2026-09-01T10:00:00Z","type":"response_item","payload":{"type":"message","content":[{"text":"usage"}]}}
"#;

#[test]
fn codex_totals_repeats_forks_and_sub_agents_are_one_call() {
    let (t1, l1) = ([1000, 600, 50, 20, 1050], [1000, 600, 50, 20, 1050]);
    let (t2, l2) = ([3000, 1600, 150, 60, 3150], [2000, 1000, 100, 40, 2100]);
    let (t3, l3) = ([7000, 4600, 350, 60, 7350], [4000, 3000, 200, 0, 4200]);
    let parent = [
        CODEX_HEAD.to_string(),
        codex("01:00", t1, Some(l1)),
        codex("01:01", t1, Some(l1)),
        codex("02:00", t2, Some(l2)),
    ]
    .concat();
    // The fork replays its parent minutes later, spread over seconds, then goes on.
    let fork = [
        r#"{"timestamp":"2026-09-01T10:30:00Z","type":"session_meta","payload":{"id":"fork","forked_from_id":"parent"}}"#.to_string() + "\n",
        CODEX_HEAD.to_string(), codex("30:00", t1, Some(l1)), codex("30:04", t2, Some(l2)),
        codex("31:00", t3, Some(l3))].concat();
    let agent = [
        r#"{"timestamp":"2026-09-01T10:40:00Z","type":"session_meta","payload":{"id":"agent","source":{"subagent":"review"}}}"#.to_string() + "\n",
        codex("40:00", t1, Some(l1)), codex("40:01", t2, Some(l2))].concat();
    let expect = [
        [400, 600, 0, 30, 20],
        [1000, 1000, 0, 60, 40],
        [1000, 3000, 0, 200, 0],
    ];
    let files = [
        ("p.jsonl", &*parent),
        ("f.jsonl", &*fork),
        ("a.jsonl", &*agent),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let log = read(&order.map(|place| files[place]));
        let mut all = counts(&log);
        all.sort_unstable();
        assert_eq!(all, expect, "{order:?}");
        assert_eq!(skipped(&log, SkipRule::Snapshot), 1, "{order:?}");
        assert_eq!(skipped(&log, SkipRule::Replay), 4, "{order:?}");
        let first = log.calls().find(|call| of(call) == expect[0]).unwrap();
        assert_eq!(
            (first.session_name, first.model),
            ("parent", Some("gpt-5.5"))
        );
        assert_eq!(first.at.unwrap().to_string(), "2026-09-01T10:01:00Z");
    }
}

#[test]
fn codex_sessions_that_count_alike_are_still_two() {
    let total = [1000, 600, 50, 20, 1050];
    let head = |id: &str| CODEX_HEAD.replace("parent", id);
    let one = head("one") + &codex("01:00", total, Some(total));
    let two = head("two") + &codex("01:00", total, Some(total));
    let log = read(&[("1.jsonl", &one), ("2.jsonl", &two)]);
    assert_eq!(log.report().calls, 2);
}

#[test]
fn codex_old_totals_and_running_snapshots() {
    // Before `last_token_usage` there were only totals, and no model.
    let old = [
        r#"{"timestamp":"2025-08-01T10:00:00Z","type":"session_meta","payload":{"id":"old"}}"#
            .to_string()
            + "\n",
        codex("01:00", [1000, 600, 50, 20, 1050], None),
        codex("02:00", [3000, 1600, 150, 60, 3150], None),
        codex("03:00", [500, 0, 10, 0, 510], None),
    ]
    .concat();
    let log = read(&[("old.jsonl", &old)]);
    assert_eq!(
        counts(&log),
        [
            [400, 600, 0, 30, 20],
            [1000, 1000, 0, 60, 40],
            [500, 0, 0, 10, 0]
        ]
    );
    assert_eq!(log.report().calls_without_model, 3);

    let turn = |turn: &str, input: u64, cached: u64, output: u64| {
        format!(
            r#"{{"timestamp":"2026-11-01T10:00:00Z","type":"event_msg","payload":{{"type":"token_usage_record","turn_id":"{turn}","turn_token_usage":{{"input_tokens":{input},"cached_input_tokens":{cached},"output_tokens":{output},"reasoning_output_tokens":0}}}}}}"#
        ) + "\n"
    };
    let snapshots = [
        CODEX_HEAD.to_string(),
        turn("t1", 1000, 500, 10),
        turn("t1", 1000, 500, 10),
        turn("t1", 2500, 1500, 30),
        turn("t2", 3000, 2900, 40),
        codex(
            "01:00",
            [5500, 4400, 70, 0, 5570],
            Some([3000, 2900, 40, 0, 3040]),
        ),
    ]
    .concat();
    let log = read(&[("new.jsonl", &snapshots)]);
    assert_eq!(
        counts(&log),
        [
            [500, 500, 0, 10, 0],
            [500, 1000, 0, 20, 0],
            [100, 2900, 0, 40, 0]
        ]
    );
    assert_eq!(
        skipped(&log, SkipRule::Snapshot),
        2,
        "one repeat, one counter that says the same"
    );
}

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

fn span(id: &str, operation: &str, counts: &[(&str, u64)]) -> String {
    let counts: String = counts
        .iter()
        .map(|(name, count)| {
            format!(r#",{{"key":"gen_ai.usage.{name}","value":{{"intValue":"{count}"}}}}"#)
        })
        .collect();
    format!(
        r#"{{"traceId":"t1","spanId":"{id}","name":"x","startTimeUnixNano":"1790856000123456789","attributes":[{{"key":"gen_ai.operation.name","value":{{"stringValue":"{operation}"}}}},{{"key":"gen_ai.response.model","value":{{"stringValue":"claude-opus-5"}}}}{counts}]}}"#
    )
}

fn otlp(scopes: &[(&str, &[String])]) -> String {
    let scopes: Vec<String> = scopes
        .iter()
        .map(|(name, spans)| {
            format!(
                r#"{{"scope":{{"name":"{name}"}},"spans":[{}]}}"#,
                spans.join(",")
            )
        })
        .collect();
    format!(
        r#"{{"resourceSpans":[{{"scopeSpans":[{}]}}]}}"#,
        scopes.join(",")
    ) + "\n"
}

#[test]
fn otel_emitters_that_include_the_cache_and_that_do_not() {
    let inside = [
        span(
            "s1",
            "chat",
            &[
                ("input_tokens", 1000),
                ("cache_read.input_tokens", 800),
                ("output_tokens", 50),
                ("reasoning.output_tokens", 20),
            ],
        ),
        span(
            "s2",
            "invoke_agent",
            &[("input_tokens", 1000), ("output_tokens", 50)],
        ),
    ];
    let beside = [
        span(
            "s3",
            "chat",
            &[
                ("input_tokens", 5),
                ("cache_read_input_tokens", 800),
                ("cache_creation_input_tokens", 40),
                ("output_tokens", 7),
            ],
        ),
        // This span alone could be read either way: its emitter's other span tells.
        span(
            "s4",
            "chat",
            &[
                ("prompt_tokens", 900),
                ("cache_read_input_tokens", 800),
                ("completion_tokens", 7),
            ],
        ),
    ];
    let text = otlp(&[("a", &inside), ("b", &beside)]);
    let log = read(&[("traces.jsonl", &format!("{text}{text}"))]);
    assert_eq!(
        counts(&log),
        [
            [200, 800, 0, 30, 20],
            [5, 800, 40, 7, 0],
            [900, 800, 0, 7, 0]
        ]
    );
    assert_eq!(skipped(&log, SkipRule::ParentSpan), 2);
    assert_eq!(skipped(&log, SkipRule::Repeat), 3);
    // An agent span with nothing below it is all there is.
    let log = read(&[("alone.json", &otlp(&[("a", &inside[1..])]))]);
    assert_eq!(counts(&log), [[1000, 0, 0, 50, 0]]);
}

#[test]
fn litellm_rows_know_the_providers_cache_from_its_metadata() {
    let rows = r#"[
{"request_id":"r1","call_type":"acompletion","spend":0.0421,"prompt_tokens":42122,"completion_tokens":50,"total_tokens":42172,"startTime":"2026-10-01T12:00:00Z","model":"claude-opus-5","cache_hit":"False","metadata":{"usage_object":{"prompt_tokens":42122,"prompt_tokens_details":{"cached_tokens":16000},"cache_creation_input_tokens":26022}}},
{"request_id":"r2","spend":0,"prompt_tokens":42122,"completion_tokens":50,"startTime":"2026-10-01T12:00:05Z","model":"claude-opus-5","cache_hit":"True"},
{"request_id":"r3","spend":0.1,"prompt_tokens":10,"completion_tokens":5,"startTime":"2026-10-01 12:00:05","model":"gpt-5.5","cache_hit":"","metadata":"{\"usage_object\":{\"prompt_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":4}}}"}
]"#;
    let log = read(&[("spend.json", rows)]);
    assert_eq!(counts(&log), [[100, 16000, 26022, 50, 0], [6, 4, 0, 5, 0]]);
    assert_eq!(skipped(&log, SkipRule::ResponseCache), 1);
}

#[test]
fn openrouter_generations_use_native_tokens_and_add_the_vendors_bill_to_the_fee() {
    let rows = r#"{"data":{"id":"gen-1","model":"anthropic/claude-sonnet-5","created_at":"2026-10-01T12:00:00Z","tokens_prompt":900,"tokens_completion":80,"native_tokens_prompt":1000,"native_tokens_completion":100,"native_tokens_reasoning":40,"native_tokens_cached":700,"total_cost":0.001,"is_byok":true,"upstream_inference_cost":0.02}}
{"id":"gen-1","model":"anthropic/claude-sonnet-5","native_tokens_prompt":1000,"native_tokens_completion":100,"native_tokens_reasoning":40,"native_tokens_cached":700,"total_cost":0.001}
"#;
    let log = read(&[("gen.jsonl", rows)]);
    assert_eq!(counts(&log), [[300, 700, 0, 60, 40]]);
    assert_eq!(log.call(0).at.unwrap().to_string(), "2026-10-01T12:00:00Z");
}

#[test]
fn console_exports_are_sums_not_calls() {
    let csv = "\u{feff}usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed\n\
        2026-10-01,claude-opus-5,\"key, one\",Default,standard,0-200k,100,200,300,5000000000,50,2,us,standard\n\
        2026-10-02,claude-opus-5,k,Default,batch,0-200k,7,0,0,0,1,,,\n\
        nonsense\n";
    let log = read(&[("usage.csv", csv)]);
    let sums: Vec<_> = log.sums().collect();
    assert_eq!(of(&sums[0]), [100, 5_000_000_000, 500, 50, 0]);
    assert_eq!(
        (sums[0].usage.cache_write_1h, sums[0].usage.web_searches),
        (300, 2)
    );
    assert_eq!(
        (sums[0].region, sums[0].session_name),
        (Some("us"), "key, one")
    );
    assert_eq!((sums[1].service_tier, sums[1].calls), (Some("batch"), None));
    assert_eq!(
        (
            log.report().calls,
            log.report().buckets,
            log.report().bad_lines
        ),
        (0, 2, 1)
    );

    // Tabs and a header in another language: known by the place of the columns.
    let translated = csv
        .replace(',', "\t")
        .replace("\"key\t one\"", "k")
        .replace("usage_date_utc", "日期")
        .replace("usage_output_tokens", "输出");
    assert_eq!(read(&[("usage.tsv", &translated)]).report().buckets, 2);
    let old = "usage_date_utc,model_version,api_key,usage_input_tokens_no_cache,usage_input_tokens_cache_write,usage_input_tokens_cache_read,usage_output_tokens\n2025-03-01,claude-3-7-sonnet,k,1,2,3,4\n";
    assert_eq!(
        of(&read(&[("old.csv", old)]).sums().next().unwrap()),
        [1, 3, 2, 4, 0]
    );

    let openai = r#"{"object":"page","data":[{"object":"bucket","start_time":1790812800,"end_time":1790899200,"results":[{"object":"organization.usage.completions.result","input_tokens":1000,"input_cached_tokens":800,"output_tokens":500,"num_model_requests":5,"model":"gpt-5.5-2026-04-23","batch":true,"project_id":"proj_1"}]}],"has_more":false}"#;
    let log = read(&[("page.json", openai)]);
    let sum = log.sums().next().unwrap();
    assert_eq!(
        (of(&sum), sum.calls, sum.service_tier),
        ([200, 800, 0, 500, 0], Some(5), Some("batch"))
    );
    let csv = "timestamp,n_requests,operation,snapshot_id,n_context_tokens_total,n_generated_tokens_total\n1790812800,3,completion,gpt-4o-2024-08-06,900,90\n";
    let log = read(&[("activity.csv", csv)]);
    assert_eq!(of(&log.sums().next().unwrap()), [900, 0, 0, 90, 0]);
}

#[test]
fn raw_responses_one_per_line_in_arrays_and_as_streams() {
    let line = |id: &str, input: u64| {
        format!(
            r#"{{"id":"{id}","object":"chat.completion","created":1790856000,"model":"gpt-5.5","service_tier":"flex","usage":{{"prompt_tokens":{input},"completion_tokens":1}}}}"#
        )
    };
    let stream = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"model\":\"claude-opus-5\",\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\ndata: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":15}}\n\ndata: {\"type\":\"message_stop\"}\n\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_2\",\"type\":\"message\",\"model\":\"claude-opus-5\",\"usage\":{\"input_tokens\":30,\"output_tokens\":1}}}\n\ndata: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":9}}\n";
    let lines = format!("{}\n{}\n{}\n", line("a", 10), line("b", 20), line("a", 10));
    let array = format!("[{},\n{}]", line("b", 20), line("c", 30));
    let log = read(&[
        ("lines.jsonl", &lines),
        ("array.json", &array),
        ("stream.txt", stream),
    ]);
    let inputs: Vec<u64> = log.calls().map(|call| call.usage.input).collect();
    assert_eq!(inputs, [10, 20, 30, 25, 30]);
    assert_eq!(
        log.calls()
            .map(|call| call.usage.output)
            .collect::<Vec<_>>(),
        [1, 1, 1, 15, 9]
    );
    assert_eq!(log.call(0).service_tier, Some("flex"));
    assert_eq!(log.call(0).at.unwrap().to_string(), "2026-10-01T12:00:00Z");
    // Without ids nothing tells a copy: every line is a call.
    let bare =
        "{\"input_tokens\":1,\"output_tokens\":1}\n{\"input_tokens\":1,\"output_tokens\":1}\n";
    assert_eq!(read(&[("bare.jsonl", bare)]).report().calls, 2);
}

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
    let errors: Vec<_> = log
        .report()
        .files
        .iter()
        .map(|file| file.error.as_deref())
        .collect();
    assert!(
        errors[0]
            .unwrap()
            .contains("looked for anthropic-csv, claude-code, codex")
    );
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
    let errors: Vec<_> = log
        .report()
        .files
        .iter()
        .filter_map(|file| file.error.as_deref())
        .collect();
    assert_eq!(errors.len(), 3);
    assert!(
        errors[0].contains("UTF-16")
            && errors[1].contains("export")
            && errors[2].contains("unpack")
    );
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
