//! Names as people and logs write them, and own prices on top of the shipped table.

use taskfare::bill::{self, Call};
use taskfare::instant::Instant;
use taskfare::money::Currency;
use taskfare::prices::offers::Interval;
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
}

/// What a name resolves to: the full id, the region, and whether nothing was dropped.
fn found(table: &Table, name: &str) -> Option<(String, Option<String>, bool)> {
    let found = table.find(name)?;
    let id = table.full_id(&table.models[found.model]);
    Some((id, found.region.map(String::from), found.exact))
}

fn resolves(table: &Table, name: &str, id: &str, region: Option<&str>, exact: bool) {
    let expected = Some((id.to_owned(), region.map(str::to_owned), exact));
    assert_eq!(found(table, name), expected, "{name}");
}

#[test]
fn every_id_of_bedrock_is_its_own_row_without_the_vendor_too() {
    let table = Table::shipped();
    let mut rows = 0;
    for (at, model) in table.models.iter().enumerate() {
        if &*table.vendor_of(model).id != "aws-bedrock" {
            continue;
        }
        rows += 1;
        // A maker's bare id is the maker's own offer.
        let spellings = model.aliases.iter().chain([&model.id]);
        for spelling in spellings.filter(|spelling| spelling.contains('.')) {
            let found = table.find(spelling);
            let found = found.map(|found| (found.model, found.region, found.exact));
            assert_eq!(found, Some((at, None, true)), "{spelling}");
        }
    }
    assert!(rows > 150, "{rows}");
}

#[test]
fn bedrock_profiles_without_a_row_keep_their_region() {
    let table = Table::shipped();
    let row = |id: &str| ["aws-bedrock/", id].concat();
    let sonnet = row("anthropic.claude-sonnet-4-5-20250929-v1:0");
    let us = row("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
    for (name, id, region, exact) in [
        (
            "jp.anthropic.claude-sonnet-4-5-20250929-v1:0",
            us,
            None,
            true,
        ),
        (
            "bedrock/claude-sonnet-4-5-20250929",
            sonnet.clone(),
            None,
            true,
        ),
        ("bedrock/claude-sonnet-4-5", sonnet.clone(), None, true),
        (
            "bedrock/us-east-1/anthropic.claude-sonnet-4-5-20250929-v1:0",
            sonnet.clone(),
            Some("us-east-1"),
            true,
        ),
        (
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0",
            sonnet.clone(),
            Some("us-east-1"),
            true,
        ),
        (
            "anthropic.claude-sonnet-4-5-20991231-v1:0",
            sonnet,
            None,
            false,
        ),
        (
            "apac.amazon.nova-premier-v1:0",
            row("amazon.nova-premier-v1:0"),
            Some("apac"),
            true,
        ),
        (
            "us.nvidia.nemotron-nano-9b-v2",
            row("nvidia.nemotron-nano-9b-v2"),
            Some("us"),
            true,
        ),
        // A date that neither Bedrock nor the maker lists.
        (
            "us.anthropic.claude-fable-5-20260609-v1:0",
            row("us.anthropic.claude-fable-5-v1:0"),
            None,
            false,
        ),
        // Only profiles have a row: the geography's price, not the global one.
        ("eu.xai.grok-4.7", row("us.xai.grok-4.7"), None, false),
        ("bedrock/grok-4.7", row("global.xai.grok-4.7"), None, false),
        (
            "bedrock/gpt-oss-120b",
            row("openai.gpt-oss-120b-1:0"),
            None,
            true,
        ),
    ] {
        resolves(&table, name, &id, region, exact);
    }
    let profile = "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    let id = row("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
    resolves(&table, profile, &id, Some("us-east-1"), true);
    // Never the maker's own price, and never that of another maker's model.
    for name in [
        "anthropic.claude-sonnet-9",
        "us.openai.gpt-4o",
        "openai.claude-sonnet-4-5",
    ] {
        assert_eq!(found(&table, name), None, "{name}");
    }
}

#[test]
fn paths_of_clouds_carry_vendor_and_region() {
    let table = Table::shipped();
    for (name, id, region) in [
        (
            "projects/p/locations/us-central1/publishers/google/models/gemini-2.5-pro",
            "google-vertex/gemini-2.5-pro",
            Some("us-central1"),
        ),
        (
            "projects/p/locations/global/publishers/anthropic/models/claude-haiku-4-5@20251001",
            "google-vertex/claude-haiku-4-5",
            Some("global"),
        ),
        (
            "publishers/google/models/gemini-2.5-pro",
            "google-vertex/gemini-2.5-pro",
            None,
        ),
        ("azure/us/gpt-4.1", "azure/gpt-4.1", Some("us")),
        ("azure/eu/gpt-4.1-2025-04-14", "azure/gpt-4.1", Some("eu")),
        ("azure/global-standard/gpt-4.1", "azure/gpt-4.1", None),
        (
            "@cf/openai/gpt-oss-120b",
            "cloudflare/@cf/openai/gpt-oss-120b",
            None,
        ),
        (
            "cloudflare/@cf/openai/gpt-oss-120b",
            "cloudflare/@cf/openai/gpt-oss-120b",
            None,
        ),
    ] {
        resolves(&table, name, id, region, true);
    }
}

#[test]
fn suffixes_and_word_order_that_do_not_choose_the_price() {
    let table = Table::shipped();
    for (name, id, exact) in [
        ("claude-sonnet-4-5[1m]", "anthropic/claude-sonnet-4-5", true),
        ("claude-4.5-sonnet", "anthropic/claude-sonnet-4-5", true),
        (
            "claude-3-7-sonnet-20250219",
            "anthropic/claude-3-7-sonnet",
            true,
        ),
        ("qwen-plus-latest", "alibaba/qwen-plus-2025-09-11", true),
        (
            "claude-4-5-sonnet-20250929",
            "anthropic/claude-sonnet-4-5",
            true,
        ),
        (
            "claude-3.7-sonnet:thinking",
            "anthropic/claude-3-7-sonnet",
            false,
        ),
        (
            "anthropic/claude-sonnet-4.5:beta",
            "anthropic/claude-sonnet-4-5",
            false,
        ),
        ("gemini-2.5-flash-002", "google/gemini-2.5-flash", false),
        ("gpt-5.5-04-23", "openai/gpt-5.5", false),
    ] {
        resolves(&table, name, id, None, exact);
    }
}

#[test]
fn what_has_another_price_is_unknown_and_meets_what_is_near() {
    let table = Table::shipped();
    for (name, nearest) in [
        (
            "ft:gpt-4o-mini-2024-07-18:acme::abc123",
            "openai/gpt-4o-mini",
        ),
        ("openai/ft:gpt-4o-mini:acme", "openai/gpt-4o-mini"),
        ("gpt-4o:extended", "openai/gpt-4o"),
        (
            "anthropic/claude-sonnet-4.5:free",
            "anthropic/claude-sonnet-4-5",
        ),
        ("llama-3.3-70b-versatile", "groq/llama-3.3-70b-versatile"),
    ] {
        assert_eq!(found(&table, name), None, "{name}");
        assert_eq!(table.nearest(name)[0], nearest, "{name}");
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
    let history = table.history(position, &Terms::default(), None, None);
    assert!(history.len() >= 2 && history.windows(2).all(|pair| pair[0].to == pair[1].from));
}

#[test]
fn a_history_is_of_its_terms() {
    let table = Table::shipped();
    let inputs = |model: &str, terms: &Terms| {
        let position = table.position_of(model).unwrap();
        let history = table.history(position, terms, None, None);
        let input = |interval: &Interval| {
            let rates = &interval.rates.0;
            let (_, rate) = rates.iter().find(|(kind, _)| *kind == "input").unwrap();
            format!("{} {rate}", interval.currency)
        };
        history.iter().map(input).collect::<Vec<_>>()
    };
    let in_tier = |service_tier| Terms {
        service_tier,
        ..Terms::default()
    };
    assert_eq!(inputs("gpt-5.5", &Terms::default()), ["USD 5"]);
    assert_eq!(inputs("gpt-5.5", &in_tier(ServiceTier::Batch)), ["USD 2.5"]);
    let none: [&str; 0] = [];
    assert_eq!(inputs("gpt-5.5", &in_tier(ServiceTier::Ultrafast)), none);
    let yuan = Terms {
        currency: Currency::parse("CNY"),
        ..Terms::default()
    };
    let all = inputs("deepseek-v4-pro", &Terms::default());
    let own = inputs("deepseek-v4-pro", &yuan);
    assert!(!own.is_empty() && own.len() < all.len());
    assert!(own.iter().all(|input| input.starts_with("CNY ")));
}
