//! Edits of a vendor file that leave the rest of it as a person wrote it.

use super::{
    entry,
    source::{Price, VendorFile},
    vote::Verdict,
};
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, TableLike, Value, value};

/// Writes who agrees now, and who lists the rates that not all of them do.
pub fn confirm(
    file: &VendorFile,
    price: &Price,
    verdict: &Verdict,
    doc: &mut DocumentMut,
    place: usize,
    index: usize,
) -> Result<()> {
    let now = entry::ids(&verdict.agree);
    if now.is_empty() || price.note.is_some() {
        return Ok(());
    }
    let was = price.sources.as_ref().or(file.defaults.sources.as_ref());
    let was = was.map_or(&[][..], |ids| ids);
    let is = beside_texts(&now, was);
    let by_unit = who_lists(file, price, verdict, &now);
    if is == was && price.rate_sources.iter().cloned().eq(by_unit.clone()) {
        return Ok(());
    }
    let write = |written: &mut dyn TableLike| {
        if is != was {
            written.insert("sources", value(list(&is)));
        }
        if by_unit.is_empty() {
            written.remove("rate_sources");
        } else {
            let lists = by_unit.iter().map(|(unit, ids)| (unit, list(ids)));
            written.insert("rate_sources", value(lists.collect::<InlineTable>()));
        }
    };
    let model = model_table(doc, place)?;
    match &mut model["price"] {
        Item::ArrayOfTables(prices) => write(prices.get_mut(index).context("no such price")?),
        Item::Value(Value::Array(prices)) => {
            let table = prices.get_mut(index).and_then(Value::as_inline_table_mut);
            let table = table.context("no such price")?;
            write(table);
            table.fmt();
        }
        _ => anyhow::bail!("price is neither a list nor tables"),
    }
    Ok(())
}

/// By unit of the price: the sources that are neither those of all its rates nor the file's default.
fn who_lists(
    file: &VendorFile,
    price: &Price,
    verdict: &Verdict,
    now: &[String],
) -> BTreeMap<String, Vec<String>> {
    let (own, default) = (&price.rate_sources, &file.defaults.rate_sources);
    let seen = entry::rate_sources(verdict);
    let mut found: BTreeMap<String, Vec<String>> = own.iter().cloned().collect();
    for unit in units(file, price) {
        // What no table lists stays as a person wrote it.
        if verdict.base().is_none_or(|base| !base.contains_key(unit)) {
            continue;
        }
        let was = own.get(unit).or_else(|| default.get(unit));
        let tables = seen.get(unit).map_or(now, |tables| tables);
        found.insert(
            unit.clone(),
            beside_texts(tables, was.map_or(&[], |ids| ids)),
        );
    }
    found.retain(|unit, ids| default.get(unit).map_or(now, |usual| usual) != ids);
    found
}

/// Units that a price has a rate of, its own or one that a rule sets.
fn units<'a>(file: &'a VendorFile, price: &'a Price) -> impl Iterator<Item = &'a String> {
    let named = price.rules.as_ref().or(file.defaults.rules.as_ref());
    let named = named.into_iter().flatten();
    let rules = named
        .filter_map(|name| file.rule.get(name))
        .chain(&price.when);
    let set = rules.flat_map(|rule| &rule.set);
    price.rates.iter().chain(set).map(|(unit, _)| unit)
}

/// Tables, and beside them the texts that a person named.
fn beside_texts(tables: &[String], was: &[String]) -> Vec<String> {
    const TABLES: [&str; 4] = ["genai-prices", "litellm", "pi-ai", "llm-prices"];
    let texts = was.iter().filter(|id| !TABLES.contains(&id.as_str()));
    tables.iter().chain(texts).cloned().collect()
}

fn list(ids: &[String]) -> Array {
    ids.iter().collect()
}

/// Puts a price after the one in force, so that a scheduled one stays last.
pub fn append(doc: &mut DocumentMut, place: usize, index: usize, fields: &str) -> Result<()> {
    let new: DocumentMut = fields.parse()?;
    let model = model_table(doc, place)?;
    match &mut model["price"] {
        Item::ArrayOfTables(prices) => {
            let mut all: Vec<toml_edit::Table> = prices.iter().cloned().collect();
            let mut table = new.as_table().clone();
            table.set_position(None);
            all.insert(index + 1, table);
            let mut list = ArrayOfTables::new();
            all.into_iter().for_each(|table| list.push(table));
            *prices = list;
        }
        Item::Value(Value::Array(prices)) => {
            let table: InlineTable = new.as_table().clone().into_inline_table();
            prices.insert(index + 1, table);
        }
        _ => anyhow::bail!("price is neither a list nor tables"),
    }
    Ok(())
}

fn model_table(doc: &mut DocumentMut, place: usize) -> Result<&mut toml_edit::Table> {
    doc["model"]
        .as_array_of_tables_mut()
        .and_then(|m| m.get_mut(place))
        .context("no such model")
}
