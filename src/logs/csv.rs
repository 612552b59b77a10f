//! Tables under a header, as vendors' consoles export them.

use super::{anthropic_csv, format::Sink, json::Json, openai_usage, openrouter};
use crate::usage::Usage;

/// A row as its columns' names and cells.
pub(crate) type Row<'c> = Vec<(&'c str, &'c str)>;

/// One console's table.
struct Export {
    format: &'static str,
    /// Columns that only this table has together.
    marks: &'static [&'static str],
    read: fn(&Row<'_>, &mut Sink<'_>) -> Option<()>,
}

static EXPORTS: [Export; 5] = [
    Export {
        format: "anthropic-csv",
        marks: &["usage_date_utc", "usage_output_tokens"],
        read: anthropic_csv::row,
    },
    Export {
        format: "openai-usage",
        marks: &["input_tokens", "num_model_requests"],
        read: openai_usage::row,
    },
    Export {
        format: "openai-usage",
        marks: &["n_context_tokens_total", "n_generated_tokens_total"],
        read: openai_usage::row,
    },
    Export {
        format: "openrouter",
        marks: &["generation_id", "tokens_prompt"],
        read: openrouter::generation_row,
    },
    Export {
        format: "openrouter",
        marks: &["model_permaslug", "prompt_tokens", "requests"],
        read: openrouter::day_row,
    },
];

/// A table being read.
pub(crate) struct Csv {
    columns: Vec<String>,
    separator: char,
    export: &'static Export,
}

impl Csv {
    /// The table whose header this line is; `None` if no export begins so.
    pub(crate) fn of_header(line: &str) -> Option<Csv> {
        let separator = *['\t', ';', ',']
            .iter()
            .max_by_key(|c| line.matches(**c).count())?;
        let mut columns: Vec<String> = split(line, separator)
            .iter()
            .map(|name| name.trim().to_ascii_lowercase())
            .collect();
        let has = |name: &&str| columns.iter().any(|column| column == name);
        let mut known = EXPORTS.iter();
        let mut export = known.find(|export| export.marks.iter().all(has));
        // A translated header is known by the rows below it, each of which is checked.
        if export.is_none() && columns.len() >= 12 && !line.is_ascii() {
            columns = anthropic_csv::COLUMNS.map(str::to_string).to_vec();
            export = EXPORTS.first();
        }
        Some(Csv {
            columns,
            separator,
            export: export?,
        })
    }

    pub(crate) fn format(&self) -> &'static str {
        self.export.format
    }

    /// Reads one row.
    pub(crate) fn read(&self, line: &str, out: &mut Sink<'_>) {
        let cells = split(line, self.separator);
        let names = self.columns.iter().map(String::as_str);
        let row: Row = names.zip(cells.iter().map(|cell| cell.trim())).collect();
        give(&row, self.export.read, out);
    }
}

/// Hands a row to its reader, which refuses what it cannot read.
fn give(row: &Row<'_>, read: fn(&Row<'_>, &mut Sink<'_>) -> Option<()>, out: &mut Sink<'_>) {
    if read(row, out).is_none() {
        out.problem("is not a row of this export".to_string());
    }
}

/// Hands an object over as a row: consoles answer with the columns of their tables as keys.
pub(crate) fn give_object(
    object: &Json<'_>,
    columns: &[&'static str],
    more: &[(&'static str, &str)],
    read: fn(&Row<'_>, &mut Sink<'_>) -> Option<()>,
    out: &mut Sink<'_>,
) {
    let said = |name: &&'static str| {
        let value = object.get(name)?;
        Some((*name, value.as_number().or(value.as_str())?))
    };
    let mut row: Row = columns.iter().filter_map(said).collect();
    row.extend(more);
    give(&row, read, out);
}

/// The cell of the first of these columns that the row has.
pub(crate) fn cell<'c>(row: &Row<'c>, names: &[&str]) -> Option<&'c str> {
    let find = |name: &&str| row.iter().find(|(column, _)| column == name);
    names.iter().find_map(find).map(|(_, cell)| *cell)
}

/// More tokens than any console sums up in a row: sums of rows stay far below what fits.
const MOST: u64 = 1_000_000_000_000_000;

/// A count, absent or empty meaning none; `None` if it is neither.
pub(crate) fn count(cell: Option<&str>) -> Option<u64> {
    match cell.unwrap_or("") {
        "" => Some(0),
        text => {
            let count = text.replace([',', '_'], "").parse().ok();
            count.filter(|count| *count <= MOST)
        }
    }
}

/// Whether a cell says yes.
pub(crate) fn is_true(cell: Option<&str>) -> bool {
    cell.is_some_and(|flag| flag.eq_ignore_ascii_case("true"))
}

/// Stores a row that sums many calls, unless it sums none.
pub(crate) fn add(bucket: super::ledger::Bucket, out: &mut Sink<'_>) {
    match bucket.usage == Usage::default() {
        true => out.skip(super::report::SkipRule::Empty),
        false => out.bucket(bucket),
    }
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
