//! Notes on the fees of tools. The sources of a price agree on its rates of tokens; a fee
//! may be in one of them only, and a note of the price then says in which.

use super::{
    listing::{Cell, Listing, Rates, STANDARD, is_token},
    source::Price,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How a note of fees alone begins.
const BEGINS: &str = "The fee";

/// Whether a note is about more than fees: the price is then a person's.
pub fn keeps(price: &Price) -> bool {
    let note = price.note.as_deref();
    note.is_some_and(|note| !note.starts_with(BEGINS))
}

/// Of the fees taken, those that only one of the tables that agree lists so.
pub fn note(agree: &[&Listing], cells: &BTreeMap<Cell, Rates>) -> Option<String> {
    let taken = cells.get(&STANDARD)?.iter();
    let fees = taken.filter(|(unit, _)| !is_token(unit));
    let sentences: Vec<String> = fees
        .filter_map(|(unit, rate)| of(unit, *rate, agree))
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn of(unit: &str, taken: Decimal, agree: &[&Listing]) -> Option<String> {
    let listed = |l: &&Listing| Some((l.table.id(), *l.base()?.get(unit)?));
    let said: Vec<(&str, Decimal)> = agree.iter().filter_map(listed).collect();
    let (with, against): (Vec<_>, Vec<_>) = said.iter().partition(|(_, rate)| *rate == taken);
    let [(only, _)] = with[..] else { return None };
    if agree.len() == 1 {
        return None;
    }
    let what = unit.trim_end_matches("_1k").replace('_', " ");
    let others = against
        .iter()
        .map(|(id, rate)| format!("; {id} lists {rate}"));
    let others: String = others.collect();
    Some(format!("{BEGINS} of a {what} is in {only} only{others}."))
}
