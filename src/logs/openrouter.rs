//! OpenRouter: generations and days, from its API and from the activity page's CSV.

use super::{
    cost,
    counters::Counters,
    csv::{self, Row, cell, count},
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Bucket, Found, Identity},
    names::hash_of,
    shapes::OPENROUTER,
};
use crate::{instant::Instant, money::Amount, usage::Usage};

const TOOL: &str = "openrouter";

#[derive(Default)]
pub(crate) struct OpenRouter;

impl Format for OpenRouter {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        let record = match record.get("data") {
            Some(inner @ Json::Object(_)) => inner,
            Some(Json::Array(days)) => return activity(days, out),
            _ => record,
        };
        let fits = ["native_tokens_prompt", "native_tokens_completion"];
        if !fits.iter().any(|key| record.get(key).is_some()) {
            return Take::NotMine;
        }
        generation(record, out);
        Take::Mine
    }
}

fn generation(record: &Json<'_>, out: &mut Sink<'_>) {
    let counters = Counters::read(record, &OPENROUTER, "");
    let usage = match counters.and_then(|counters| counters.usage(&OPENROUTER, "")) {
        Ok(usage) => usage,
        Err(error) => return out.refuse(&error),
    };
    let session = out.ledger.session(TOOL, &out.file.name);
    let id = record.text("id").or(record.text("generation_id"));
    let mut paid = cost::cost(record.get("total_cost").or(record.get("usage")));
    if record.is_true("is_byok") {
        paid = with_vendor(paid, cost::cost(record.get("upstream_inference_cost")));
    }
    out.call(&Found {
        identity: id.map(|id| Identity::of(hash_of(id))),
        at: cost::time(record.get("created_at")),
        model: record.text("model"),
        cost: paid,
        failed: record.is_true("cancelled"),
        ..Found::of(session, usage)
    });
}

/// With an own key OpenRouter's total is only its fee; the vendor's bill comes on top.
fn with_vendor(fee: Option<Amount>, vendor: Option<Amount>) -> Option<Amount> {
    fee.zip(vendor).map(|(fee, mut vendor)| {
        vendor += fee;
        vendor
    })
}

/// What a row cost: the vendor's bill is 0 or empty where OpenRouter's own key was used.
fn paid(row: &Row<'_>, total: &str) -> Option<Amount> {
    let of = |name| cost::amount(cell(row, &[name]).filter(|text| !text.is_empty())?);
    let vendor = of("byok_usage_inference").unwrap_or(Amount::ZERO);
    with_vendor(of(total), Some(vendor))
}

/// Cached tokens lie inside the prompt, reasoning inside the completion.
fn usage(row: &Row<'_>, [prompt, completion, reasoning]: [&str; 3]) -> Option<Usage> {
    let number = |name| count(cell(row, &[name]));
    let (cached, reasoning) = (number("tokens_cached")?, number(reasoning)?);
    Some(Usage {
        input: number(prompt)?.checked_sub(cached)?,
        cache_read: cached,
        output: number(completion)?.checked_sub(reasoning)?,
        reasoning,
        ..Usage::default()
    })
}

/// A generation of the activity page's CSV.
pub(crate) fn generation_row(row: &Row<'_>, out: &mut Sink<'_>) -> Option<()> {
    let names = ["tokens_prompt", "tokens_completion", "tokens_reasoning"];
    let usage = usage(row, names)?;
    usage.check().ok()?;
    let text = |name| cell(row, &[name]).filter(|text| !text.is_empty());
    let at = Instant::parse(text("created_at")?)?;
    let session = out.ledger.session(TOOL, &out.file.name);
    out.call(&Found {
        identity: text("generation_id").map(|id| Identity::of(hash_of(id))),
        at: Some(at),
        model: text("model_permaslug"),
        cost: paid(row, "cost_total"),
        failed: csv::is_true(text("cancelled")),
        ..Found::of(session, usage)
    });
    Some(())
}

/// A day of a model at a provider.
pub(crate) fn day_row(row: &Row<'_>, out: &mut Sink<'_>) -> Option<()> {
    let names = ["prompt_tokens", "completion_tokens", "reasoning_tokens"];
    let usage = usage(row, names)?;
    let text = |name| cell(row, &[name]).filter(|text| !text.is_empty());
    let at = Instant::parse(text("date")?)?;
    let session = out.ledger.session(TOOL, &out.file.name);
    let model = text("model_permaslug").or(text("model"));
    let bucket = Bucket {
        at: Some(at),
        model: model.map(|name| out.ledger.models.place(name)),
        calls: Some(count(text("requests"))?),
        cost: paid(row, "usage"),
        ..Bucket::of(session, usage)
    };
    csv::add(bucket, out);
    Some(())
}

/// The API's activity: a list of days.
fn activity(days: &[Json<'_>], out: &mut Sink<'_>) -> Take {
    let is_day = |day: &Json<'_>| day.get("date").is_some() && day.get("requests").is_some();
    if !days.iter().any(is_day) {
        return Take::NotMine;
    }
    const COLUMNS: [&str; 9] = [
        "date",
        "model_permaslug",
        "model",
        "requests",
        "prompt_tokens",
        "completion_tokens",
        "reasoning_tokens",
        "usage",
        "byok_usage_inference",
    ];
    for day in days {
        csv::give_object(day, &COLUMNS, &[], day_row, out);
    }
    Take::Mine
}
