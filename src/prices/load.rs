//! Reads price files from text, with the line of a mistake. Native only: in the browser
//! the table comes compiled, and own tables come as plain objects.

use super::plan_source::{ExchangeFile, ExchangeRate, Plan, PlansFile};
use super::source::{HolidaysFile, SourcesFile, VendorFile};
use super::table::Table;
use crate::{Code, Error, Result};
use serde::de::DeserializeOwned;
use std::path::Path;

/// Files of the folder that are no vendor's.
const OTHERS: [&str; 5] = ["sources", "holidays", "plans", "exchange", "tokenizers"];

impl Table {
    /// Reads a folder of price files: `sources.toml` and `holidays.toml` if there are
    /// such, and every vendor's file. Makers come before routes that refer to them.
    ///
    /// # Errors
    /// `bad-price-table` with file and line.
    pub fn from_folder(folder: &Path) -> Result<Table> {
        let mut table = Table::default();
        table.add_folder(folder)?;
        Ok(table)
    }

    /// Adds a folder of price files on top of what the table holds.
    ///
    /// # Errors
    /// `bad-price-table` with file and line.
    pub fn add_folder(&mut self, folder: &Path) -> Result<()> {
        let texts = toml_files(folder)?;
        let text_of = |name: &str| texts.iter().find(|(path, _)| stem(path) == name);
        if let Some((path, text)) = text_of("sources") {
            let file: SourcesFile = from_toml(path, text)?;
            self.add_sources(&file)
                .map_err(|error| with_line(error, path, text))?;
        }
        if let Some((path, text)) = text_of("holidays") {
            let file: HolidaysFile = from_toml(path, text)?;
            self.add_calendars(&file)
                .map_err(|error| with_line(error, path, text))?;
        }
        let mut vendors = Vec::new();
        for (path, text) in texts
            .iter()
            .filter(|(path, _)| !OTHERS.contains(&stem(path)))
        {
            let file: VendorFile = from_toml(path, text)?;
            vendors.push((file.vendor.route, path, text, file));
        }
        vendors.sort_by_key(|(route, path, ..)| (*route, path.as_str()));
        for (_, path, text, file) in &vendors {
            self.add_vendor(file)
                .map_err(|error| with_line(error, path, text))?;
        }
        self.finish()
    }

    /// Adds one vendor's file from TOML text, named `path` in errors.
    ///
    /// # Errors
    /// `bad-price-table` with file and line.
    pub fn add_toml(&mut self, path: &str, text: &str) -> Result<()> {
        let file: VendorFile = from_toml(path, text)?;
        self.add_vendor(&file)
            .map_err(|error| with_line(error, path, text))?;
        self.finish()
    }
}

/// The plans and the exchange rates of a folder, empty where it has no such file.
///
/// # Errors
/// `bad-price-table` with file and line.
pub fn plans_and_exchange(folder: &Path) -> Result<(Vec<Plan>, Vec<ExchangeRate>)> {
    let texts = toml_files(folder)?;
    let text_of = |name: &str| texts.iter().find(|(path, _)| stem(path) == name);
    let plans: PlansFile = match text_of("plans") {
        Some((path, text)) => from_toml(path, text)?,
        None => PlansFile::default(),
    };
    let exchange: ExchangeFile = match text_of("exchange") {
        Some((path, text)) => from_toml(path, text)?,
        None => ExchangeFile::default(),
    };
    Ok((plans.plan, exchange.rate))
}

/// Path and text of every `.toml` of a folder, by name.
fn toml_files(folder: &Path) -> Result<Vec<(String, String)>> {
    let unreadable = |path: &Path, error: std::io::Error| {
        Error::new(Code::BadPriceTable, error.to_string()).at_path(path.display().to_string())
    };
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            texts.push((path.display().to_string(), text));
        }
    }
    texts.sort();
    Ok(texts)
}

fn stem(path: &str) -> &str {
    Path::new(path)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("")
}

/// Reads TOML text by one of the grammars of this module's siblings.
///
/// # Errors
/// `bad-price-table` with file and line.
pub fn from_toml<T: DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        Error::new(Code::BadPriceTable, error.message())
            .at_path(path)
            .at_line(line)
    })
}

/// Replaces the path inside a file by the file and its line, and keeps it in the message.
fn with_line(error: Error, path: &str, text: &str) -> Error {
    let inner = error.path().unwrap_or_default().to_string();
    let message = match inner.is_empty() {
        true => error.message().to_string(),
        false => [&inner, ": ", error.message()].concat(),
    };
    let mut placed = Error::new(error.kind(), message).at_path(path);
    if let Some(line) = line_of(text, &inner) {
        placed = placed.at_line(line);
    }
    match error.hint() {
        Some(hint) => placed.with_hint(hint),
        None => placed,
    }
}

/// The line of the value at a path like `model[3].price[0].rates.in`, or of the nearest
/// value around it.
fn line_of(text: &str, path: &str) -> Option<u32> {
    let document = toml::de::DeTable::parse(text).ok()?;
    let mut offset = None;
    let mut table: Option<&toml::de::DeTable> = Some(document.get_ref());
    for part in path.split('.') {
        let (key, position) = match part.split_once('[') {
            Some((key, rest)) => (key, rest.trim_end_matches(']').parse::<usize>().ok()),
            None => (part, None),
        };
        let Some((_, value)) =
            table.and_then(|table| table.iter().find(|(k, _)| k.get_ref() == key))
        else {
            break;
        };
        let value = match (value.get_ref(), position) {
            (toml::de::DeValue::Array(items), Some(at)) => items.get(at)?,
            _ => value,
        };
        offset = Some(value.span().start);
        table = value.get_ref().as_table();
    }
    offset.map(|offset| line_at(text, offset))
}

fn line_at(text: &str, offset: usize) -> u32 {
    1 + text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "[vendor]\nid = \"acme\"\nname = \"Acme\"\n[defaults]\nchecked = \"2026-11-01\"\n";

    fn error(body: &str) -> Error {
        let text = [HEAD, body].concat();
        Table::default()
            .add_toml("prices/acme.toml", &text)
            .unwrap_err()
    }

    #[test]
    fn a_mistake_is_named_with_file_and_line() {
        let cases = [
            (
                "[[model]]\nid = \"a\"\ncontxt = 5\n",
                8,
                "unknown field `contxt`",
            ),
            (
                "[[model]]\nid = \"a\"\n[[model.price]]\nrates = { in = \"-1\" }\n",
                9,
                "not a rate",
            ),
            (
                "[[model]]\nid = \"a\"\n[[model.price]]\nrates = { in = \"1\" }\n[[model.price]]\nfrom = \"2026-13-01\"\n",
                11,
                "not an instant",
            ),
            (
                "[[model]]\nid = \"a\"\n[[model.price]]\nto = \"2026-02-01\"\nrates = { in = \"1\" }\n[[model.price]]\nfrom = \"2026-01-01\"\nrates = { in = \"2\" }\n",
                8,
                "two USD prices hold at 2026-01-01",
            ),
            (
                "[[model]]\nid = \"a\"\n[[model.price]]\nrates = { in = \"1\" }\nrules = [\"none\"]\n",
                10,
                "not a rule of this file",
            ),
        ];
        for (body, line, message) in cases {
            let error = error(body);
            assert_eq!(error.path(), Some("prices/acme.toml"));
            assert!(error.message().contains(message), "{error}");
            assert_eq!(error.line(), Some(line), "{error}");
        }
    }

    #[test]
    fn one_name_for_two_models_is_refused() {
        let error = error("[[model]]\nid = \"a\"\naliases = [\"b\"]\n[[model]]\nid = \"b\"\n");
        assert!(error.message().contains("names both"), "{error}");
    }
}
