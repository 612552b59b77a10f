//! OpenAI's usage: pages of its API and its CSV, older columns too.

use super::{
    cost,
    csv::{self, Row, cell, count},
    format::{Format, Sink, Take},
    json::Json,
    ledger::Bucket,
};
use crate::{instant::Instant, usage::Usage};

/// Reads one row: a bucket of a day or of minutes.
pub(crate) fn row(columns: &Row<'_>, out: &mut Sink<'_>) -> Option<()> {
    let first = |names: &[&str]| cell(columns, names);
    let input = count(first(&["input_tokens", "n_context_tokens_total"]))?;
    let cached = ["input_cached_tokens", "n_cached_context_tokens_total"];
    let cached = count(first(&cached))?;
    let time = first(&["start_time", "timestamp", "start_time_iso", "date"])?;
    let at = match time.parse::<i64>() {
        Ok(seconds) => Instant(seconds),
        Err(_) => Instant::parse(time)?,
    };
    let output = count(first(&["output_tokens", "n_generated_tokens_total"]))?;
    let session = out
        .ledger
        .session("openai-usage", first(&["project_id"]).unwrap_or_default());
    let model = first(&["model", "snapshot_id"]).filter(|name| !name.is_empty());
    let batch = csv::is_true(first(&["batch"]));
    let bucket = Bucket {
        at: Some(at),
        model: model.map(|name| out.ledger.models.place(name)),
        calls: Some(count(first(&["num_model_requests", "n_requests"]))?),
        service_tier: Some(if batch { "batch" } else { "standard" }),
        ..Bucket::of(session, inclusive(input, cached, output)?)
    };
    csv::add(bucket, out);
    Some(())
}

/// Pages of OpenAI's usage API.
#[derive(Default)]
pub(crate) struct OpenAiUsage;

impl Format for OpenAiUsage {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        if record.get("results").is_some() && record.get("start_time").is_some() {
            self.bucket(record, out);
            return Take::Mine;
        }
        let rows = record.get("data").map_or(&[][..], Json::items);
        let fits = |row: &Json<'_>| row.get("results").is_some() || row.get("n_requests").is_some();
        if !rows.iter().any(fits) {
            return Take::NotMine;
        }
        for row in rows {
            match row.get("results") {
                Some(_) => self.bucket(row, out),
                None => result(row, row, out),
            }
        }
        Take::Mine
    }
}

impl OpenAiUsage {
    fn bucket(&self, bucket: &Json<'_>, out: &mut Sink<'_>) {
        for row in bucket.get("results").map_or(&[][..], Json::items) {
            result(bucket, row, out);
        }
    }
}

fn result(bucket: &Json<'_>, object: &Json<'_>, out: &mut Sink<'_>) {
    let time = bucket
        .get("start_time")
        .or(bucket.get("aggregation_timestamp"));
    let seconds = cost::time(time).map(|at| at.0.to_string());
    const COLUMNS: [&str; 11] = [
        "model",
        "snapshot_id",
        "project_id",
        "input_tokens",
        "input_cached_tokens",
        "output_tokens",
        "num_model_requests",
        "n_requests",
        "n_context_tokens_total",
        "n_cached_context_tokens_total",
        "n_generated_tokens_total",
    ];
    let batch = if object.is_true("batch") { "true" } else { "" };
    let mut more = vec![("batch", batch)];
    more.extend(seconds.as_deref().map(|seconds| ("start_time", seconds)));
    csv::give_object(object, &COLUMNS, &more, row, out);
}

/// Cached tokens lie inside the input; days of many calls hold more than a call may.
fn inclusive(input: u64, cached: u64, output: u64) -> Option<Usage> {
    Some(Usage {
        input: input.checked_sub(cached)?,
        cache_read: cached,
        output,
        ..Usage::default()
    })
}
