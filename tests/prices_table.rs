//! The price table of `prices/` at the bounds, instants and bills that are known.

use std::path::Path;
use std::sync::OnceLock;
use taskfare::bill::{self, Bill, Call, Status};
use taskfare::instant::Instant;
use taskfare::money::{Amount, Currency};
use taskfare::prices::Table;
use taskfare::prices::source::ServiceTier;
use taskfare::usage::{Kind, Usage};

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("prices");
    TABLE.get_or_init(|| Table::from_folder(&folder).unwrap_or_else(|error| panic!("{error}")))
}

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

const NOW: &str = "2026-11-22T00:00:00Z";

fn bill_in(model: &str, usage: Usage, when: &str, tier: ServiceTier, currency: &str) -> Bill {
    let call = Call {
        model,
        usage: &usage,
        at: at(when),
        service_tier: tier,
        region: None,
        currency: Currency::parse(currency),
    };
    bill::price(table(), &call).expect("a possible usage")
}

fn bill_at(model: &str, usage: Usage, when: &str) -> Bill {
    bill_in(model, usage, when, ServiceTier::Standard, "USD")
}

/// The total of a call that must be priced in full.
fn total(bill: &Bill) -> Amount {
    assert_eq!(bill.status, Status::Priced, "{bill:?}");
    bill.total.expect("priced")
}

fn usd(text: &str) -> Amount {
    Amount::parse(text).expect("an amount")
}

fn input(tokens: u64) -> Usage {
    Usage {
        input: tokens,
        ..Usage::default()
    }
}

/// The rate of one kind per million, read off a bill of one million.
fn rate(model: &str, kind: Kind, when: &str, currency: &str) -> Amount {
    let mut usage = Usage::default();
    usage.set(kind, 1000);
    total(&bill_in(
        model,
        usage,
        when,
        ServiceTier::Standard,
        currency,
    ))
    .times(1000)
}

trait Times {
    fn times(self, n: u32) -> Amount;
}

impl Times for Amount {
    fn times(self, n: u32) -> Amount {
        let factor = taskfare::money::Factor::parse(&n.to_string()).expect("a whole number");
        self.scaled(factor)
    }
}

#[track_caller]
fn rates(model: &str, when: &str, currency: &str, expected: [&str; 3]) {
    let kinds = [Kind::Input, Kind::Output, Kind::CacheRead];
    for (kind, expected) in kinds.into_iter().zip(expected) {
        let found = rate(model, kind, when, currency);
        assert_eq!(found, usd(expected), "{model} {} at {when}", kind.name());
    }
}

#[test]
fn it_is_as_wide_as_it_says() {
    let now = at(NOW);
    let current: Vec<_> = table()
        .models
        .iter()
        .filter(|model| {
            let ended = model.retired.is_some_and(|day| day.start() <= now);
            let open = |price: &taskfare::prices::table::Price| {
                price.from.is_none_or(|from| from <= now) && price.to.is_none_or(|to| to > now)
            };
            !ended && model.prices.iter().any(open)
        })
        .collect();
    assert!(current.len() >= 400, "{} current models", current.len());
    let vendors: std::collections::BTreeSet<_> = current
        .iter()
        .map(|model| &*table().vendor_of(model).id)
        .collect();
    assert!(vendors.len() >= 20, "{vendors:?}");
    for route in ["aws-bedrock", "google-vertex", "azure"] {
        assert!(vendors.contains(route), "no {route}");
    }
}

#[test]
fn openai_long_prompts_begin_after_272000() {
    let short = total(&bill_at("gpt-5.6-sol", input(272_000), NOW));
    let long = total(&bill_at("gpt-5.6-sol", input(272_001), NOW));
    assert_eq!(short, usd("1.088"));
    assert_eq!(long, usd("2.176008"));
}

#[test]
fn xai_long_prompts_begin_at_200000() {
    assert_eq!(
        total(&bill_at("grok-4.7", input(199_999), NOW)),
        usd("0.399998")
    );
    assert_eq!(total(&bill_at("grok-4.7", input(200_000), NOW)), usd("0.8"));
}

#[test]
fn haiku_long_prompts_begin_after_100000() {
    assert_eq!(
        total(&bill_at("claude-haiku-5-5", input(100_000), NOW)),
        usd("0.01")
    );
    assert_eq!(
        total(&bill_at("claude-haiku-5-5", input(100_001), NOW)),
        usd("0.0500005")
    );
}

#[test]
fn a_band_moves_the_whole_request() {
    assert_eq!(
        total(&bill_at("gemini-2.5-pro", input(300_000), NOW)),
        usd("0.75")
    );
}

#[test]
fn a_band_counts_cached_and_written_tokens_too() {
    let usage = Usage {
        input: 1,
        cache_read: 272_000,
        ..Usage::default()
    };
    assert_eq!(total(&bill_at("gpt-5.6-sol", usage, NOW)), usd("0.217608"));
}

#[test]
fn deepseek_turns_to_peak_prices_to_the_second() {
    let model = "deepseek-v4-pro";
    rates(
        model,
        "2026-08-16T15:59:59Z",
        "USD",
        ["0.435", "0.87", "0.003625"],
    );
    rates(
        model,
        "2026-08-16T16:00:00Z",
        "USD",
        ["0.66", "1.98", "0.022"],
    );
    rates(model, "2026-08-16T15:59:59Z", "CNY", ["3", "6", "0.025"]);
    rates(
        model,
        "2026-08-16T16:00:00Z",
        "CNY",
        ["4.5", "13.5", "0.15"],
    );
    rates(model, "2026-04-26T12:14:59Z", "CNY", ["12", "24", "1"]);
}

#[test]
fn deepseek_keeps_the_clock_of_beijing() {
    let model = "deepseek-v4-pro";
    let (low, high) = (["0.66", "1.98", "0.022"], ["1.32", "3.96", "0.044"]);
    // Friday 2026-11-20.
    rates(model, "2026-11-20T00:59:59Z", "USD", low);
    rates(model, "2026-11-20T01:00:00Z", "USD", high);
    rates(model, "2026-11-20T03:59:59Z", "USD", high);
    rates(model, "2026-11-20T04:00:00Z", "USD", low);
    rates(model, "2026-11-20T06:00:00Z", "USD", high);
    rates(model, "2026-11-20T10:00:00Z", "USD", low);
    // A Saturday; the Saturday before weekends turned off-peak; a public holiday.
    rates(model, "2026-11-21T02:00:00Z", "USD", low);
    rates(model, "2026-08-22T02:00:00Z", "USD", high);
    rates(model, "2026-08-23T02:00:00Z", "USD", low);
    rates(model, "2026-10-01T02:00:00Z", "USD", low);
    rates(model, "2026-10-08T02:00:00Z", "USD", high);
}

#[test]
fn beyond_the_calendar_a_peak_hour_is_a_range() {
    let bill = bill_at("deepseek-v4-pro", input(1_000_000), "2028-03-01T02:00:00Z");
    assert_eq!(bill.total, Some(usd("0.66")));
    assert_eq!(bill.high, Some(usd("1.32")));
}

#[test]
fn scheduled_prices_begin_on_their_day() {
    rates(
        "gemini-4-argon",
        "2026-11-30T23:59:59Z",
        "USD",
        ["2", "10", "0.1"],
    );
    rates(
        "gemini-4-argon",
        "2026-12-01T00:00:00Z",
        "USD",
        ["4", "20", "0.2"],
    );
    for model in ["gemini-3.6-flash", "gemini-3.7-flash", "gemini-3.8-flash"] {
        rates(
            model,
            "2026-12-31T23:59:59Z",
            "USD",
            ["0.75", "3.75", "0.075"],
        );
        rates(model, "2027-01-01T00:00:00Z", "USD", ["1.5", "7.5", "0.15"]);
    }
}

#[test]
fn past_prices_stay() {
    let sol = "gpt-5.6-sol";
    rates(sol, "2026-08-20T23:59:59Z", "USD", ["5", "30", "0.5"]);
    rates(sol, "2026-08-21T00:00:00Z", "USD", ["4", "20", "0.4"]);
    rates(
        "gpt-5.6-terra",
        "2026-07-29T23:59:59Z",
        "USD",
        ["2.5", "15", "0.25"],
    );
    let cut = rate("gpt-5.6-terra", Kind::Input, "2026-07-30T00:00:00Z", "USD");
    assert!(cut < usd("2.5"));
    let large = "mistral-large-4";
    rates(
        large,
        "2026-10-19T23:59:59Z",
        "USD",
        ["0.68", "2.09", "0.07"],
    );
    rates(
        large,
        "2026-10-20T00:00:00Z",
        "USD",
        ["1.36", "4.18", "0.14"],
    );
    rates(large, "2026-10-29T00:00:00Z", "USD", ["0.7", "2.1", "0.07"]);
    rates(
        "claude-sonnet-5-5",
        "2026-10-06T23:59:59Z",
        "USD",
        ["2", "10", "0.2"],
    );
    rates(
        "claude-sonnet-5-5",
        "2026-10-07T00:00:00Z",
        "USD",
        ["2", "10", "0.1"],
    );
    let mimo = "mimo-v2.5-pro";
    rates(mimo, "2026-05-26T23:59:59Z", "USD", ["1", "3", "0.2"]);
    rates(
        mimo,
        "2026-05-27T00:00:00Z",
        "USD",
        ["0.435", "0.87", "0.0036"],
    );
    rates(mimo, "2026-05-27T00:00:00Z", "CNY", ["3", "6", "0.025"]);
}

#[test]
fn long_prompt_premiums_of_anthropic_ended() {
    let long = |model, when| total(&bill_at(model, input(300_000), when));
    for model in ["claude-sonnet-4", "claude-sonnet-4-5"] {
        assert_eq!(long(model, "2026-04-29T23:59:59Z"), usd("1.8"), "{model}");
        assert_eq!(long(model, "2026-04-30T00:00:00Z"), usd("0.9"), "{model}");
    }
    assert_eq!(
        long("claude-sonnet-4-6", "2026-03-12T23:59:59Z"),
        usd("1.8")
    );
    assert_eq!(
        long("claude-sonnet-4-6", "2026-03-13T00:00:00Z"),
        usd("0.9")
    );
}

#[test]
fn the_articles_prices_hold_on_their_dates() {
    let day = "2026-04-27T00:00:00Z";
    rates("gpt-4o", day, "USD", ["2.5", "10", "1.25"]);
    rates("gpt-5.5", day, "USD", ["5", "30", "0.5"]);
    for model in ["claude-sonnet-4", "claude-sonnet-4-5", "claude-sonnet-4-6"] {
        rates(model, day, "USD", ["3", "15", "0.3"]);
    }
    for model in ["claude-opus-4-5", "claude-opus-4-6"] {
        rates(model, day, "USD", ["5", "25", "0.5"]);
    }
    for model in ["gpt-5.4-pro", "gpt-5.5-pro"] {
        assert_eq!(rate(model, Kind::Input, day, "USD"), usd("30"));
        assert_eq!(rate(model, Kind::Output, day, "USD"), usd("180"));
    }
    rates("deepseek-v4-pro", day, "CNY", ["3", "6", "0.025"]);
}

#[test]
fn reported_bills_come_out() {
    // litellm#9812: the console showed $0.05439.
    let usage = Usage {
        input: 3,
        cache_write_5m: 12_304,
        output: 550,
        ..Usage::default()
    };
    let found = total(&bill_at(
        "claude-3-7-sonnet-20250219",
        usage,
        "2025-04-07T00:00:00Z",
    ));
    assert_eq!(found, usd("0.054399"));
    // oh-my-pi#6876: written for an hour, $3.44139 and not $2.15086875.
    let usage = Usage {
        cache_write_1h: 344_139,
        ..Usage::default()
    };
    assert_eq!(total(&bill_at("claude-opus-5", usage, NOW)), usd("3.44139"));
    // pi#2148: 20,212 input tokens of which 16,298 were cached.
    let usage = Usage::from_inclusive(20_212, 16_298, 0, 931, 0).expect("possible");
    assert_eq!(total(&bill_at("gpt-5.5", usage, NOW)), usd("0.055649"));
    // litellm's own test of a 5/30/0.5/6.25 model.
    let usage = Usage {
        input: 100,
        cache_read: 16_000,
        cache_write_30m: 26_022,
        output: 50,
        ..Usage::default()
    };
    assert_eq!(
        total(&bill_at("gpt-5.6-sol", usage, "2026-08-01T00:00:00Z")),
        usd("0.1726375")
    );
}

#[test]
fn discounts_stack_as_the_vendor_says() {
    let usage = Usage {
        input: 1_000,
        cache_read: 1_000,
        ..Usage::default()
    };
    let batch = |model| total(&bill_in(model, usage, NOW, ServiceTier::Batch, "USD"));
    // Anthropic halves cached tokens too, Google's 2.5 Pro does not, xAI takes a fifth off.
    assert_eq!(batch("claude-opus-5"), usd("0.00275"));
    assert_eq!(batch("google/gemini-2.5-pro"), usd("0.00075"));
    assert_eq!(batch("google-vertex/gemini-2.5-pro"), usd("0.00075"));
    assert_eq!(batch("grok-4.7"), usd("0.002"));
    let fast = |model| total(&bill_in(model, usage, NOW, ServiceTier::Fast, "USD"));
    assert_eq!(fast("claude-opus-5-5"), usd("0.0084"));
    assert_eq!(fast("gpt-5.5"), usd("0.01375"));
}
