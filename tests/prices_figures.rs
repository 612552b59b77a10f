//! Single figures that published tables drop or get wrong: what was sold once, tiers and
//! regions of older prices, names that move.

use taskfare::bill::{self, Call, ReasonCode, Status};
use taskfare::instant::Instant;
use taskfare::prices::Table;
use taskfare::prices::source::ServiceTier;
use taskfare::usage::Usage;

/// The total of 100,000 fresh input tokens: short enough for every length band but the
/// shortest.
fn input(table: &Table, model: &str, at: &str, tier: ServiceTier, region: Option<&str>) -> String {
    let usage = Usage {
        input: 100_000,
        ..Usage::default()
    };
    bill_of(table, model, at, tier, region, &usage)
}

fn bill_of(
    table: &Table,
    model: &str,
    at: &str,
    service_tier: ServiceTier,
    region: Option<&str>,
    usage: &Usage,
) -> String {
    let call = Call {
        model,
        usage,
        at: Instant::parse(at).unwrap(),
        service_tier,
        region,
        currency: None,
    };
    let bill = bill::price(table, &call).unwrap();
    match (bill.status, bill.total) {
        (Status::Priced, Some(total)) => total.to_string(),
        _ => format!("{:?}", bill.reasons[0].code),
    }
}

#[test]
fn what_is_gone_keeps_its_price() {
    let table = Table::shipped();
    for (model, at, expected) in [
        ("gpt-3.5-turbo-0125", "2025-01-01", "0.05"),
        ("gpt-3.5-turbo-0613", "2024-01-01", "0.15"),
        ("gpt-4-0613", "2024-01-01", "3"),
        ("gpt-4-1106-preview", "2024-01-01", "1"),
        ("text-embedding-ada-002", "2025-01-01", "0.01"),
        ("chatgpt-4o-latest", "2025-06-01", "0.5"),
        ("grok-2", "2025-02-01", "0.2"),
        // 02:00 is day, 18:00 night on the clock of the discount, which ended.
        ("deepseek-chat", "2025-06-01T02:00:00Z", "0.027"),
        ("deepseek-chat", "2025-06-01T18:00:00Z", "0.0135"),
        ("deepseek-reasoner", "2025-06-01T00:10:00Z", "0.0135"),
        ("deepseek-reasoner", "2025-09-20T18:00:00Z", "0.056"),
        ("deepseek-chat", "2025-10-01", "0.028"),
        ("deepseek-chat", "2026-07-24", "NoPriceAt"),
    ] {
        let found = input(&table, model, at, ServiceTier::Standard, None);
        assert_eq!(found, expected, "{model} {at}");
    }
}

#[test]
fn names_that_move_cost_what_they_pointed_to() {
    let table = Table::shipped();
    for (model, at, expected) in [
        ("mistral-small-latest", "2026-03-15", "0.01"),
        ("mistral-small-latest", "2026-11-22", "0.015"),
        ("mistral-medium-latest", "2026-11-22", "0.15"),
        ("mistral-large-latest", "2026-11-22", "0.05"),
        ("codestral-latest", "2026-11-22", "0.03"),
        ("gemini-flash-latest", "2026-11-22", "0.075"),
        ("gemini-2.5-pro-preview-06-05", "2025-06-10", "0.125"),
        ("gemini-1.5-pro-002", "2025-01-01", "0.125"),
    ] {
        let found = input(&table, model, at, ServiceTier::Standard, None);
        assert_eq!(found, expected, "{model} {at}");
        assert!(table.find(model).unwrap().exact, "{model}");
    }
}

#[test]
fn tiers_and_regions_of_older_prices() {
    use ServiceTier::{Batch, Fast, Flex, Standard};
    let table = Table::shipped();
    for (model, at, tier, region, expected) in [
        ("gpt-5.6-sol", "2026-08-01", Batch, None, "0.25"),
        ("gpt-5.6-sol", "2026-08-01", Flex, None, "0.25"),
        ("gpt-5.6-sol", "2026-08-01", Standard, Some("us"), "0.55"),
        ("claude-opus-4-6", "2026-02-20", Batch, None, "0.25"),
        ("claude-sonnet-4-6", "2026-02-20", Batch, None, "0.15"),
        ("claude-opus-4-7", "2026-11-22", Fast, None, "3"),
        ("claude-opus-4-8", "2026-11-22", Fast, None, "1"),
        ("claude-opus-4-8", "2026-11-30", Fast, None, "NoServiceTier"),
        ("gemini-3.7-flash", "2027-01-01", Batch, None, "0.075"),
        ("grok-4.7", "2026-11-22", Standard, Some("us"), "0.22"),
        ("azure/us/gpt-4.1", "2026-11-22", Standard, None, "0.22"),
        ("azure/eu/gpt-6-sol", "2026-11-22", Standard, None, "0.24"),
        ("azure/us/gpt-6-sol", "2026-11-22", Standard, None, "0.22"),
        ("azure/gpt-4.1", "2026-11-22", Standard, None, "0.2"),
        (
            "embed-multilingual-light-v3.0",
            "2026-11-22",
            Standard,
            None,
            "0.01",
        ),
    ] {
        let found = input(&table, model, at, tier, region);
        assert_eq!(found, expected, "{model} {at} {tier:?} {region:?}");
    }
}

#[test]
fn writes_to_qwens_cache_are_never_the_full_rate_in_silence() {
    let table = Table::shipped();
    let written = |model: &str| {
        let usage = Usage {
            cache_write: 1_000_000,
            ..Usage::default()
        };
        bill_of(
            &table,
            model,
            "2026-11-22",
            ServiceTier::Standard,
            None,
            &usage,
        )
    };
    assert_eq!(written("qwen3.7-max"), "3.125");
    assert_eq!(written("qwen3.8-flash"), "0.2");
    assert_eq!(written("qwen3.8-max"), "NoRate");
}

#[test]
fn the_newest_claudes_cache_from_512_tokens() {
    let table = Table::shipped();
    for model in ["claude-fable-5-2", "claude-mythos-5-2"] {
        let cache = table.model(model).unwrap().facts.cache.clone().unwrap();
        assert_eq!(cache.min_tokens, Some(512), "{model}");
    }
}

#[test]
fn no_offer_prices_the_year_2015_in_silence() {
    let table = Table::shipped();
    let (mut refused, mut graded) = (0, 0);
    let usage = Usage {
        input: 1,
        ..Usage::default()
    };
    for model in table.models.iter() {
        let name = table.full_id(model);
        let call = Call {
            model: &name,
            usage: &usage,
            at: Instant::parse("2015-01-01").unwrap(),
            service_tier: ServiceTier::Standard,
            region: None,
            currency: None,
        };
        let bill = bill::price(&table, &call).unwrap();
        let codes: Vec<ReasonCode> = bill.reasons.iter().map(|reason| reason.code).collect();
        match bill.status {
            Status::Unpriced => refused += 1,
            _ => {
                assert!(
                    codes.contains(&ReasonCode::StartUnknown),
                    "{name}: {codes:?}"
                );
                graded += 1;
            }
        }
    }
    assert!(refused > 700, "{refused} refused, {graded} graded");
}

/// The status and the sum of what is priced of one call with 100,000 fresh input tokens beside.
fn with_tools(table: &Table, model: &str, at: &str, tools: Usage) -> (Status, String) {
    let call = Call {
        model,
        usage: &Usage {
            input: 100_000,
            ..tools
        },
        at: Instant::parse(at).unwrap(),
        service_tier: ServiceTier::Standard,
        region: None,
        currency: None,
    };
    let bill = bill::price(table, &call).unwrap();
    (
        bill.status,
        bill.total.expect("input is priced").to_string(),
    )
}

#[test]
fn fees_of_tools_begin_when_a_source_dates_them() {
    use Status::{Partial, Priced};
    let table = Table::shipped();
    let posts = Usage {
        posts_fetched: 44,
        ..Usage::default()
    };
    let profiles = Usage {
        profiles_fetched: 3,
        ..Usage::default()
    };
    let searches = Usage {
        web_searches: 10,
        ..Usage::default()
    };
    let code = Usage {
        code_sessions: 1,
        ..Usage::default()
    };
    for (model, tools, at, status, total) in [
        (
            "xai/grok-4.7",
            posts,
            "2026-09-20T23:59:59Z",
            Partial,
            "0.2",
        ),
        ("xai/grok-4.7", posts, "2026-09-21", Priced, "0.42"),
        (
            "xai/grok-4.7",
            profiles,
            "2026-09-20T23:59:59Z",
            Partial,
            "0.2",
        ),
        ("xai/grok-4.7", profiles, "2026-09-21", Priced, "0.23"),
        (
            "xai/grok-4-0709",
            posts,
            "2026-09-20T23:59:59Z",
            Partial,
            "0.3",
        ),
        ("xai/grok-4-0709", posts, "2026-09-21", Priced, "0.52"),
        // What is charged by the call has had its fee for longer.
        (
            "xai/grok-4.7",
            searches,
            "2026-09-20T23:59:59Z",
            Priced,
            "0.25",
        ),
        (
            "azure/gpt-5.5",
            searches,
            "2026-08-07T23:59:59Z",
            Partial,
            "0.5",
        ),
        ("azure/gpt-5.5", searches, "2026-08-08", Priced, "0.64"),
        (
            "azure/gpt-5.5",
            code,
            "2026-08-07T23:59:59Z",
            Partial,
            "0.5",
        ),
        ("azure/gpt-5.5", code, "2026-08-08", Priced, "0.533"),
        ("azure/gpt-4o", searches, "2026-08-08", Priced, "0.39"),
    ] {
        let found = with_tools(&table, model, at, tools);
        assert_eq!(found, (status, total.to_owned()), "{model} {at}");
    }
}

#[test]
fn no_card_holds_many_combinations() {
    let table = Table::shipped();
    for model in table.models.iter() {
        for price in &*model.prices {
            let rules = price.rules.iter().map(|at| &table.rules[usize::from(*at)]);
            let switches = rules.filter(|rule| rule.when.hangs_on_call()).count();
            assert!(switches <= 5, "{} has {switches}", table.full_id(model));
        }
    }
}
