//! Exports of vendors' consoles, which know days and no calls: Anthropic's CSV,
//! OpenAI's usage as JSON pages and as CSV, older columns too.

use super::{
    cost,
    format::{Format, Sink, Take},
    json::Json,
    ledger::Bucket,
    report::SkipRule,
};
use crate::{
    data::small::holds,
    instant::{Day, Instant},
    usage::Usage,
};

/// The columns of Anthropic's CSV, in their order, for headers in other languages.
const ANTHROPIC: [&str; 14] = [
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

/// A table of rows under a header.
pub(crate) struct Csv {
    columns: Vec<String>,
    separator: char,
}

impl Csv {
    /// The table whose header this line is; `None` if no export begins so.
    pub(crate) fn of_header(line: &str) -> Option<Csv> {
        let separator = *['\t', ';', ',']
            .iter()
            .max_by_key(|c| line.matches(**c).count())?;
        let columns: Vec<String> = split(line, separator)
            .iter()
            .map(|name| name.trim().to_ascii_lowercase())
            .collect();
        let has = |name: &str| columns.iter().any(|column| column == name);
        let known = (has("usage_date_utc") && has("usage_output_tokens"))
            || (has("input_tokens") && has("num_model_requests"))
            || (has("n_context_tokens_total") && has("n_generated_tokens_total"));
        // A translated header is known by the rows below it, each of which is checked.
        let translated = columns.len() >= 12 && !line.is_ascii();
        (known || translated).then_some(Csv { columns, separator })
    }

    pub(crate) fn format(&self) -> &'static str {
        match self.has("input_tokens") || self.has("n_context_tokens_total") {
            true => "openai-usage",
            false => "anthropic-csv",
        }
    }

    fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    /// Reads one row.
    pub(crate) fn read(&self, line: &str, out: &mut Sink<'_>) {
        let cells = split(line, self.separator);
        let translated = !self.has("usage_date_utc") && self.format() == "anthropic-csv";
        let row: Row = match translated {
            true => ANTHROPIC
                .into_iter()
                .zip(cells.iter().map(|cell| cell.trim()))
                .collect(),
            false => {
                let names = self.columns.iter().map(String::as_str);
                names.zip(cells.iter().map(|cell| cell.trim())).collect()
            }
        };
        let read = match self.format() {
            "openai-usage" => openai(&row, out),
            _ => anthropic(&row, out),
        };
        match read {
            Some(bucket) if bucket.usage == Usage::default() => out.skip(SkipRule::Empty),
            Some(bucket) => out.bucket(bucket),
            None => out.problem("is not a row of this export".to_string()),
        }
    }
}

/// Cells of a row with the names of their columns.
type Row<'c> = Vec<(&'c str, &'c str)>;

/// The cell of the first of these columns that the row has.
fn cell<'c>(row: &Row<'c>, names: &[&str]) -> Option<&'c str> {
    let find = |name: &&str| row.iter().find(|(column, _)| column == name);
    names.iter().find_map(find).map(|(_, cell)| *cell)
}

/// Cells of a line, quotes resolved.
fn split(line: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line
        .trim_start_matches('\u{feff}')
        .trim_end()
        .chars()
        .peekable();
    while let Some(c) = chars.next() {
        let cell = cells.last_mut();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.into_iter().for_each(|cell| cell.push('"'));
            }
            '"' => quoted = !quoted,
            c if c == separator && !quoted => cells.push(String::new()),
            c => cell.into_iter().for_each(|cell| cell.push(c)),
        }
    }
    cells
}

/// A count, absent or empty meaning none; `None` if it is neither.
fn count(cell: Option<&str>) -> Option<u64> {
    match cell.unwrap_or("") {
        "" => Some(0),
        text => text.replace([',', '_'], "").parse().ok(),
    }
}

fn anthropic(columns: &Row<'_>, out: &mut Sink<'_>) -> Option<Bucket> {
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
    Some(Bucket {
        at: Some(day.start()),
        model: Some(out.ledger.models.place(row("model_version")?)),
        service_tier: tier,
        us_only: row("inference_geo") == Some("us"),
        ..Bucket::of(session, usage)
    })
}

fn openai(columns: &Row<'_>, out: &mut Sink<'_>) -> Option<Bucket> {
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
    let batch = first(&["batch"]).is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
    Some(Bucket {
        at: Some(at),
        model: model.map(|name| out.ledger.models.place(name)),
        calls: Some(count(first(&["num_model_requests", "n_requests"]))?),
        service_tier: Some(if batch { "batch" } else { "standard" }),
        ..Bucket::of(
            session,
            Usage::from_inclusive(input, cached, 0, output, 0).ok()?,
        )
    })
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

fn result(bucket: &Json<'_>, row: &Json<'_>, out: &mut Sink<'_>) {
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
    let said = |name| {
        let value = row.get(name)?;
        Some((name, value.as_number().or(value.as_str())?))
    };
    let mut columns: Row = COLUMNS.into_iter().filter_map(said).collect();
    columns.extend(seconds.as_deref().map(|seconds| ("start_time", seconds)));
    columns.push(("batch", if row.is_true("batch") { "true" } else { "" }));
    match openai(&columns, out) {
        Some(bucket) if bucket.usage == Usage::default() => out.skip(SkipRule::Empty),
        Some(bucket) => out.bucket(bucket),
        None => out.problem("is not a row of this export".to_string()),
    }
}
