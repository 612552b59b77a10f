//! `cargo xtask claims`: the claims of two articles, recomputed into the documentation, in every
//! language it has them in: the figures are the engine's, a language adds words alone.

use crate::{compare, paths};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::HashMap;
use taskfare::fleet::claims::{Claim, Verdict, claims};
use taskfare::prices::Table;

const CHAPTER: &str = "docs/src/reference/claims.md";
const CHINESE: &str = "docs/src/reference/claims-zh.md";
/// The words of the Chinese chapter, which its live part reads too.
const CHINESE_WORDS: &str = "docs/src/reference/claims.zh.json";

/// The claims in another language.
#[derive(Deserialize)]
struct Words {
    verdicts: HashMap<String, String>,
    claims: HashMap<String, Said>,
}

#[derive(Deserialize)]
struct Said {
    claim: String,
    arithmetic: String,
}

/// Writes the tables of the chapters and prints the English one.
pub fn run() -> Result<()> {
    let found = claims(&Table::shipped(), &[])?;
    let english = found.iter().map(|claim| {
        row(
            claim,
            claim.claim,
            &claim.arithmetic,
            verdict(claim.verdict),
        )
    });
    let english = table(["claim", "recomputed", "verdict"], english);
    println!("{english}");
    compare::write_into(CHAPTER, "claims", &english)?;
    let words = std::fs::read_to_string(paths::root().join(CHINESE_WORDS))?;
    let words: Words = serde_json::from_str(&words).context(CHINESE_WORDS)?;
    let chinese: Vec<String> = found
        .iter()
        .map(|claim| {
            let said = words.claims.get(claim.id).context(claim.id)?;
            let name = serde_json::to_value(claim.verdict)?;
            let verdict = name.as_str().and_then(|name| words.verdicts.get(name));
            let verdict = emphasised(claim.verdict, verdict.context("a verdict without words")?);
            Ok(row(
                claim,
                &said.claim,
                &claim.said(&said.arithmetic),
                &verdict,
            ))
        })
        .collect::<Result<_>>()?;
    let chinese = table(["说法", "重算", "结论"], chinese.into_iter());
    compare::write_into(CHINESE, "claims", &chinese)
}

fn table([claim, recomputed, verdict]: [&str; 3], rows: impl Iterator<Item = String>) -> String {
    let head = format!("| | {claim} | {recomputed} | {verdict} |\n| --- | --- | --- | --- |\n");
    head + &rows.collect::<String>()
}

fn row(claim: &Claim, text: &str, arithmetic: &str, verdict: &str) -> String {
    let Claim { article, id, .. } = claim;
    // A dollar sign opens a formula in some readers of Markdown.
    let plain = |text: &str| text.replace('$', "&#36;").replace('|', "&#124;");
    format!(
        "| {article} | <span id=\"{id}\">{}</span> | {} | {verdict} |\n",
        plain(text),
        plain(arithmetic),
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

fn emphasised(verdict: Verdict, words: &str) -> String {
    match verdict {
        Verdict::Inconsistent => format!("**{words}**"),
        _ => words.to_owned(),
    }
}
