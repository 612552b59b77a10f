//! Where figures come from: of the shipped table, and of small ones with every mistake.

use taskfare::bill::{self, Call, Reason, ReasonCode};
use taskfare::instant::Instant;
use taskfare::prices::Table;
use taskfare::prices::source::ServiceTier;
use taskfare::usage::{Kind, Usage};

#[test]
fn no_fee_of_a_tool_names_a_table_that_lists_none() {
    let table = Table::shipped();
    let tools = [
        Kind::WebSearches,
        Kind::FileSearches,
        Kind::CodeSessions,
        Kind::PostsFetched,
        Kind::ProfilesFetched,
    ];
    let mut apart = 0;
    for (model, price) in table
        .models
        .iter()
        .flat_map(|model| model.prices.iter().map(move |price| (model, price)))
    {
        let rules = price.rules.iter().map(|at| &table.rules[usize::from(*at)]);
        let rates = price.rates.iter().chain(rules.flat_map(|rule| &rule.set));
        for (kind, _) in rates.filter(|(kind, _)| tools.contains(kind)) {
            let own = price.rate_sources.iter().find(|(of, _)| of == kind);
            let sources = own.map_or(&price.sources, |(_, origin)| &origin.sources);
            let ids = sources
                .iter()
                .map(|at| &*table.sources[usize::from(*at)].id);
            let without = ids.filter(|id| ["pi-ai", "llm-prices", "models-dev"].contains(id));
            assert_eq!(without.count(), 0, "{} {kind:?}", table.full_id(model));
            apart += usize::from(own.is_some());
        }
    }
    assert!(apart > 200, "{apart} fees with sources of their own");
}

/// The sources of a kind's line, its day, and the kinds of which one source only has the rate.
fn origin_in(table: &Table, call: &Call, kind: Kind) -> Origin {
    let bill = bill::price(table, call).unwrap();
    let line = bill.lines.iter().find(|line| line.kind == kind.name());
    let line = line.expect("a line").clone();
    let alone = |reason: &&Reason| reason.code == ReasonCode::OneSource;
    let alone = bill.reasons.iter().filter(alone).map(|reason| reason.kind);
    Origin {
        sources: line
            .origin
            .as_ref()
            .map_or(String::new(), |of| of.sources.join(" ")),
        checked: line.origin.and_then(|of| of.checked).unwrap_or_default(),
        alone: alone.flatten().collect(),
    }
}

/// The same in the shipped table, with some input beside three of the kind.
fn origin(model: &str, kind: Kind, tier: ServiceTier, region: Option<&str>) -> Origin {
    let mut usage = Usage {
        input: 10,
        ..Usage::default()
    };
    usage.set(kind, usage.count(kind).max(3));
    let call = Call {
        model,
        usage: &usage,
        at: Instant::parse("2026-11-12").unwrap(),
        service_tier: tier,
        region,
        currency: None,
    };
    origin_in(&Table::shipped(), &call, kind)
}

#[derive(Debug, PartialEq)]
struct Origin {
    sources: String,
    checked: String,
    alone: Vec<&'static str>,
}

fn said(sources: &str, checked: &str, alone: &[&'static str]) -> Origin {
    Origin {
        sources: sources.into(),
        checked: checked.into(),
        alone: alone.to_vec(),
    }
}

#[test]
fn a_line_names_its_own_sources_and_day() {
    let of = |model, kind| origin(model, kind, ServiceTier::Standard, None);
    assert_eq!(of("openai/gpt-5.5", Kind::Input), said("", "", &[]));
    assert_eq!(
        of("openai/gpt-5.5", Kind::FileSearches),
        said("genai-prices", "2026-11-10", &["fileSearches"])
    );
    assert_eq!(
        of("openai/gpt-5.5", Kind::WebSearches),
        said("genai-prices litellm", "2026-11-12", &[])
    );
    assert_eq!(
        of("xai/grok-4.3", Kind::PostsFetched),
        said("docs-xai", "2026-09-21", &["postsFetched"])
    );
    assert_eq!(
        of("anthropic/claude-opus-4-6", Kind::CacheWrite1h),
        said("genai-prices litellm llm-prices", "2026-11-12", &[])
    );
}

#[test]
fn a_line_names_the_sources_of_the_rules_behind_it() {
    let of = |tier, kind| origin("openai/gpt-5.5", kind, tier, None);
    let three = said("genai-prices litellm llm-prices", "2026-11-12", &[]);
    assert_eq!(of(ServiceTier::Flex, Kind::Output), three);
    assert_eq!(of(ServiceTier::Batch, Kind::Input), three);
    // One of the three lists no cached tokens in a batch.
    let two = said("genai-prices litellm", "2026-11-12", &[]);
    assert_eq!(of(ServiceTier::Batch, Kind::CacheRead), two);
    // No tier moves a fee.
    assert_eq!(of(ServiceTier::Batch, Kind::WebSearches), two);
    // Of what rests on two rules, those who say both.
    let region = |tier| origin("openai/gpt-5.5", Kind::Input, tier, Some("us"));
    let regional = said("litellm", "2026-11-12", &["input"]);
    assert_eq!(region(ServiceTier::Standard), regional);
    assert_eq!(region(ServiceTier::Batch), regional);
}

const ACME: &str = r#"
[vendor]
id = "acme"
name = "Acme"
[defaults]
checked = "2026-11-01"
sources = ["https://a.example", "https://b.example"]
rate_sources = { web_search_1k = ["https://a.example"] }
rule_sources = { batch = ["https://b.example"] }
cache = { mode = "explicit", ttls = ["5m", "1h"], write_fee = true }

[rule.batch]
service_tier = "batch"
mul = { in = "0.5", out = "0.5" }
[rule.fee]
from = "2026-11-05"
set = { code_session = "1" }

[[model]]
id = "m"
[[model.price]]
rates = { in = "1", out = "2", cache_write_5m = "2", web_search_1k = "10" }
rules = ["batch", "fee"]
when = [{ prompt_tokens = ">100", mul = { in = "2" } }]
rate_sources = { cache_write_5m = ["https://c.example"], code_session = ["https://d.example"] }
rule_sources = { "prompt > 100" = ["https://a.example", "https://c.example"], "batch.out" = ["https://c.example"] }

[[model]]
id = "plain"
price = [{ rates = { in = "1", out = "2" } }]

[[model]]
id = "free"
cache = { mode = "auto", write_fee = false }
price = [{ rates = { in = "1", out = "2" }, rate_sources = { in = ["https://b.example"] } }]

[[model]]
id = "thinks"
[[model.price]]
rates = { in = "1", out = "2" }
when = [{ output_tokens = ">100", set = { reasoning = "3" } }]
rate_sources = { out = ["https://a.example"] }
rule_sources = { "output > 100" = ["https://b.example"] }

[[model]]
id = "like"
[[model.price]]
like = "acme/m"
mul = { all = "2" }
rate_sources = { code_session = ["https://e.example"] }
"#;

fn acme(model: &str, kind: Kind, count: u64, tier: ServiceTier) -> Origin {
    let mut table = Table::default();
    table.add_toml("prices/acme.toml", ACME).unwrap();
    let mut usage = Usage::default();
    usage.set(kind, count);
    let call = Call {
        model,
        usage: &usage,
        at: Instant::parse("2026-11-12").unwrap(),
        service_tier: tier,
        region: None,
        currency: None,
    };
    origin_in(&table, &call, kind)
}

#[test]
fn what_a_price_says_of_a_figure_comes_before_what_its_file_says() {
    use ServiceTier::{Batch, Standard};
    for (model, kind, count, tier, sources, alone) in [
        ("m", Kind::Input, 10, Standard, "", None),
        (
            "m",
            Kind::WebSearches,
            1,
            Standard,
            "https://a.example",
            Some("webSearches"),
        ),
        ("plain", Kind::Input, 10, Standard, "", None),
        // Set by a rule, of a day.
        (
            "m",
            Kind::CodeSessions,
            1,
            Standard,
            "https://d.example",
            Some("codeSessions"),
        ),
        // A write of no stated lifetime is one of the default lifetime.
        (
            "m",
            Kind::CacheWrite,
            1,
            Standard,
            "https://c.example",
            Some("cacheWrite"),
        ),
        (
            "m",
            Kind::CacheWrite5m,
            1,
            Standard,
            "https://c.example",
            Some("cacheWrite5m"),
        ),
        (
            "m",
            Kind::Input,
            10,
            Batch,
            "https://b.example",
            Some("input"),
        ),
        // Of one rate that a rule moves.
        (
            "m",
            Kind::Output,
            10,
            Batch,
            "https://a.example https://b.example https://c.example",
            Some("output"),
        ),
        // Those who say the rate and what the band makes of it.
        (
            "m",
            Kind::Input,
            101,
            Standard,
            "https://a.example",
            Some("input"),
        ),
        // Nobody says both, and one alone says one of them.
        (
            "m",
            Kind::Input,
            101,
            Batch,
            "https://b.example https://a.example https://c.example",
            Some("input"),
        ),
        // What bills as another kind has that one's sources.
        (
            "free",
            Kind::CacheWrite1h,
            1,
            Standard,
            "https://b.example",
            Some("cacheWrite1h"),
        ),
        (
            "free",
            Kind::ImageInput,
            1,
            Standard,
            "https://b.example",
            Some("imageInput"),
        ),
        (
            "thinks",
            Kind::Reasoning,
            10,
            Standard,
            "https://a.example",
            Some("reasoning"),
        ),
        (
            "thinks",
            Kind::Reasoning,
            101,
            Standard,
            "https://b.example",
            Some("reasoning"),
        ),
        // What is taken over is the file's and the price's own.
        (
            "like",
            Kind::CodeSessions,
            1,
            Standard,
            "https://e.example",
            Some("codeSessions"),
        ),
        ("like", Kind::CacheWrite5m, 1, Standard, "", None),
    ] {
        // None of the sources bears a day.
        let expected = said(sources, "", alone.as_slice());
        assert_eq!(
            acme(model, kind, count, tier),
            expected,
            "{model} {kind:?} {tier:?}"
        );
    }
}

#[test]
fn lists_of_what_is_not_there_are_mistakes() {
    let error = |from: &str, to: &str| {
        assert!(ACME.contains(from), "{from}");
        let text = ACME.replacen(from, to, 1);
        let error = Table::default().add_toml("prices/acme.toml", &text);
        error.unwrap_err().to_string()
    };
    for (from, to, said) in [
        (
            "{ web_search_1k =",
            "{ web_search =",
            "rate_sources.web_search: ",
        ),
        (
            "{ cache_write_5m =",
            "{ cache_write_1h =",
            "rate_sources.cache_write_1h: ",
        ),
        (
            "[\"https://c.example\"], code",
            "[\"nobody\"], code",
            "rate_sources.cache_write_5m: ",
        ),
        ("{ batch =", "{ batsh =", "rule_sources.batsh: "),
        (
            "\"prompt > 100\"",
            "\"prompt > 200\"",
            "rule_sources.prompt > 200: ",
        ),
        (
            "\"batch.out\"",
            "\"batch.outt\"",
            "rule_sources.batch.outt: ",
        ),
    ] {
        let text = error(from, to);
        assert!(text.contains(said), "{from} -> {to}: {text}");
    }
}
