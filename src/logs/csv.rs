//! Rows of tables, cell by cell.

use super::{format::Sink, json::Json, ledger::Bucket, report::SkipRule};
use crate::usage::Usage;

/// A row as its columns' names and cells.
pub(crate) type Row<'c> = Vec<(&'c str, &'c str)>;

/// Reads a row into the ledger; `None` if it is not a row of its export.
pub(crate) type ReadRow = fn(&Row<'_>, &mut Sink<'_>) -> Option<()>;

/// Hands a row to its reader, which refuses what it cannot read.
pub(crate) fn give(row: &Row<'_>, read: ReadRow, out: &mut Sink<'_>) {
    if read(row, out).is_none() {
        out.problem("is not a row of this export".to_string());
    }
}

/// Hands an object over as a row: consoles answer with the columns of their tables as keys.
pub(crate) fn give_object(
    object: &Json<'_>,
    columns: &[&'static str],
    more: &[(&'static str, &str)],
    read: ReadRow,
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
pub(crate) fn add(bucket: Bucket, out: &mut Sink<'_>) {
    match bucket.usage == Usage::default() {
        true => out.skip(SkipRule::Empty),
        false => out.bucket(bucket),
    }
}

/// Cells of a line, quotes resolved.
pub(crate) fn split(line: &str, separator: char) -> Vec<String> {
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
