//! Edits of a vendor file that leave the rest of it as a person wrote it.

use super::{
    fees,
    source::{Price, VendorFile},
    vote::Verdict,
};
use anyhow::{Context as _, Result};
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Value};

/// Writes who agrees now.
pub fn confirm(
    file: &VendorFile,
    price: &Price,
    verdict: &Verdict,
    doc: &mut DocumentMut,
    place: usize,
    index: usize,
) -> Result<()> {
    let was = price.sources.as_ref().or(file.defaults.sources.as_ref());
    let now: Vec<String> = verdict
        .agree
        .iter()
        .map(|table| table.id().to_owned())
        .collect();
    if now.is_empty() || was.is_some_and(|was| *was == now) || fees::keeps(price) {
        return Ok(());
    }
    // Texts that a person named stay beside the tables.
    let tables = ["genai-prices", "litellm", "pi-ai", "llm-prices"];
    let texts = was
        .into_iter()
        .flatten()
        .filter(|id| !tables.contains(&id.as_str()))
        .cloned();
    let list: toml_edit::Array = now.into_iter().chain(texts).collect();
    let model = model_table(doc, place)?;
    match &mut model["price"] {
        Item::ArrayOfTables(prices) => {
            let table = prices.get_mut(index).context("no such price")?;
            table["sources"] = toml_edit::value(list);
        }
        Item::Value(Value::Array(prices)) => {
            let table = prices.get_mut(index).and_then(Value::as_inline_table_mut);
            table
                .context("no such price")?
                .insert("sources", Value::Array(list));
        }
        _ => anyhow::bail!("price is neither a list nor tables"),
    }
    Ok(())
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
