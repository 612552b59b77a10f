//! Who lists which figure of a price. The sources of a price agree on its rates; what only some
//! of them say has lists of its own: `rate_sources` by unit, `rule_sources` by name of a rule.

use super::{
    listing::{Cell, STANDARD, Table},
    source::{NamedSources, Price, Rule, VendorFile},
    vote::Verdict,
};
use std::collections::BTreeMap;
use toml_edit::{Array, InlineTable};

/// Ids of sources by unit or by name of a rule.
pub type Lists = BTreeMap<String, Vec<String>>;

/// Both lists as a price has to say them beside its file, each with its key.
pub fn lists(file: &VendorFile, price: &Price, verdict: &Verdict) -> [(&'static str, Lists); 2] {
    let usual = ids(&verdict.agree);
    let beside = |own, default, seen| beside_file(own, default, seen, &usual);
    let defaults = &file.defaults;
    let rates = rates_listed(file, price, verdict);
    let rates = beside(&price.rate_sources, &defaults.rate_sources, rates);
    let rules = rules_listed(file, price, verdict);
    let rules = beside(&price.rule_sources, &defaults.rule_sources, rules);
    [("rate_sources", rates), ("rule_sources", rules)]
}

/// The ids of tables, as price files name them.
pub fn ids(tables: &[Table]) -> Vec<String> {
    tables.iter().map(|table| table.id().to_owned()).collect()
}

/// Tables, and beside them the texts that a person named.
pub fn beside_texts(tables: &[String], was: &[String]) -> Vec<String> {
    const TABLES: [&str; 4] = ["genai-prices", "litellm", "pi-ai", "llm-prices"];
    let texts = was.iter().filter(|id| !TABLES.contains(&id.as_str()));
    tables.iter().chain(texts).cloned().collect()
}

/// Lists as they stand in a price.
pub fn inline(lists: &Lists) -> InlineTable {
    let array = |ids: &Vec<String>| ids.iter().collect::<Array>();
    lists.iter().map(|(name, ids)| (name, array(ids))).collect()
}

/// What is seen, and what no table lists as a person wrote it, but for what the file says of all
/// its prices, or `usual` of this one.
fn beside_file(own: &NamedSources, default: &NamedSources, seen: Lists, usual: &[String]) -> Lists {
    let mut found: Lists = own.iter().cloned().collect();
    for (name, tables) in seen {
        let was = own.get(&name).or_else(|| default.get(&name));
        let is = beside_texts(&tables, was.map_or(&[], |ids| ids));
        found.insert(name, is);
    }
    found.retain(|name, ids| default.get(name).map_or(usual, |usual| usual) != ids);
    found
}

/// By unit, of the price or set by one of its rules: who lists the rate, where any table does.
fn rates_listed(file: &VendorFile, price: &Price, verdict: &Verdict) -> Lists {
    let base = verdict.base();
    let set = rules(file, price).flat_map(|(_, rule)| rule.set.iter());
    let units = price.rates.iter().chain(set).map(|(unit, _)| unit);
    let listed = units.filter(|unit| base.is_some_and(|base| base.contains_key(*unit)));
    let tables = |unit| verdict.rate_sources.get(unit).unwrap_or(&verdict.agree);
    listed
        .map(|unit| (unit.clone(), ids(tables(unit))))
        .collect()
}

/// By rule of the price: who lists what it makes of the rates, likewise.
fn rules_listed(file: &VendorFile, price: &Price, verdict: &Verdict) -> Lists {
    let listed = rules(file, price).filter_map(|(name, rule)| {
        let tables = match cell_of(rule)? {
            STANDARD => &verdict.regional_sources,
            cell => verdict.cell_sources.get(&cell)?,
        };
        Some((name, ids(tables))).filter(|_| !tables.is_empty())
    });
    listed.collect()
}

/// The rules of a price, each with the name by which it is known.
fn rules<'a>(file: &'a VendorFile, price: &'a Price) -> impl Iterator<Item = (String, &'a Rule)> {
    let named = price.rules.as_ref().or(file.defaults.rules.as_ref());
    let named = named.into_iter().flatten();
    let named = named.filter_map(|name| Some((name.clone(), file.rule.get(name)?)));
    named.chain(price.when.iter().map(|rule| (label(rule), rule)))
}

/// A rule's name; where it has none, the conditions that a table can list.
fn label(rule: &Rule) -> String {
    if let Some(name) = &rule.name {
        return name.clone();
    }
    let bound = rule.prompt_tokens.as_deref().map(|bound| {
        let digits = bound.trim_start_matches(['>', '=']);
        format!("prompt {} {digits}", bound.trim_end_matches(digits))
    });
    let tier = rule.service_tier.map(|tier| tier.name().to_owned());
    let parts: Vec<String> = bound.into_iter().chain(tier).collect();
    parts.join(", ")
}

/// The tier and band that a rule is about; the standard tier for one about regions alone. None
/// for what no table lists.
fn cell_of(rule: &Rule) -> Option<Cell> {
    let dated = rule.from.is_some() || rule.to.is_some() || rule.output_tokens.is_some();
    let timed = rule.days.is_some() || !rule.hours.is_empty() || rule.thinking.is_some();
    let tier = rule.service_tier.unwrap_or_default().name();
    let bound = rule.prompt_tokens.as_deref().unwrap_or("0");
    let cell = (tier, bound.trim_start_matches(['>', '=']).parse().ok()?);
    let regional = !rule.region.is_empty();
    (!dated && !timed && regional == (cell == STANDARD)).then_some(cell)
}
