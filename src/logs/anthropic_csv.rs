//! Anthropic's console: usage by day, model and key as CSV; older columns too.

use super::{
    csv::{self, Row, cell, count},
    format::Sink,
    ledger::Bucket,
};
use crate::{data::small::holds, instant::Day, usage::Usage};

/// The columns in their order, for headers in other languages.
pub(crate) const COLUMNS: [&str; 14] = [
    "usage_date_utc",
    "model_version",
    "api_key",
    "workspace",
    "usage_type",
    "context_window",
    "usage_input_tokens_no_cache",
    "usage_input_tokens_cache_write_5m",
    "usage_input_tokens_cache_write_1h",
    "usage_input_tokens_cache_read",
    "usage_output_tokens",
    "web_search_count",
    "inference_geo",
    "speed",
];

/// Reads one row.
pub(crate) fn row(columns: &Row<'_>, out: &mut Sink<'_>) -> Option<()> {
    let row = |name| cell(columns, &[name]);
    let day = Day::parse(row("usage_date_utc")?.get(..10)?)?;
    let usage = Usage {
        input: count(row("usage_input_tokens_no_cache"))?,
        cache_read: count(row("usage_input_tokens_cache_read"))?,
        // The older export has one column of writes.
        cache_write: count(row("usage_input_tokens_cache_write"))?,
        cache_write_5m: count(row("usage_input_tokens_cache_write_5m"))?,
        cache_write_1h: count(row("usage_input_tokens_cache_write_1h"))?,
        output: count(row("usage_output_tokens"))?,
        web_searches: count(row("web_search_count"))?,
        ..Usage::default()
    };
    let project = row("workspace").filter(|name| !name.is_empty());
    let session = out.ledger.session("anthropic-console", row("api_key")?);
    if let Some(project) = project {
        out.ledger.set_project(session, project);
    }
    let tier = match (row("speed"), row("usage_type")) {
        (Some("fast"), _) => Some("fast"),
        (_, Some(kind)) if holds(kind, "batch") => Some("batch"),
        _ => Some("standard"),
    };
    let bucket = Bucket {
        at: Some(day.start()),
        model: Some(out.ledger.models.place(row("model_version")?)),
        service_tier: tier,
        us_only: row("inference_geo") == Some("us"),
        prompt: row("context_window").and_then(window),
        ..Bucket::of(session, usage)
    };
    csv::add(bucket, out);
    Some(())
}

/// The least prompt of a context window written `0-200k`, `200k-1M` or `> 200k`.
fn window(text: &str) -> Option<u64> {
    let text = text.trim_start_matches(['>', '≥', ' ']);
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let number: u64 = number.parse().ok()?;
    Some(match unit.chars().next() {
        Some('k' | 'K') => number * 1_000,
        Some('m' | 'M') => number * 1_000_000,
        _ => number,
    })
}
