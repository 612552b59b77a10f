//! `cargo xtask claims`: the claims of two articles, recomputed into the documentation.

use crate::compare;
use anyhow::Result;
use taskfare::fleet::claims::{Claim, Verdict, claims};
use taskfare::prices::Table;

const CHAPTER: &str = "docs/src/reference/claims.md";

/// Writes the table of the chapter and prints it.
pub fn run() -> Result<()> {
    let found = claims(&Table::shipped(), &[])?;
    let mut table = String::from("| | claim | recomputed | verdict |\n| --- | --- | --- | --- |\n");
    for claim in &found {
        table += &row(claim);
    }
    println!("{table}");
    compare::write_into(CHAPTER, "claims", &table)
}

fn row(claim: &Claim) -> String {
    let Claim {
        article,
        id,
        claim: text,
        arithmetic,
        ..
    } = claim;
    // A dollar sign opens a formula in some readers of Markdown.
    let plain = |text: &str| text.replace('$', "&#36;").replace('|', "&#124;");
    format!(
        "| {article} | <span id=\"{id}\">{}</span> | {} | {} |\n",
        plain(text),
        plain(arithmetic),
        verdict(claim.verdict)
    )
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::HoldsUnderReading => "holds under the stated reading",
        Verdict::Inconsistent => "**inconsistent**",
        Verdict::NotComputable => "not computable",
    }
}
