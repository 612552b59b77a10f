//! Measures against the libraries that the vocabularies come from.
//!
//! `cargo run --release --manifest-path tests/oracles/Cargo.toml -- fit [--write]`,
//! `... -- ratios [claude.json]`, `... -- open <folder>`, `... -- check <strings>`

mod corpus;
mod fit;
mod open;
mod ratios;

use anyhow::Result;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["fit"] => fit::run(false),
        ["fit", "--write"] => fit::run(true),
        ["ratios"] => ratios::run(None),
        ["ratios", claude] => ratios::run(Some(claude)),
        ["open", folder] => open::write(folder),
        ["check", generated] => open::check(generated.parse()?),
        _ => anyhow::bail!(
            "chores: fit [--write], ratios [claude.json], open <folder>, check <strings>"
        ),
    }
}
