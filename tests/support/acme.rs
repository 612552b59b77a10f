//! A made-up vendor whose prices can be worked out by hand.

use taskfare::{money::Amount, prices::Table};

const VENDOR: &str = r#"
[vendor]
id = "acme"
name = "Acme"
[defaults]
checked = "2026-11-01"
usage = "disjoint"
"#;

/// The vendor's table with these rules and models.
pub fn table(models: &str) -> Table {
    let mut table = Table::default();
    let text = [VENDOR, models].concat();
    table.add_toml("prices/acme.toml", &text).unwrap();
    table
}

pub fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}
