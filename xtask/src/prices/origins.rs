//! Who lists which figure of a price. The sources of a price agree on its rates; what only some
//! of them say has lists of its own: `rate_sources` by unit, `rule_sources` by name of a rule.

use super::{
    listing::{Cell, STANDARD, Table},
    source::{NamedSources, Price, Rule, VendorFile},
    vote::Verdict,
};
use std::collections::BTreeMap;
use taskfare::prices::{Table as OurTable, unit};
use toml_edit::{Array, InlineTable};

/// Ids of sources by unit or by name of a rule.
pub type Lists = BTreeMap<String, Vec<String>>;

/// Who lists the rates and what the rules of a price make of them, by unit and by rule: what any
/// table lists.
pub struct Listed {
    rates: Lists,
    rules: Lists,
}

/// Of the price in force.
pub fn listed(file: &VendorFile, price: &Price, verdict: &Verdict) -> Listed {
    Listed {
        rates: rates_listed(file, price, verdict),
        rules: rules_listed(rules_of(file, price), verdict),
    }
}

/// Of a past or later price: what tables say of a model whatever the time, its surcharge by region.
pub fn listed_always(file: &VendorFile, price: &Price, verdict: &Verdict) -> Listed {
    let regional = rules_of(file, price).filter(|(_, rule)| cell_of(rule) == Some(STANDARD));
    Listed {
        rates: Lists::new(),
        rules: rules_listed(regional, verdict),
    }
}

/// Both lists as a price has to say them beside its file, each with its key; `usual` are the
/// sources of the price.
pub fn lists(
    file: &VendorFile,
    price: &Price,
    listed: &Listed,
    usual: &[String],
) -> [(&'static str, Lists); 2] {
    let default = &file.defaults;
    let (own, default_rules) = (&price.rule_sources, &default.rule_sources);
    // What a rule makes of one rate has the sources of the rule.
    let of_rule = |name: &str| {
        let rule = name
            .rsplit_once('.')
            .and_then(|(rule, _)| listed.rules.get(rule));
        rule.map_or(usual, |tables| tables)
    };
    let rules = beside_file(own, default_rules, &listed.rules, &of_rule);
    let (own, default_rates) = (&price.rate_sources, &default.rate_sources);
    let rates = beside_file(own, default_rates, &listed.rates, &|_| usual);
    [("rate_sources", rates), ("rule_sources", rules)]
}

/// Units and rules of a price that no table lists and of which the file does not say whose they are.
pub fn unlisted(file: &VendorFile, price: &Price, verdict: &Verdict) -> Vec<String> {
    let defaults = &file.defaults;
    let listed = listed(file, price, verdict);
    let has = |own: &NamedSources, default: &NamedSources, name: &String| {
        own.get(name).is_some() || default.get(name).is_some()
    };
    let known_rate = |unit: &String| {
        listed.rates.contains_key(unit) || has(&price.rate_sources, &defaults.rate_sources, unit)
    };
    let known_rule = |name: &String, rule: &Rule| {
        let sets = rule.mul.is_empty() && rule.set.iter().all(|(unit, _)| known_rate(unit));
        let said = has(&price.rule_sources, &defaults.rule_sources, name);
        sets || said || listed.rules.contains_key(name)
    };
    let units = price.rates.iter().map(|(unit, _)| unit.clone());
    let units = units.filter(|unit| !known_rate(unit));
    let rules = rules_of(file, price).filter(|(name, rule)| !known_rule(name, rule));
    units.chain(rules.map(|(name, _)| name)).collect()
}

/// The ids of tables, as price files name them.
pub fn ids(tables: &[Table]) -> Vec<String> {
    tables.iter().map(|table| table.id().to_owned()).collect()
}

/// Tables, and beside them the texts that a person named.
pub fn beside_texts(tables: &[String], was: &[String]) -> Vec<String> {
    let is_table = |id: &str| Table::ALL.iter().any(|table| table.id() == id);
    let texts = was.iter().filter(|id| !is_table(id));
    tables.iter().chain(texts).cloned().collect()
}

/// Lists as they stand in a price.
pub fn inline(lists: &Lists) -> InlineTable {
    let array = |ids: &Vec<String>| ids.iter().collect::<Array>();
    lists.iter().map(|(name, ids)| (name, array(ids))).collect()
}

/// What is seen, but for what the file says of all its prices, or what is usual; and what no table
/// lists as a person wrote it.
fn beside_file<'a>(
    own: &NamedSources,
    default: &'a NamedSources,
    seen: &Lists,
    usual: &dyn Fn(&str) -> &'a [String],
) -> Lists {
    let mut found: Lists = own.iter().cloned().collect();
    for (name, tables) in seen {
        let was = own.get(name).or_else(|| default.get(name));
        let is = beside_texts(tables, was.map_or(&[], |ids| ids));
        match default.get(name).map_or(usual(name), |usual| usual) == is {
            true => found.remove(name),
            false => found.insert(name.clone(), is),
        };
    }
    found
}

/// By unit, of the price or set by one of its rules: who lists the rate, where any table does.
fn rates_listed(file: &VendorFile, price: &Price, verdict: &Verdict) -> Lists {
    let base = verdict.base();
    let set = rules_of(file, price).flat_map(|(_, rule)| rule.set.iter());
    let units = price.rates.iter().chain(set).map(|(unit, _)| unit);
    let listed = units.filter(|unit| base.is_some_and(|base| base.contains_key(*unit)));
    let tables = |unit| verdict.rate_sources.get(unit).unwrap_or(&verdict.agree);
    listed
        .map(|unit| (unit.clone(), ids(tables(unit))))
        .collect()
}

/// By rule, and by rule and unit: who lists what it makes of the rates, likewise.
fn rules_listed<'a>(rules: impl Iterator<Item = (String, &'a Rule)>, verdict: &Verdict) -> Lists {
    let mut found = Lists::new();
    for (name, rule) in rules {
        let cell = cell_of(rule);
        if cell == Some(STANDARD) && !verdict.regional_sources.is_empty() {
            found.insert(name, ids(&verdict.regional_sources));
        } else if let Some(sources) = cell.and_then(|cell| verdict.cell_sources.get(&cell)) {
            for (unit, tables) in sources.by_unit.iter().filter(|(unit, _)| moves(rule, unit)) {
                found.insert(format!("{name}.{unit}"), ids(tables));
            }
            found.insert(name, ids(&sources.tables));
        }
    }
    found
}

/// Whether a rule changes the rate of a unit.
fn moves(rule: &Rule, unit: &str) -> bool {
    let kind = unit::by_key(unit).map(|unit| unit.kind);
    let covers = |key: &String| {
        unit::covered(key).is_some_and(|kinds| kinds.iter().any(|of| Some(*of) == kind))
    };
    rule.set.get(unit).is_some() || rule.mul.iter().any(|(key, _)| covers(key))
}

/// The rules of a price, each with the name by which it is known.
pub fn rules_of<'a>(
    file: &'a VendorFile,
    price: &'a Price,
) -> impl Iterator<Item = (String, &'a Rule)> {
    let named = price.rules_in(file).iter();
    let named = named.filter_map(|name| Some((name.clone(), file.rule.get(name)?)));
    let own = price.when.iter();
    named.chain(own.filter_map(|rule| Some((OurTable::label_of(rule).ok()?, rule))))
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
