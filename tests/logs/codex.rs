//! Codex: cumulative counters, forks, sub-agents, running snapshots.

use crate::support::{counts, of, read, skipped};
use taskfare::logs::SkipRule;

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
fn codex_counters_without_anything_new_are_no_calls() {
    let total = [1000, 600, 50, 20, 1050];
    let rate_limits = r#"{"timestamp":"2026-09-01T10:00:02Z","type":"event_msg","payload":{"type":"token_count","info":null,"rate_limits":{}}}"#;
    let text = [
        CODEX_HEAD.to_string(),
        codex("01:00", total, Some(total)),
        rate_limits.to_string() + "\n",
        codex("09:00", total, Some(total)),
        codex("59:00", total, Some(total)),
    ]
    .concat();
    let log = read(&[("a", &text)]);
    assert_eq!(counts(&log), [[400, 600, 0, 30, 20]]);
    assert_eq!(skipped(&log, SkipRule::Snapshot), 2);
    assert_eq!(log.report().bad_lines, 0);
}

#[test]
fn codex_threads_of_sub_agents_are_known_by_any_of_their_marks() {
    let total = [1000, 600, 50, 20, 1050];
    let parent = CODEX_HEAD.to_string() + &codex("01:00", total, Some(total));
    for mark in [
        r#""parent_thread_id":"parent""#,
        r#""thread_source":"subagent""#,
        r#""forked_from_id":"parent""#,
        r#""source":{"subagent":{"thread_spawn":{}}}"#,
    ] {
        let head = format!(
            r#"{{"timestamp":"2026-09-01T10:40:00Z","type":"session_meta","payload":{{"id":"child",{mark}}}}}"#
        ) + "\n";
        let child = head + &codex("40:07", total, Some(total));
        let log = read(&[("p", &parent), ("c", &child)]);
        assert_eq!(log.report().calls, 1, "{mark}");
        assert_eq!(log.call(0).session_name, "parent", "{mark}");
    }
}
