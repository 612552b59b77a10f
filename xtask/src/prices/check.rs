//! `cargo xtask prices check`: what must be true of the table whatever the vendors do.
//!
//! What the grammar forbids (overlaps, two models of one name, unknown sources) fails
//! when the engine reads the table; here is what only the figures can tell.

use super::{
    origins,
    source::{Model, Price, VendorFile},
};
use anyhow::{Context as _, Result, ensure};
use rust_decimal::{Decimal, dec};
use std::{collections::BTreeMap, fs, path::Path};

/// Vendors who say that writing costs 1.25 times the input for 5 minutes or half an
/// hour, and twice the input for an hour.
const WRITES_ARE_MULTIPLES: [&str; 2] = ["anthropic", "openai"];

pub fn run(folder: &Path) -> Result<()> {
    let table = taskfare::prices::Table::from_folder(folder).map_err(|e| anyhow::anyhow!("{e}"))?;
    let mut found = Vec::new();
    let (mut models, mut prices) = (0, 0);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = if path.extension().is_some_and(|e| e == "toml") {
            fs::read_to_string(&path)?
        } else {
            continue;
        };
        if !text.contains("[vendor]") {
            continue;
        }
        let file: VendorFile =
            toml_edit::de::from_str(&text).with_context(|| path.display().to_string())?;
        for model in &file.model {
            models += 1;
            prices += model.price.len();
            found.extend(problems(&file, model));
        }
    }
    println!(
        "{models} models of {} vendors, {prices} prices",
        table.vendors.len()
    );
    ensure!(
        found.is_empty(),
        "{} problems:\n{}",
        found.len(),
        found.join("\n")
    );
    Ok(())
}

fn problems(file: &VendorFile, model: &Model) -> Vec<String> {
    let mut found = Vec::new();
    for price in &model.price {
        let from = price.from.as_deref().unwrap_or("ever");
        let mut say = |what: String| {
            found.push(format!(
                "{}/{} since {from}: {what}",
                file.vendor.id, model.id
            ));
        };
        let rates = decimals(&price.rates);
        if let Some(unit) = rates.iter().find(|(_, rate)| rate.is_sign_negative()) {
            say(format!("{} is negative", unit.0));
        }
        reads(&rates, &mut say);
        if WRITES_ARE_MULTIPLES.contains(&file.vendor.id.as_str()) {
            writes(&rates, &mut say);
        }
        batches(file, price, &rates, &mut say);
        if price.sources_in(file).is_empty() {
            say("has no source".into());
        }
    }
    found
}

/// Reading from cache never costs more than sending again.
fn reads(rates: &BTreeMap<String, Decimal>, say: &mut impl FnMut(String)) {
    for (read, input) in [("cache_read", "in"), ("cache_read_audio", "audio_in")] {
        if let (Some(read), Some(input)) = (rates.get(read), rates.get(input))
            && read > input
        {
            say(format!("reads at {read}, more than the input's {input}"));
        }
    }
}

fn writes(rates: &BTreeMap<String, Decimal>, say: &mut impl FnMut(String)) {
    let Some(input) = rates.get("in") else { return };
    let multiples = [
        ("cache_write_5m", dec!(1.25)),
        ("cache_write_30m", dec!(1.25)),
        ("cache_write_1h", dec!(2)),
    ];
    for (unit, multiple) in multiples {
        // Claude 3 Haiku is listed at 0.3, 1.2 times its input: a rounded figure.
        let due = input * multiple;
        if rates
            .get(unit)
            .is_some_and(|rate| (*rate - due).abs() > dec!(0.0125))
        {
            say(format!(
                "{unit} {} is not {multiple} times the input's {input}",
                rates[unit]
            ));
        }
    }
}

/// A batch costs no more than the same calls one by one.
fn batches(
    file: &VendorFile,
    price: &Price,
    rates: &BTreeMap<String, Decimal>,
    say: &mut impl FnMut(String),
) {
    let rules = origins::rules_of(file, price).map(|(_, rule)| rule);
    for rule in rules.filter(|r| r.service_tier == Some(super::source::ServiceTier::Batch)) {
        if decimals(&rule.mul)
            .iter()
            .any(|(_, factor)| *factor > Decimal::ONE)
        {
            say("a batch costs more than its calls".into());
        }
        let dearer = |(unit, rate): (&String, &Decimal)| rates.get(unit).is_some_and(|r| rate > r);
        if rule.prompt_tokens.is_none() && decimals(&rule.set).iter().any(dearer) {
            say("a batch costs more than its calls".into());
        }
    }
}

fn decimals(written: &super::source::Decimals) -> BTreeMap<String, Decimal> {
    let parse = |text: &String| text.parse().unwrap_or(Decimal::NEGATIVE_ONE);
    written
        .iter()
        .map(|(unit, text)| (unit.clone(), parse(text)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds() {
        run(&crate::paths::root().join("prices")).unwrap();
    }

    /// What the check says of one model's text in a small file.
    fn said(price: &str) -> Vec<String> {
        let text = [
            "[vendor]\nid = \"openai\"\nname = \"A maker\"\n",
            "[defaults]\nsources = [\"litellm\"]\n",
            "[rule.batch]\nservice_tier = \"batch\"\nmul = { in = \"1.2\" }\n",
            "[[model]]\nid = \"m\"\nprice = [{ ",
            price,
            " }]\n",
        ];
        let file: VendorFile = toml_edit::de::from_str(&text.concat()).unwrap();
        problems(&file, &file.model[0])
    }

    #[test]
    fn figures_that_cannot_be_are_found() {
        for (price, problem) in [
            (r#"rates = { in = "1", cache_read = "2" }"#, "reads at 2"),
            (
                r#"rates = { in = "1", cache_read_audio = "3", audio_in = "2" }"#,
                "reads at 3, more than the input's 2",
            ),
            (
                r#"rates = { in = "4", cache_write_30m = "4" }"#,
                "is not 1.25",
            ),
            (
                r#"rates = { in = "4", cache_write_1h = "5" }"#,
                "is not 2 times",
            ),
            (r#"rates = { in = "-1" }"#, "is negative"),
            (
                r#"rates = { in = "1" }, rules = ["batch"]"#,
                "a batch costs more",
            ),
            (
                r#"rates = { in = "1" }, when = [{ service_tier = "batch", set = { in = "2" } }]"#,
                "a batch costs more",
            ),
            (r#"rates = { in = "1" }, sources = []"#, "has no source"),
        ] {
            let found = said(price);
            assert!(
                found.len() == 1 && found[0].contains(problem),
                "{price}: {found:?}"
            );
        }
        let sound =
            r#"rates = { in = "4", out = "20", cache_read = "0.4", cache_write_30m = "5" }"#;
        assert_eq!(said(sound), Vec::<String>::new());
    }
}
