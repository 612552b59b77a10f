//! Tables under a header, as vendors' consoles export them.

use super::{
    anthropic_csv,
    csv::{ReadRow, Row, give, split},
    format::Sink,
    openai_usage, openrouter,
};

/// One console's table.
struct Export {
    format: &'static str,
    /// Columns that only this table has together.
    marks: &'static [&'static str],
    read: ReadRow,
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
