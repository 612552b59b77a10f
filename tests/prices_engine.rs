//! The price engine on small tables: intervals, length bands, clocks, stacking, sums.

use proptest::prelude::*;
use taskfare::bill::{self, Bill, Call, ReasonCode, Status};
use taskfare::instant::Instant;
use taskfare::money::{Amount, Currency};
use taskfare::prices::source::{HolidaysFile, ServiceTier};
use taskfare::prices::{Table, Terms, load};
use taskfare::usage::{Kind, Usage};

const HOLIDAYS: &str = r#"
[calendar.cn-public]
years = [2026]
days = ["2026-10-01/2026-10-07"]
source = "test"
checked = "2026-11-22"
"#;

const ACME: &str = r#"
[vendor]
id = "acme"
name = "Acme"
[defaults]
checked = "2026-11-01"
usage = "inclusive"

[rule.long]
prompt_tokens = ">272000"
mul = { in = "2", cache_read = "2", cache_write = "2", out = "1.5" }
[rule.inclusive]
prompt_tokens = ">=200000"
mul = { all = "2" }
[rule.batch]
service_tier = "batch"
mul = { all = "0.5" }
[rule.batch-fresh-only]
service_tier = "batch"
mul = { in = "0.5", out = "0.5" }
[rule.batch-off-peak]
service_tier = "batch"
mul = { all = "0.5" }
unless = ["peak"]
[rule.us]
region = ["us"]
mul = { all = "1.1" }
[rule.peak]
tz = "Asia/Shanghai"
days = "mon-fri"
hours = ["09:00-12:00", "14:00-18:00"]
except = "cn-public"
mul = { all = "2" }
[rule.beyond]
prompt_tokens = ">200"
scope = "marginal"
set = { in = "10", cache_read = "1" }
[rule.thinking]
thinking = true
set = { out = "8" }

[[model]]
id = "banded"
cache = { mode = "both", ttls = ["30m"], write_fee = true }
price = [{ rates = { in = "4", out = "20", cache_read = "0.4", cache_write_30m = "5", web_search_1k = "10" }, rules = ["long", "batch", "us"] }]
[[model]]
id = "bound"
price = [{ rates = { in = "2", out = "6" }, rules = ["inclusive"] }]
[[model]]
id = "unstacked"
price = [{ rates = { in = "2", out = "6", cache_read = "0.2" }, rules = ["batch-fresh-only"] }]
[[model]]
id = "clocked"
price = [{ rates = { in = "1", out = "2" }, rules = ["peak", "batch-off-peak"] }]
[[model]]
id = "marginal"
price = [{ rates = { in = "1", out = "2", cache_read = "0.1" }, rules = ["beyond"] }]
[[model]]
id = "thinker"
price = [{ rates = { in = "1", out = "2" }, rules = ["thinking"] }]
[[model]]
id = "dated"
[[model.price]]
from = "2026-03-01"
rates = { in = "10", out = "20" }
[[model.price]]
from = "2026-08-16T16:00:00Z"
to = "2026-12-01"
rates = { in = "5", out = "10" }
[[model.price]]
currency = "CNY"
from = "2026-03-01"
rates = { in = "40", out = "80" }
[[model]]
id = "stored"
price = [{ rates = { in = "1", out = "2", storage_mtok_hour = "4.5", request = "0.01" } }]
[[model]]
id = "like"
[[model.price]]
like = "acme/dated"
mul = { all = "1.1" }
"#;

fn table() -> Table {
    let mut table = Table::default();
    let holidays: HolidaysFile = load::from_toml("holidays.toml", HOLIDAYS).unwrap();
    table.add_calendars(&holidays).unwrap();
    table.add_toml("acme.toml", ACME).unwrap();
    table
}

const NOON: &str = "2026-11-22T12:00:00Z";

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn usage(input: u64, cache_read: u64, output: u64) -> Usage {
    Usage {
        input,
        cache_read,
        output,
        ..Usage::default()
    }
}

fn call<'a>(model: &'a str, usage: &'a Usage, when: &str) -> Call<'a> {
    Call {
        model,
        usage,
        at: at(when),
        service_tier: ServiceTier::Standard,
        region: None,
        currency: None,
    }
}

fn price(model: &str, usage: Usage, when: &str) -> Bill {
    bill::price(&table(), &call(model, &usage, when)).unwrap()
}

fn total(bill: &Bill) -> String {
    bill.total.map_or("none".into(), |total| total.to_string())
}

#[test]
fn length_bands_move_the_whole_request_at_their_exact_bound() {
    let at_bound = price("banded", usage(200_000, 72_000, 1_000), NOON);
    assert_eq!(total(&at_bound), "0.8488");
    let beyond = price("banded", usage(200_001, 72_000, 1_000), NOON);
    assert_eq!(
        total(&beyond),
        "1.687608",
        "input and cache x2, output x1.5"
    );
    assert_eq!(beyond.lines[0].rules, ["long"]);
    assert_eq!(
        total(&price("bound", usage(199_999, 0, 0), NOON)),
        "0.399998"
    );
    assert_eq!(total(&price("bound", usage(200_000, 0, 0), NOON)), "0.8");
    let read_counts = price("bound", usage(1, 199_999, 0), NOON);
    assert_eq!(
        read_counts.status,
        Status::Partial,
        "no cache rate is known"
    );
    assert_eq!(
        total(&read_counts),
        "0.000004",
        "but cached tokens decide the band"
    );
}

#[test]
fn a_rate_of_nothing_prices_what_it_is_for() {
    let mut own = Table::default();
    let free = [
        ACME.split("[rule.").next().unwrap(),
        "[[model]]\nid = \"free\"\nprice = [{ rates = { in = \"0\" } }]\n",
    ]
    .concat();
    own.add_toml("prices/acme.toml", &free).unwrap();
    let card = own.card_of(&own.find("free").unwrap(), &Terms::default());
    for (used, status, sum) in [
        (usage(10, 0, 0), Status::Priced, "0"),
        (usage(10, 0, 5), Status::Partial, "0"),
        (usage(0, 0, 5), Status::Unpriced, "none"),
    ] {
        let bill = bill::price(&own, &call("free", &used, NOON)).unwrap();
        assert_eq!((bill.status, total(&bill)), (status, sum.to_string()));
        let mut totals = bill::Totals::default();
        totals.add(Some(&card), &used, at(NOON));
        assert_eq!(totals.status, [status as u8]);
        assert_eq!(totals.is_known(), bill.total.is_some());
        assert_eq!(totals.texts, sum.replace("none", ""));
    }
}

#[test]
fn tiers_regions_and_bands_stack_exactly() {
    let table = table();
    let usage = Usage {
        cache_write_30m: 72_000,
        web_searches: 3,
        ..usage(200_001, 0, 1_000)
    };
    let mut call = call("banded", &usage, NOON);
    call.service_tier = ServiceTier::Batch;
    call.region = Some("us-east-1");
    let bill = bill::price(&table, &call).unwrap();
    // (200,001 x 8 + 72,000 x 10 + 1,000 x 30) x 0.5 x 1.1 / 1e6 + 3 x 0.01
    assert_eq!(total(&bill), "1.3225044");
    assert_eq!(bill.lines[0].rules, ["long", "batch", "us"]);
    call.region = Some("europe");
    assert_eq!(
        bill::price(&table, &call).unwrap().reasons[0].code,
        ReasonCode::NoRegion
    );
    call.region = Some("global");
    assert_eq!(bill::price(&table, &call).unwrap().status, Status::Priced);
    call.service_tier = ServiceTier::Fast;
    let bill = bill::price(&table, &call).unwrap();
    assert_eq!(
        (bill.status, bill.reasons[0].code),
        (Status::Unpriced, ReasonCode::NoServiceTier)
    );
}

#[test]
fn what_is_assumed_of_a_rate_is_said() {
    let usage = usage(1_000, 0, 0);
    let codes = |model: &str, at: &str, region: Option<&str>| {
        let mut call = call(model, &usage, at);
        call.region = region;
        let bill = bill::price(&table(), &call).unwrap();
        assert_eq!(bill.status, Status::Priced);
        let of_rate = |code: &ReasonCode| *code != ReasonCode::OneSource;
        let codes = bill.reasons.iter().map(|reason| reason.code);
        codes.filter(of_rate).collect::<Vec<_>>()
    };
    // Read on 2026-11-01; no source says when it began.
    assert_eq!(codes("banded", "2026-11-01", None), []);
    assert_eq!(
        codes("banded", "2026-10-31T23:59:59Z", None),
        [ReasonCode::StartUnknown]
    );
    assert_eq!(codes("banded", "2026-11-01", Some("us")), []);
    assert_eq!(
        codes("unstacked", "2026-11-01", Some("us")),
        [ReasonCode::RegionUnlisted]
    );
    assert_eq!(codes("unstacked", "2026-11-01", Some("global")), []);
}

#[test]
fn discounts_that_do_not_stack_do_not() {
    let table = table();
    let usage = usage(1_000_000, 1_000_000, 0);
    let mut call = call("unstacked", &usage, NOON);
    call.service_tier = ServiceTier::Batch;
    assert_eq!(
        total(&bill::price(&table, &call).unwrap()),
        "1.2",
        "cache wins over batch"
    );
    // A Monday 10:00 in Beijing is peak: there the batch discount is silenced.
    let usage = self::usage(1_000_000, 0, 0);
    let mut call = self::call("clocked", &usage, "2026-11-23T02:00:00Z");
    call.service_tier = ServiceTier::Batch;
    assert_eq!(total(&bill::price(&table, &call).unwrap()), "2");
    call.at = at("2026-11-23T05:00:00Z");
    assert_eq!(total(&bill::price(&table, &call).unwrap()), "0.5");
}

#[test]
fn the_vendors_clock_decides() {
    let million = usage(1_000_000, 0, 0);
    for (when, expected) in [
        ("2026-11-23T00:59:59Z", "1"), // Monday 08:59:59 in Beijing
        ("2026-11-23T01:00:00Z", "2"),
        ("2026-11-23T03:59:59Z", "2"),
        ("2026-11-23T04:00:00Z", "1"),
        ("2026-11-21T02:00:00Z", "1"), // a Saturday
        ("2026-10-05T02:00:00Z", "1"), // a Monday in the holidays
    ] {
        assert_eq!(total(&price("clocked", million, when)), expected, "{when}");
    }
}

#[test]
fn beyond_the_calendar_a_bill_is_a_range() {
    let bill = price("clocked", usage(1_000_000, 0, 0), "2027-01-01T02:00:00Z");
    assert_eq!(bill.status, Status::Priced);
    assert_eq!(
        (total(&bill), bill.high.unwrap().to_string()),
        ("1".into(), "2".into())
    );
    assert!(
        bill.reasons
            .iter()
            .any(|reason| reason.code == ReasonCode::HolidaysUnknown)
    );
    let night = price("clocked", usage(1_000_000, 0, 0), "2027-01-01T20:00:00Z");
    assert_eq!(night.high, None, "off-peak whether holiday or not");
}

#[test]
fn marginal_bands_bill_only_what_lies_beyond() {
    // 150 cached tokens fill the prompt first, then 100 fresh: 50 of them lie beyond 200.
    let bill = price("marginal", usage(100, 150, 10), NOON);
    let expected = "0.000585"; // 150 x 0.1 + 50 x 1 + 50 x 10 + 10 x 2, per million
    assert_eq!(total(&bill), expected);
    let fresh: Vec<_> = bill
        .lines
        .iter()
        .filter(|line| line.kind == "input")
        .collect();
    assert_eq!((fresh[0].count, fresh[1].count), (50, 50));
    assert_eq!(total(&price("marginal", usage(200, 0, 0), NOON)), "0.0002");
}

#[test]
fn reasoning_bills_as_output_and_can_move_it() {
    let silent = price("thinker", usage(0, 0, 1_000_000), NOON);
    assert_eq!(total(&silent), "2");
    let thinking = Usage {
        reasoning: 1_000_000,
        ..usage(0, 0, 1_000_000)
    };
    assert_eq!(total(&price("thinker", thinking, NOON)), "16");
}

#[test]
fn instants_decide_which_price_holds() {
    let million = usage(1_000_000, 0, 0);
    assert_eq!(
        total(&price("dated", million, "2026-08-16T15:59:59Z")),
        "10"
    );
    assert_eq!(total(&price("dated", million, "2026-08-16T16:00:00Z")), "5");
    let early = price("dated", million, "2026-02-28T23:59:59Z");
    assert_eq!(early.reasons[0].code, ReasonCode::NoPriceAt);
    assert_eq!(
        early.reasons[0].from.as_deref(),
        Some("2026-03-01T00:00:00Z")
    );
    let late = price("dated", million, "2026-12-01");
    assert_eq!((late.status, late.total), (Status::Unpriced, None));
    assert_eq!(
        total(&price("like", million, "2026-08-16T16:00:00Z")),
        "5.5"
    );
}

#[test]
fn currencies_run_side_by_side() {
    let table = table();
    let usage = usage(1_000_000, 0, 0);
    let mut call = call("dated", &usage, NOON);
    call.currency = Some(Currency::CNY);
    assert_eq!(total(&bill::price(&table, &call).unwrap()), "40");
    call.currency = Currency::parse("eur");
    let bill = bill::price(&table, &call).unwrap();
    assert_eq!(bill.reasons[0].code, ReasonCode::NoPriceInCurrency);
}

#[test]
fn storage_and_requests_are_billed_by_their_units() {
    let usage = Usage {
        storage_token_seconds: 100_000 * 1_800,
        requests: 2,
        ..Usage::default()
    };
    assert_eq!(
        total(&price("stored", usage, NOON)),
        "0.245",
        "50,000 token-hours and two fees"
    );
    let free = price(
        "bound",
        Usage {
            requests: 5,
            ..Usage::default()
        },
        NOON,
    );
    assert_eq!((free.status, total(&free).as_str()), (Status::Priced, "0"));
}

#[test]
fn unknown_is_a_value() {
    let bill = price("bandit", usage(1, 0, 0), NOON);
    assert_eq!(bill.status, Status::Unpriced);
    assert_eq!(bill.reasons[0].code, ReasonCode::UnknownModel);
    assert_eq!(bill.reasons[0].nearest.len(), 3);
    assert_eq!(bill.reasons[0].nearest[0], "acme/banded");
    let sound = Usage {
        audio_output: 5,
        ..usage(1, 0, 0)
    };
    let bill = price("banded", sound, NOON);
    assert_eq!((bill.status, bill.lines[1].amount), (Status::Partial, None));
    assert_eq!(bill.reasons[0].kind, Some("audioOutput"));
    let impossible = Usage {
        output: u64::MAX,
        ..Usage::default()
    };
    let table = table();
    let error = bill::price(&table, &call("banded", &impossible, NOON)).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-usage", Some("usage.output"))
    );
}

fn any_usage() -> impl Strategy<Value = Usage> {
    proptest::collection::vec(prop_oneof![Just(0u64), 0..500_000u64], Kind::COUNT).prop_map(
        |counts| {
            let mut usage = Usage::default();
            for (kind, count) in Kind::ALL.iter().zip(counts) {
                usage.set(*kind, count);
            }
            usage
        },
    )
}

proptest! {
    #[test]
    fn lines_add_up_to_the_total_and_the_fast_path_agrees(
        usage in any_usage(),
        model in 0..9usize,
        tier in 0..2u8,
        seconds in 1_772_323_200i64..1_830_297_600,
    ) {
        let table = table();
        let tier = [ServiceTier::Standard, ServiceTier::Batch][usize::from(tier)];
        let card = table.card(model, &Terms { service_tier: tier, ..Terms::default() });
        let bill = bill::bill(&table, &card, &usage, Instant(seconds));
        let low: Amount = bill.lines.iter().filter_map(|line| line.amount).sum();
        let high: Amount = bill.lines.iter().filter_map(|line| line.high.or(line.amount)).sum();
        match bill::charge(&card, &usage, Instant(seconds)) {
            Err(_) => prop_assert_eq!((bill.status, bill.total), (Status::Unpriced, None)),
            Ok(charge) => {
                prop_assert_eq!((charge.total, charge.high), (low, high));
                prop_assert_eq!(charge.unpriced != 0, bill.status != Status::Priced);
                if bill.status != Status::Unpriced {
                    prop_assert_eq!(bill.total, Some(low));
                    prop_assert_eq!(bill.high.unwrap_or(low), high);
                }
                for line in bill.lines.iter().filter(|line| line.count > 0) {
                    let exact = line.rate.zip(line.amount).map(|(rate, amount)| {
                        let shown: f64 = rate.to_string().parse().unwrap();
                        let per = f64::from(line.per) * if line.kind == "storageTokenSeconds" { 3_600.0 } else { 1.0 };
                        (shown * line.count as f64 / per - amount.to_f64()).abs()
                    });
                    prop_assert!(exact.is_none_or(|off| off < 1e-6));
                }
            }
        }
    }
}
