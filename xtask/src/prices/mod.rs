//! `cargo xtask prices`: keeps the price table of `prices/` fresh and consistent.
//!
//! fetch -> read (one file per published table) -> vote -> propose -> report.
//! The importer proposes appended intervals; a person reviews the diff. What a
//! person wrote is never overwritten.

mod check;
mod compare;
mod config;
mod edit;
mod entry;
mod fetch;
mod genai;
mod listing;
mod litellm;
mod llm_prices;
#[cfg(test)]
mod made_up;
mod origins;
mod pi;
mod propose;
#[cfg(test)]
mod propose_test;
mod report;
mod rules;
mod vote;
#[cfg(test)]
mod vote_test;

use clap::Subcommand;
use std::path::Path;
use taskfare::prices::source;

#[derive(Subcommand)]
pub enum Prices {
    /// Read the four published tables and propose appended prices.
    Update {
        /// Write the proposal into `prices/` for review with `git diff`; without
        /// it only the summary is printed.
        #[arg(long)]
        write: bool,
        /// Day from which proposed changes hold, YYYY-MM-DD: the day of this run.
        #[arg(long)]
        today: String,
    },
    /// Check the invariants of the table.
    Check,
}

pub fn run(chore: Prices) -> anyhow::Result<()> {
    let root = crate::paths::root();
    match chore {
        Prices::Update { write, today } => update(&root, write, &today),
        Prices::Check => check::run(&root.join("prices")),
    }
}

fn update(root: &Path, write: bool, today: &str) -> anyhow::Result<()> {
    let config = config::read()?;
    let cache = root.join("target/prices-cache");
    let packages = fetch::all(&cache)?;
    let mut seen = Vec::new();
    seen.extend(genai::read(&packages.genai.path, &config, today)?);
    seen.extend(litellm::read(&packages.litellm.path, &config)?);
    seen.extend(pi::read(&packages.pi.path, &config)?);
    seen.extend(llm_prices::read(&packages.llm_prices.path, &config)?);
    println!("{} listings read from four tables", seen.len());
    let verdicts = vote::all(&config, seen);
    let prices = root.join("prices");
    let ours = taskfare::prices::Table::from_folder(&prices).map_err(|e| anyhow::anyhow!("{e}"))?;
    let mut outcomes = Vec::new();
    for vendor in &config.vendor {
        let file = prices.join(format!("{}.toml", vendor.id));
        outcomes.push(propose::vendor(
            &file, &ours, vendor, &verdicts, today, write,
        )?);
    }
    let text = report::text(&verdicts, &outcomes, &packages);
    if write {
        fetch::note_versions(&prices.join("sources.toml"), &packages, today)?;
        std::fs::write(prices.join("DISAGREEMENTS.md"), text)?;
    }
    report::summary(&outcomes);
    Ok(())
}
