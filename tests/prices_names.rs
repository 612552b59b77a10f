//! Names as people and logs write them, and own prices on top of the shipped table.

use taskfare::bill::{self, Call};
use taskfare::instant::Instant;
use taskfare::prices::own::OwnTable;
use taskfare::prices::source::ServiceTier;
use taskfare::prices::{Table, Terms};
use taskfare::usage::Usage;

fn full_id(table: &Table, name: &str) -> Option<String> {
    table
        .find(name)
        .map(|found| table.full_id(&table.models[found.model]))
}

#[test]
fn one_model_has_many_spellings() {
    let table = Table::shipped();
    for (name, expected) in [
        ("gpt-5.5", "openai/gpt-5.5"),
        ("openai/gpt-5.5", "openai/gpt-5.5"),
        ("OpenAI/GPT-5.5", "openai/gpt-5.5"),
        ("  gpt-5.5 ", "openai/gpt-5.5"),
        ("gpt-4o-2024-08-06", "openai/gpt-4o"),
        ("models/gemini-2.5-pro", "google/gemini-2.5-pro"),
        ("claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"),
        ("claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"),
        ("claude-sonnet-4-5@20250929", "anthropic/claude-sonnet-4-5"),
        (
            "anthropic/claude-sonnet-4-5-20250929",
            "anthropic/claude-sonnet-4-5",
        ),
    ] {
        assert_eq!(full_id(&table, name).as_deref(), Some(expected), "{name}");
    }
    for name in [
        "anthropic.claude-sonnet-4-5-20250929-v1:0",
        "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0",
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    ] {
        let id = full_id(&table, name).unwrap_or_default();
        assert!(
            id.starts_with("aws-bedrock/") && id.contains("claude-sonnet-4-5"),
            "{name}: {id}"
        );
    }
}

#[test]
fn an_unlisted_date_is_dropped_and_said() {
    let table = Table::shipped();
    let found = table.find("gpt-5.5-2031-01-01").unwrap();
    assert!(!found.exact);
    assert_eq!(table.full_id(&table.models[found.model]), "openai/gpt-5.5");
    assert!(table.find("gpt-5.5").unwrap().exact);
}

#[test]
fn another_vendors_price_is_never_taken_in_silence() {
    let table = Table::shipped();
    assert_eq!(full_id(&table, "xai/gpt-5.5"), None);
    assert_eq!(full_id(&table, ""), None);
    assert_eq!(full_id(&table, "///"), None);
}

#[test]
fn unknown_names_meet_their_nearest() {
    let table = Table::shipped();
    assert_eq!(table.nearest("gpt-5.55")[0], "openai/gpt-5.5");
    assert_eq!(
        table.nearest("claude-sonet-4-5")[0],
        "anthropic/claude-sonnet-4-5"
    );
    let error = table.model("gpt-5.55").unwrap_err();
    assert_eq!(error.code(), "unknown-model");
    assert!(error.hint().unwrap().contains("openai/gpt-5.5"));
}

#[test]
fn every_id_resolves_to_its_own_model() {
    let table = Table::shipped();
    for (at, model) in table.models.iter().enumerate() {
        let id = table.full_id(model);
        assert_eq!(table.find(&id).map(|found| found.model), Some(at), "{id}");
    }
}

fn own(json: &str) -> taskfare::Result<Table> {
    let own: OwnTable = serde_json::from_str(json).unwrap();
    own.on_top_of(Table::shipped())
}

fn total(table: &Table, model: &str) -> String {
    let usage = Usage {
        input: 1_000_000,
        ..Usage::default()
    };
    let call = Call {
        model,
        usage: &usage,
        at: Instant::parse("2026-11-22").unwrap(),
        service_tier: ServiceTier::Standard,
        region: None,
        currency: None,
    };
    let bill = bill::price(table, &call).unwrap();
    let total = bill.total.as_ref();
    total
        .unwrap_or_else(|| panic!("{model}: {:?}", bill.reasons))
        .to_string()
}

#[test]
fn own_offers_and_discounts_go_on_top() {
    let table = own(
        r#"{
            "vendors": [{
                "vendor": { "id": "house", "name": "House" },
                "defaults": { "checked": "2026-11-01", "sources": ["https://example.com/contract"] },
                "model": [
                    { "id": "ours", "of": "openai/gpt-5.5", "price": [{ "like": "openai/gpt-5.5", "mul": { "all": "0.8" } }] },
                    { "id": "plain", "price": [{ "rates": { "in": "3", "out": "9" } }] }
                ]
            }],
            "discounts": [{ "of": "anthropic", "mul": { "all": "0.9" } }]
        }"#,
    )
    .unwrap();
    assert_eq!(
        total(&table, "gpt-5.5"),
        "10",
        "1M tokens lie in the long band"
    );
    assert_eq!(total(&table, "house/ours"), "8");
    assert_eq!(total(&table, "plain"), "3");
    let listed = total(&Table::shipped(), "claude-opus-5");
    assert_eq!(
        (listed.as_str(), total(&table, "claude-opus-5").as_str()),
        ("5", "4.5")
    );
    let context = |name: &str| table.model(name).unwrap().facts.context;
    assert_eq!(
        context("house/ours"),
        context("gpt-5.5"),
        "facts are the maker's"
    );
}

#[test]
fn mistakes_in_own_prices_are_named() {
    let vendor = r#""vendor": { "id": "house", "name": "House" }"#;
    let model = |price: &str| {
        format!(
            r#"{{ "vendors": [{{ {vendor}, "model": [{{ "id": "x", "price": [{price}] }}] }}] }}"#
        )
    };
    let error = own(&model(
        r#"{ "rates": { "in": "-1" }, "checked": "2026-11-01" }"#,
    ))
    .unwrap_err();
    assert_eq!(error.path(), Some("vendors[0].model[0].price[0].rates.in"));
    let error = own(&model(r#"{ "rates": { "in": "1" } }"#)).unwrap_err();
    assert_eq!(error.path(), Some("vendors[0].model[0].price[0].checked"));
    let error =
        own(r#"{ "discounts": [{ "of": "nobody", "mul": { "all": "0.5" } }] }"#).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("bad-price-table", Some("discounts[0].of"))
    );
    let error = own(r#"{ "schema": "other-v9" }"#).unwrap_err();
    assert_eq!(error.path(), Some("schema"));
}

#[test]
fn scheduled_changes_are_known_ahead() {
    let table = Table::shipped();
    let position = table.position_of("gemini-4-argon").unwrap();
    let now = Instant::parse("2026-11-22").unwrap();
    let offer = table.offer(position, &Terms::default(), now);
    let rate = |rates: &taskfare::prices::offers::KindRates| {
        rates
            .0
            .iter()
            .find(|(kind, _)| *kind == "input")
            .map(|(_, rate)| rate.to_string())
    };
    assert_eq!(rate(&offer.price.unwrap().rates).as_deref(), Some("2"));
    let next = offer.next.unwrap();
    assert_eq!(next.from.as_deref(), Some("2026-12-01T00:00:00Z"));
    assert_eq!(rate(&next.rates).as_deref(), Some("4"));
    let history = table.history(position, None, None);
    assert!(history.len() >= 2 && history.windows(2).all(|pair| pair[0].to == pair[1].from));
}
