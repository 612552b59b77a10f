//! A made-up vendor and listings of it, for the tests of vote and proposal.

use super::{
    config::Config,
    listing::{Cell, Listing, Rates, Table, decimal},
};

/// One vendor, `acme`, in every table.
pub fn config() -> Config {
    toml_edit::de::from_str("exclude = []\n[[vendor]]\nid = \"acme\"\n").expect("a config")
}

/// `in 2, out 10` as rates.
pub fn rates(text: &str) -> Rates {
    let pair = |pair: &str| {
        let (unit, rate) = pair.trim().split_once(' ').expect("unit and rate");
        (unit.to_owned(), decimal(rate).expect("a decimal"))
    };
    text.split(',').map(pair).collect()
}

/// What a table lists of a model of Acme's.
pub fn listing(table: Table, id: &str, cells: &[(Cell, &str)]) -> Listing {
    let mut listing = Listing::new(table, "acme", id);
    listing.cells = cells
        .iter()
        .map(|(cell, text)| (*cell, rates(text)))
        .collect();
    listing.history = vec![(None, listing.cells.clone())];
    listing
}
