//! Edits of a vendor file that leave the rest of it as a person wrote it.

use super::{
    origins,
    source::{Price, VendorFile},
    vote::Verdict,
};
use anyhow::{Context as _, Result};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, TableLike, Value, value};

/// Writes who agrees now, and who lists the figures that not all of them do.
pub fn confirm(
    file: &VendorFile,
    price: &Price,
    verdict: &Verdict,
    doc: &mut DocumentMut,
    place: usize,
    index: usize,
) -> Result<()> {
    if verdict.agree.is_empty() || price.note.is_some() {
        return Ok(());
    }
    let was = price.sources_in(file);
    let tables = origins::ids(&verdict.agree);
    let is = origins::beside_texts(&tables, was);
    let own = [&price.rate_sources, &price.rule_sources];
    let listed = origins::listed(file, price, verdict);
    let now = origins::lists(file, price, &listed, &tables);
    let as_written = own
        .iter()
        .zip(&now)
        .all(|(own, (_, now))| own.iter().cloned().eq(now.clone()));
    if is == was && as_written {
        return Ok(());
    }
    let write = |written: &mut dyn TableLike| {
        if is != was {
            written.insert("sources", value(is.iter().collect::<Array>()));
        }
        for (key, lists) in &now {
            match lists.is_empty() {
                true => written.remove(key),
                false => written.insert(key, value(origins::inline(lists))),
            };
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
