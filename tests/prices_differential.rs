//! Equality with the `genai-prices` crate: the same usage at the same instant costs the
//! same, on every model that both know, but for the exceptions that are listed with
//! their reasons in `tests/data/genai-prices-exceptions.toml`.

use genai_prices::{Calculator, PriceRequest};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};
use taskfare::bill::{self, Status};
use taskfare::instant::Instant;
use taskfare::prices::table::{Model, Price};
use taskfare::prices::{Table, Terms};
use taskfare::usage::{Kind, Usage};

/// Their provider of each of our vendors.
const PROVIDERS: [(&str, &str); 23] = [
    ("anthropic", "anthropic"),
    ("openai", "openai"),
    ("google", "google"),
    ("deepseek", "deepseek"),
    ("xai", "x-ai"),
    ("mistral", "mistral"),
    ("moonshotai", "moonshotai"),
    ("zai", "zai"),
    ("minimax", "minimax"),
    ("meta", "meta"),
    ("cohere", "cohere"),
    ("voyageai", "voyageai"),
    ("perplexity", "perplexity"),
    ("groq", "groq"),
    ("cerebras", "cerebras"),
    ("together", "together"),
    ("fireworks", "fireworks"),
    ("novita", "novita"),
    ("baseten", "baseten"),
    ("cloudflare", "cloudflare"),
    ("github-copilot", "github-copilot"),
    ("databricks", "databricks"),
    ("openrouter", "openrouter"),
];

/// Before, between and after price changes; the hours are off-peak everywhere.
const INSTANTS: [&str; 3] = [
    "2026-07-15T12:00:00Z",
    "2026-10-28T12:00:00Z",
    "2027-01-04T12:00:00Z",
];

#[derive(Deserialize)]
struct Exceptions {
    /// `vendor/id` to the reason for which the two differ.
    exception: BTreeMap<String, String>,
}

fn exceptions() -> BTreeMap<String, String> {
    let text = include_str!("data/genai-prices-exceptions.toml");
    toml::from_str::<Exceptions>(text)
        .expect("the list of exceptions")
        .exception
}

/// Small fixed-seed generator (xorshift64): the same usages on every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// The model's price at an instant, where genai-prices is one of its sources.
fn shared<'a>(table: &Table, model: &'a Model, at: Instant) -> Option<&'a Price> {
    let in_force = |price: &&Price| {
        price.currency.as_str() == "USD"
            && price.from.is_none_or(|from| from <= at)
            && price.to.is_none_or(|to| at < to)
    };
    let theirs = |source: &u16| &*table.sources[usize::from(*source)].id == "genai-prices";
    model
        .prices
        .iter()
        .find(in_force)
        .filter(|price| price.sources.iter().any(theirs))
}

/// Tokens of the kinds that have a rate, sound among them; every third prompt is a long one.
fn usage(draw: &mut Draw, price: &Price, round: usize) -> Usage {
    let scale = if round % 3 == 2 { 200_000 } else { 30_000 };
    let has = |kind| {
        price
            .rates
            .iter()
            .any(|(known, rate)| *known == kind && rate.to_f64() > 0.0)
    };
    let mut usage = Usage::default();
    for kind in [
        Kind::Input,
        Kind::Output,
        Kind::CacheRead,
        Kind::AudioInput,
        Kind::CacheReadAudio,
    ] {
        if has(kind) {
            usage.set(kind, 1 + draw.below(scale));
        }
    }
    usage.requests = u64::from(has(Kind::Requests));
    let write = [Kind::CacheWrite5m, Kind::CacheWrite30m]
        .into_iter()
        .find(|kind| has(*kind));
    if let Some(kind) = write {
        usage.set(kind, draw.below(scale));
    }
    usage
}

/// Their price; they count cached tokens inside the input.
fn theirs(provider: &str, id: &str, usage: &Usage, at: Instant) -> Option<f64> {
    let written = usage.cache_write_5m + usage.cache_write_30m;
    let counts = [
        ("input_tokens", usage.prompt_tokens()),
        ("output_tokens", usage.output),
        ("cache_read_tokens", usage.cache_reads()),
        (
            "input_audio_tokens",
            usage.audio_input + usage.cache_read_audio,
        ),
        ("cache_audio_read_tokens", usage.cache_read_audio),
        ("cache_write_tokens", written),
        ("requests", usage.requests),
    ];
    let mut theirs = genai_prices::Usage::new();
    for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        theirs.insert(key, count as f64);
    }
    let request = PriceRequest::new(id, &theirs)
        .with_provider_id(provider)
        .with_timestamp(UNIX_EPOCH + Duration::from_secs(at.0 as u64));
    let found = Calculator::bundled().calculate(&request).ok()?;
    (found.provider_id == provider).then_some(found.total_price)
}

#[test]
fn both_tables_price_alike_but_for_listed_exceptions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("prices");
    let table = Table::from_folder(&folder).unwrap_or_else(|error| panic!("{error}"));
    let exceptions = exceptions();
    let mut draw = Draw(0x7461_736b_6661_7265);
    let (mut compared, mut models) = (0, BTreeSet::new());
    let mut differing: BTreeMap<String, String> = BTreeMap::new();
    for (place, model) in table.models.iter().enumerate() {
        let vendor = &*table.vendor_of(model).id;
        let Some((_, provider)) = PROVIDERS.iter().find(|(ours, _)| *ours == vendor) else {
            continue;
        };
        let card = table.card(place, &Terms::default());
        for at in INSTANTS.map(|text| Instant::parse(text).expect("an instant")) {
            let Some(price) = shared(&table, model, at) else {
                continue;
            };
            for round in 0..3 {
                let usage = usage(&mut draw, price, round);
                let Some(theirs) = theirs(provider, &model.id, &usage, at) else {
                    continue;
                };
                let bill = bill::bill(&table, &card, &usage, at);
                assert_eq!(bill.status, Status::Priced, "{bill:?}");
                let ours = bill.total.expect("priced").to_f64();
                compared += 1;
                models.insert(table.full_id(model));
                if (ours - theirs).abs() > 1e-9 * ours.max(1e-6) {
                    let found =
                        format!("ours {ours}, theirs {theirs} for {usage:?} at {}", bill.at);
                    differing.entry(table.full_id(model)).or_insert(found);
                }
            }
        }
    }
    println!("{compared} usages of {} models compared", models.len());
    assert!(compared >= 1_000, "only {compared} usages were compared");
    let unexplained: Vec<String> = differing
        .iter()
        .filter(|(id, _)| !exceptions.contains_key(*id))
        .map(|(id, found)| format!("{id}: {found}"))
        .collect();
    assert!(
        unexplained.is_empty(),
        "{} models differ:\n{}",
        unexplained.len(),
        unexplained.join("\n")
    );
    let stale: Vec<&String> = exceptions
        .keys()
        .filter(|id| !differing.contains_key(*id))
        .collect();
    assert!(
        stale.is_empty(),
        "exceptions that hold no longer: {stale:?}"
    );
}
