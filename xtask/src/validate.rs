//! Holds the projection against recorded runs: `cargo xtask validate --runs DIR`.
//!
//! DIR has two files. `per_run.csv`, one row per run: source, setup, task, run, passed (0 or
//! 1), calls, prompt_tokens (all input, cache reads included), completion_tokens, cost_usd.
//! `observed.csv`, one row of totals per model and benchmark: benchmark, agent, model,
//! tasks, calls_per_task, total_cost_usd, notes. Empty = not recorded. A note may state the
//! list rates behind a cost (`list $/M in,read,write,out=5/0.5/6.25/25`), or that the cost
//! does not follow from tokens (`GPU`, `NOT LIST PRICE`): then tokens are judged instead.

mod data;
mod exact;
mod models;
mod peers;
mod runs;
mod sample;
mod table;

use crate::compare;
use std::path::Path;

/// Prints the table of goals and writes it into COMPARE.md.
pub fn run(folder: &Path) -> anyhow::Result<()> {
    if !folder.join("per_run.csv").is_file() || !folder.join("observed.csv").is_file() {
        anyhow::bail!(
            "{} holds no recorded runs: a folder with per_run.csv and observed.csv is needed; \
             their columns are described in xtask/src/validate.rs",
            folder.display()
        );
    }
    let records = data::Records::read(folder)?;
    let rows = [
        exact::check_values(),
        runs::arithmetic(&records),
        runs::calls_only(&records),
        runs::pilots(&records),
        models::close_class(&records),
        models::unseen_model(&records),
        runs::retries(&records),
        exact::compaction(),
    ];
    let text = table::markdown(&rows) + "\n" + &peers::markdown(&records);
    println!("{text}");
    compare::write("validate", &text)
}
