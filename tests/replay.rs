//! Costs of made-up logs at made-up prices, worked out by hand.
#![cfg(feature = "logs")]

#[path = "support/acme.rs"]
mod acme;
#[path = "support/claude_line.rs"]
mod claude_line;

use acme::amount;
use claude_line::{line, read};
use taskfare::money::Amount;
use taskfare::prices::Table;
use taskfare::replay::{CostReport, Difference, ReplayOptions, WhatIfOffer, cost, what_if};

const MODELS: &str = r#"
[rule.batch]
service_tier = "batch"
mul = { all = "0.5" }

[[model]]
id = "big-1"
tokenizer = "o200k"
[model.cache]
mode = "explicit"
min_tokens = 1024
ttls = ["5m", "1h"]
write_fee = true
[[model.price]]
from = "2025-01-01"
to = "2026-01-01"
[model.price.rates]
in = "6"
out = "30"
cache_read = "0.6"
cache_write_5m = "7.5"
cache_write_1h = "12"
[[model.price]]
from = "2026-01-01"
rules = ["batch"]
[model.price.rates]
in = "4"
out = "20"
cache_read = "0.4"
cache_write_5m = "5"
cache_write_1h = "8"

[[model]]
id = "small-1"
tokenizer = "o200k"
[model.cache]
mode = "auto"
min_tokens = 1024
granularity = 128
ttls = ["10m"]
write_fee = false
[[model.price]]
from = "2026-01-01"
[model.price.rates]
in = "1"
out = "4"
cache_read = "0.1"
"#;

fn table() -> Table {
    acme::table(MODELS)
}

fn replay(text: &str) -> CostReport {
    cost(&table(), &read(text), &ReplayOptions::default()).unwrap()
}

#[test]
fn costs_add_up_by_day_model_project_session_and_kind() {
    let text = [
        line("a", 1, 0, [1000, 0, 0, 10_000, 100]),
        line("a", 2, 30, [1000, 10_000, 500, 0, 200]),
        line("b", 3, 60, [2000, 0, 0, 0, 300]),
    ]
    .concat();
    let report = replay(&text);
    // 4,000 fresh x 4 + 10,000 read x 0.4 + 500 x 5 + 10,000 x 8 + 600 out x 20, per million.
    assert_eq!(report.total.cost, Some(amount("0.1145")));
    assert_eq!((report.total.calls, report.total.unpriced), (3, 0));
    let cost = |rows: &[taskfare::replay::Row]| {
        let rows = rows
            .iter()
            .map(|row| (row.name.clone().unwrap(), row.sum.cost));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(
        cost(&report.by_day),
        [("2026-10-01".into(), Some(amount("0.1145")))]
    );
    assert_eq!(
        cost(&report.by_model),
        [("big-1".into(), Some(amount("0.1145")))]
    );
    let sessions = [
        ("a".to_string(), Some(amount("0.1005"))),
        ("b".to_string(), Some(amount("0.014"))),
    ];
    assert_eq!(cost(&report.by_session), sessions);
    let kinds: Amount = report.by_kind.iter().filter_map(|row| row.cost).sum();
    assert_eq!(Some(kinds), report.total.cost, "kinds add up to the total");
    let long = report
        .by_kind
        .iter()
        .find(|row| row.kind == "cacheWrite1h")
        .unwrap();
    assert_eq!((long.count, long.cost), (10_000, Some(amount("0.08"))));
    assert_eq!(report.subscription_tools, ["claude-code"]);
    // All fresh: 24,500 x 4 + 600 x 20 = 0.11; the cache cost 0.0045 more than it saved.
    assert_eq!(report.cache.saved, Some(amount("-0.0045")));
    let options = ReplayOptions {
        redact: true,
        from: Some("2026-10-01T12:00:30Z".into()),
        to: Some("2026-10-01T12:01:00Z".into()),
    };
    let report = taskfare::replay::cost(&table(), &read(&text), &options).unwrap();
    assert_eq!(
        (report.total.calls, report.total.cost),
        (1, Some(amount("0.0145")))
    );
    assert_eq!(report.by_project[0].name.as_deref(), Some("project-1"));
    let wrong = ReplayOptions {
        from: Some("yesterday".into()),
        ..ReplayOptions::default()
    };
    let error = taskfare::replay::cost(&table(), &read(&text), &wrong).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-argument", Some("from"))
    );
}

#[test]
fn unknown_models_and_times_are_unpriced_never_free() {
    let text = line("a", 1, 0, [1000, 0, 0, 0, 0]).replace("big-1", "big-2")
        + &line("a", 2, 0, [1000, 0, 0, 0, 0])
            .replace(r#""timestamp":"2026-10-01T12:00:00Z","#, "");
    let report = replay(&text);
    assert_eq!(
        (
            report.total.calls,
            report.total.unpriced,
            report.without_time
        ),
        (2, 2, 1)
    );
    assert_eq!(report.unknown_models[0].name, "big-2");
    assert!(
        report.unknown_models[0]
            .nearest
            .iter()
            .any(|name| name.contains("big-1"))
    );
    assert_eq!(report.by_kind[0].unpriced, 2000);
}

#[test]
fn calls_that_failed_are_summed_apart() {
    let line = |id: u32, stop: &str| {
        format!(
            r#"{{"type":"message","id":"m{id}","timestamp":"2026-10-01T12:00:0{id}Z","message":{{"role":"assistant","model":"big-1","stopReason":"{stop}","usage":{{"input":1000,"output":100,"cacheRead":0,"cacheWrite":0}}}}}}"#
        ) + "\n"
    };
    let report = replay(&(line(1, "stop") + &line(2, "error") + &line(3, "stop")));
    assert_eq!((report.total.calls, report.failed.calls), (3, 1));
    // 1,000 at 4 and 100 at 20, per million.
    assert_eq!(report.failed.cost, Some(amount("0.006")));
}

#[test]
fn idle_gaps_other_misses_and_resets_are_told_apart() {
    let text = [
        line("a", 1, 0, [0, 0, 20_000, 0, 100]),
        // Six minutes later the five-minute cache is cold: all is written again.
        line("a", 2, 360, [0, 0, 21_000, 0, 100]),
        // Ten seconds later it is cold without a reason.
        line("a", 3, 370, [0, 0, 22_000, 0, 100]),
        line("a", 4, 380, [0, 22_000, 1_000, 0, 100]),
        // Compacted to 5,000, of which nothing was cached; one more call saves little.
        line("a", 5, 390, [0, 0, 5_000, 0, 100]),
    ]
    .concat();
    let cache = replay(&text).cache;
    assert_eq!((cache.idle.calls, cache.idle.tokens), (1, 20_000));
    // 20,000 at 5 instead of 0.4.
    assert_eq!(cache.idle.cost, Some(amount("0.092")));
    assert_eq!((cache.other.calls, cache.other.tokens), (1, 21_000));
    assert_eq!((cache.resets.seen, cache.resets.dropped), (1, 18_000));
    // Writing 5,000 anew cost 0.023 above reading; not reading 18,000 saved 0.0072.
    assert_eq!(
        (cache.resets.dead_weight, cache.resets.dead_weight_cost),
        (Some(1), Some(amount("0.0158")))
    );
    let share = 22_000.0 / 91_000.0;
    assert!((cache.read_share.unwrap() - share).abs() < 1e-12);
}

#[test]
fn what_has_no_price_at_all_costs_an_unknown_amount() {
    let with = |line: String, cost: &str| line.replacen("{", &format!("{{\"costUSD\":{cost},"), 1);
    let text = [
        with(line("a", 1, 0, [0, 0, 20_000, 0, 100]), "0.5"),
        line("a", 2, 330, [0, 0, 21_000, 0, 100]),
        line("a", 3, 360, [0, 0, 3_000, 0, 100]),
    ]
    .concat()
    .replace("big-1", "huge-1");
    let report = replay(&text);
    let total = &report.total;
    assert_eq!((total.cost, total.high, total.unpriced), (None, None, 3));
    assert!(report.by_day.iter().all(|row| row.sum.cost.is_none()));
    assert!(report.by_kind.iter().all(|row| row.cost.is_none()));
    let cache = &report.cache;
    assert_eq!(
        (cache.saved, cache.idle.calls, cache.idle.cost),
        (None, 1, None)
    );
    assert_eq!(
        (cache.other.calls, cache.other.cost),
        (0, Some(Amount::ZERO))
    );
    let resets = &cache.resets;
    assert_eq!(
        (resets.seen, resets.dead_weight, resets.dead_weight_cost),
        (1, None, None)
    );
    assert_eq!(report.recorded.computed, None);
    let data = serde_json::to_value(&report).unwrap();
    assert!(data["total"]["cost"].is_null() && data["byKind"][0]["cost"].is_null());
    // Nothing failed, which cost nothing; and a call with a price makes the sum a lower bound.
    assert_eq!(report.failed.cost, Some(Amount::ZERO));
    let mixed = replay(&[text, line("b", 4, 0, [1000, 0, 0, 0, 0])].concat());
    assert_eq!(mixed.total.cost, Some(amount("0.004")));
    assert_eq!(
        (mixed.total.unpriced, mixed.by_kind[0].cost),
        (3, Some(amount("0.004")))
    );
    let by_model: Vec<_> = mixed.by_model.iter().map(|row| row.sum.cost).collect();
    assert_eq!(
        by_model,
        [Some(amount("0.004")), None],
        "what is unknown stands last"
    );
}

#[test]
fn of_no_calls_every_amount_is_zero() {
    let later = ReplayOptions {
        from: Some("2027-01-01T00:00:00Z".into()),
        ..ReplayOptions::default()
    };
    let log = read(&line("a", 1, 0, [1000, 0, 20_000, 0, 100]));
    let report = cost(&table(), &log, &later).unwrap();
    let (cache, none) = (&report.cache, Some(Amount::ZERO));
    assert_eq!((report.total.calls, report.total.cost), (0, none));
    assert_eq!(
        (cache.saved, cache.idle.cost, cache.other.cost),
        (none, none, none)
    );
    assert_eq!(cache.resets.dead_weight_cost, none);
    assert_eq!((report.recorded.calls, report.recorded.computed), (0, none));
    // One call without a price, and nothing is known; with one that has, what is known.
    let unknown = line("a", 2, 0, [1000, 0, 0, 0, 0]).replace("big-1", "huge-1");
    assert_eq!(replay(&unknown).cache.saved, None);
    let known = line("b", 3, 0, [0, 10_000, 0, 0, 0]);
    // 10,000 read at 0.4 instead of 4.
    assert_eq!(
        replay(&[unknown, known].concat()).cache.saved,
        Some(amount("0.036"))
    );
}

/// One rate alone is known of each.
const BARE: &str = r#"
[[model]]
id = "free-1"
[[model.price]]
from = "2026-01-01"
[model.price.rates]
in = "0"

[[model]]
id = "half-1"
[[model.price]]
from = "2026-01-01"
[model.price.rates]
in = "4"
"#;

#[test]
fn what_is_free_is_priced() {
    let table = acme::table(BARE);
    let replay = |text: &str| cost(&table, &read(text), &ReplayOptions::default()).unwrap();
    let free = |usage| line("a", 1, 0, usage).replace("big-1", "free-1");
    // Input is free, output has no rate: a lower bound of nothing, not an unknown amount.
    let report = replay(&free([1000, 0, 0, 0, 100]));
    let total = &report.total;
    assert_eq!(
        (total.cost, total.high),
        (Some(Amount::ZERO), Some(Amount::ZERO))
    );
    assert_eq!((total.partial, total.unpriced), (1, 0));
    assert_eq!(report.by_kind[0].cost, Some(Amount::ZERO));
    let unknown = replay(&free([0, 0, 0, 0, 100]));
    assert_eq!((unknown.total.cost, unknown.total.unpriced), (None, 1));
    assert_eq!(
        unknown.cache.saved, None,
        "nor is it known what a cache saved"
    );
}

#[test]
fn a_difference_needs_the_same_unpriced_tokens_on_both_sides() {
    let table = acme::table(BARE);
    let half = |id, at, usage| line("a", id, at, usage).replace("big-1", "half-1");
    // Reading has no rate: what the second call wrote again cannot be told from what it read.
    let text = half(1, 0, [20_000, 5_000, 0, 0, 0]) + &half(2, 30, [20_000, 5_000, 0, 0, 0]);
    let report = cost(&table, &read(&text), &ReplayOptions::default()).unwrap();
    assert_eq!(report.total.cost, Some(amount("0.16")));
    assert_eq!(
        (report.cache.other.calls, report.cache.other.cost),
        (1, None)
    );
}

#[test]
fn recorded_costs_are_compared_and_differences_explained() {
    let with = |line: String, cost: &str| line.replacen("{", &format!("{{\"costUSD\":{cost},"), 1);
    let text = [
        with(line("a", 1, 0, [1000, 0, 0, 0, 0]), "0.004"),
        // An hour's write billed as five minutes'.
        with(line("a", 2, 10, [0, 0, 0, 10_000, 0]), "5e-2"),
        // Cached tokens at the full rate.
        with(line("a", 3, 20, [0, 10_000, 0, 0, 0]), "0.04"),
        with(line("a", 4, 30, [1000, 0, 0, 0, 0]), "7"),
    ]
    .concat();
    let recorded = replay(&text).recorded;
    assert_eq!((recorded.calls, recorded.recorded), (4, amount("7.094")));
    assert_eq!(recorded.computed, Some(amount("0.092")));
    let why = |reason| {
        recorded
            .differences
            .iter()
            .find(|row| row.reason == reason)
            .unwrap()
    };
    assert_eq!(why(Difference::None).calls, 1);
    assert_eq!(why(Difference::CacheTtl).amount, Some(amount("-0.03")));
    assert_eq!(why(Difference::CachedAsFresh).amount, Some(amount("0.036")));
    assert_eq!(why(Difference::Unexplained).calls, 1);
}

#[test]
fn a_recorded_cost_may_be_of_another_date_tier_or_reading_of_reasoning() {
    let with = |line: String, cost: &str| line.replacen("{", &format!("{{\"costUSD\":{cost},"), 1);
    let batch = line("a", 2, 10, [1000, 0, 0, 0, 0])
        .replace("\"usage\":{", "\"usage\":{\"service_tier\":\"batch\",");
    let unknown = line("a", 3, 20, [1000, 0, 0, 0, 0]).replace("big-1", "huge-1");
    // Of 100 tokens of output 40 are reasoning, which the tool left out.
    let reasons = r#"{"type":"message","id":"m4","timestamp":"2026-10-01T12:00:30Z","message":{"role":"assistant","model":"big-1","usage":{"input":0,"output":100,"reasoning":40,"cacheRead":0,"cacheWrite":0,"cost":{"total":0.0012}}}}"#;
    let text = [
        // Last year's rate; the list price of a batch; a model without a price.
        with(line("a", 1, 0, [1000, 0, 0, 0, 0]), "0.006"),
        with(batch, "0.004"),
        with(unknown, "0.5"),
        reasons.into(),
    ]
    .concat();
    let recorded = replay(&text).recorded;
    let found: Vec<_> = recorded
        .differences
        .iter()
        .map(|row| (row.reason, row.calls, row.amount))
        .collect();
    assert_eq!(
        found,
        [
            (Difference::ServiceTier, 1, Some(amount("0.002"))),
            (Difference::PriceDate, 1, Some(amount("0.002"))),
            (Difference::NoReasoning, 1, Some(amount("-0.0008"))),
            (Difference::Unpriced, 1, None),
        ]
    );
}

#[test]
fn compactions_that_the_log_records_are_counted_once_and_by_date() {
    let compacted = |session: &str, minute: u32| {
        format!(
            r#"{{"type":"system","subtype":"compact_boundary","sessionId":"{session}","timestamp":"2026-10-01T12:{minute:02}:00Z","compactMetadata":{{"preTokens":155000}}}}"#
        ) + "\n"
    };
    // The second file is a resumed session, with a copy of the first compaction.
    let text = compacted("a", 1) + &compacted("b", 1) + &compacted("b", 9);
    assert_eq!(replay(&text).cache.resets.recorded, 2);
    let late = ReplayOptions {
        from: Some("2026-10-01T12:05:00Z".into()),
        ..ReplayOptions::default()
    };
    let report = cost(&table(), &read(&text), &late).unwrap();
    assert_eq!(report.cache.resets.recorded, 1);
}

#[test]
fn four_levels_of_what_if() {
    let text = [
        line("a", 1, 0, [0, 0, 20_000, 0, 1000]),
        line("a", 2, 30, [0, 20_000, 2_000, 0, 1000]),
        // Within the other vendor's ten minutes, beyond this one's five.
        line("a", 3, 430, [0, 0, 24_000, 0, 1000]),
    ]
    .concat();
    let log = read(&text);
    let ask = |model: &str| WhatIfOffer {
        model: model.into(),
        ..WhatIfOffer::default()
    };
    let offers = [ask("acme/small-1"), ask("big-1"), ask("nobody/else")];
    let got = what_if(&table(), &log, &offers, &ReplayOptions::default()).unwrap();
    assert_eq!(got.paid.cost, Some(amount("0.298")));
    let small = &got.offers[0];
    assert_eq!((small.calls, small.left_out), (3, 0));
    // 46,000 written are fresh here: 46,000 x 1 + 20,000 x 0.1 + 3,000 x 4.
    assert!((small.same_tokens.unwrap().typical - 0.060).abs() < 1e-9);
    let level = small.tokenizer.unwrap();
    assert_eq!(
        (level.low, level.high),
        (level.typical, level.typical),
        "one tokenizer"
    );
    // 20,000; then 19,968 of 22,000 read (steps of 128); then 21,888 of 24,000.
    let fresh = 20_000.0 + 2_032.0 + 2_112.0;
    let caching = (fresh + 0.1 * (19_968.0 + 21_888.0) + 4.0 * 3_000.0) / 1e6;
    assert!(
        (small.caching.unwrap().typical - caching).abs() < 1e-9,
        "{small:?}"
    );
    let plan = small.behaviour.unwrap();
    assert!(plan.low < plan.typical && plan.typical < plan.high);
    assert!(plan.typical > caching, "a cheaper model works more");
    let own = &got.offers[1];
    let paid = got.paid.cost.expect("priced").to_f64();
    assert!(
        (own.behaviour.unwrap().typical - paid).abs() < 1e-9,
        "itself, unchanged: {own:?}"
    );
    let none = &got.offers[2];
    assert!(none.model.is_none() && none.same_tokens.is_none() && !none.nearest.is_empty());
}
