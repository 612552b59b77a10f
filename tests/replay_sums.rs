//! Exports of consoles: rows that sum many calls, at made-up prices, worked out by hand.
#![cfg(feature = "logs")]

#[path = "support/acme.rs"]
mod acme;

use acme::amount;
use taskfare::logs::{Log, LogReader};
use taskfare::prices::Table;
use taskfare::replay::{ReplayOptions, WhatIfOffer, cost, what_if};

const MODELS: &str = r#"
[rule.long]
prompt_tokens = ">200000"
mul = { all = "2" }

[[model]]
id = "banded-1"
tokenizer = "o200k"
[[model.price]]
from = "2026-01-01"
rules = ["long"]
[model.price.rates]
in = "4"
out = "20"
cache_read = "0.4"

[[model]]
id = "flat-1"
tokenizer = "o200k"
[[model.price]]
from = "2026-01-01"
[model.price.rates]
in = "1"
out = "4"
"#;

const HEADER: &str = "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count\n";

fn table() -> Table {
    acme::table(MODELS)
}

fn read(rows: &str) -> Log {
    let mut reader = LogReader::default();
    reader.push("usage.csv", [HEADER, rows].concat().as_bytes());
    reader.finish()
}

#[test]
fn the_length_band_is_taken_where_it_is_said_and_a_range_where_it_is_not() {
    let log = read(
        "2026-10-01,banded-1,key-a,shop,standard,0-200k,1000000,0,0,2000000,100000,\n\
         2026-10-01,banded-1,key-a,shop,standard,200k-1M,1000000,0,0,0,0,\n\
         2026-10-02,banded-1,key-b,blog,standard,,1000000,0,0,0,0,\n\
         2026-10-03,nobody-1,key-b,blog,standard,,7,0,0,0,0,\n",
    );
    let report = cost(&table(), &log, &ReplayOptions::default()).unwrap();
    assert_eq!(report.total.calls, 0, "no row is a call");
    let sums = &report.sums;
    // 4 + 0.8 + 2; then 8; then 4 to 8.
    assert_eq!(sums.rows, 4);
    assert_eq!(sums.total.cost, Some(amount("18.8")));
    assert_eq!(sums.total.high, Some(amount("22.8")));
    assert_eq!(sums.total.unpriced, 1, "nobody-1 is not free");
    let days: Vec<_> = sums.by_day.iter().map(|row| row.sum.cost).collect();
    assert_eq!(days, [Some(amount("14.8")), Some(amount("4")), None]);
    let projects: Vec<_> = sums
        .by_project
        .iter()
        .map(|row| (row.name.as_deref(), row.sum.cost))
        .collect();
    assert_eq!(
        projects,
        [
            (Some("shop"), Some(amount("14.8"))),
            (Some("blog"), Some(amount("4")))
        ]
    );
    let kinds: Vec<_> = sums
        .by_kind
        .iter()
        .map(|row| (row.kind, row.count, row.cost, row.unpriced))
        .collect();
    // 1 at 4, 1 at 8 and 1 at 4 or more; 2 at 0.4; 0.1 at 20: together the total.
    assert_eq!(
        kinds,
        [
            ("input", 3_000_007, Some(amount("16")), 7),
            ("cacheRead", 2_000_000, Some(amount("0.8")), 0),
            ("output", 100_000, Some(amount("2")), 0),
        ]
    );
    assert_eq!(
        (log.report().from.as_deref(), log.report().to.as_deref()),
        (Some("2026-10-01T00:00:00Z"), Some("2026-10-03T00:00:00Z"))
    );
    let redacted = ReplayOptions {
        redact: true,
        from: Some("2026-10-02".into()),
        to: None,
    };
    let report = cost(&table(), &log, &redacted).unwrap();
    assert_eq!(report.sums.rows, 2);
    assert_eq!(report.sums.by_project[0].name.as_deref(), Some("project-1"));
    assert_eq!(report.sums.by_session[0].name.as_deref(), Some("session-1"));
}

#[test]
fn a_recorded_cost_without_tokens_is_unpriced_never_free() {
    let mut reader = LogReader::default();
    let run = r#"{"info":{"model_stats":{"instance_cost":0.25,"api_calls":12}},"messages":[]}"#;
    reader.push("a.traj.json", run.as_bytes());
    let report = cost(&table(), &reader.finish(), &ReplayOptions::default()).unwrap();
    assert_eq!(report.sums.total.calls, 12);
    assert_eq!(report.sums.total.unpriced, 12);
    assert_eq!(report.sums.recorded, Some(amount("0.25")));
}

#[test]
fn what_if_of_sums_goes_as_far_as_rows_without_times_can() {
    let log = read(
        "2026-10-01,banded-1,k,shop,standard,0-200k,1000000,0,0,2000000,100000,\n\
         2026-10-02,flat-1,k,shop,standard,,1000000,0,0,0,0,\n\
         2026-10-02,nobody-1,k,shop,standard,,1000000,0,0,0,0,\n",
    );
    let ask = |model: &str| WhatIfOffer {
        model: model.into(),
        ..WhatIfOffer::default()
    };
    let offers = [ask("flat-1"), ask("banded-1"), ask("nobody-2")];
    let got = what_if(&table(), &log, &offers, &ReplayOptions::default()).unwrap();
    assert!(got.offers.iter().all(|row| row.calls == 0));
    // 3,000,000 fresh (it knows no cache) and 100,000 out; then 1,000,000 fresh.
    let flat = got.sums[0].same_tokens.unwrap();
    assert!((flat.typical - 4.4).abs() < 1e-9, "{flat:?}");
    assert_eq!(got.sums[0].left_out, 1, "the unknown model's row");
    assert_eq!(got.sums[0].tokenizer, got.sums[0].same_tokens);
    assert!(got.sums[0].caching.is_none() && got.sums[0].behaviour.is_none());
    // 6.8 as it was, and 4 to 8 of the row that does not say its lengths.
    let banded = got.sums[1].same_tokens.unwrap();
    assert!((banded.low - 10.8).abs() < 1e-9 && (banded.high - 14.8).abs() < 1e-9);
    assert!(got.sums[2].model.is_none() && got.sums[2].same_tokens.is_none());
}
