//! Says the bands and service tiers that were seen with the named rules of a
//! vendor file, and with rules of the one price where no named rule fits.

use super::{
    config::Vendor,
    listing::{Cell, Rates, STANDARD, is_token, service_tier},
    source::{Rule, VendorFile},
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What to write beside the base rates of a price.
#[derive(Default, PartialEq, Debug)]
pub struct Said {
    pub named: Vec<String>,
    /// Inline tables, as TOML text.
    pub when: Vec<String>,
}

pub fn say(
    file: &VendorFile,
    vendor: &Vendor,
    cells: &BTreeMap<Cell, Rates>,
    regional: Option<Decimal>,
) -> Said {
    let mut said = Said::default();
    let Some(base) = cells.get(&STANDARD) else {
        return said;
    };
    let region = find(file, |rule| {
        !rule.region.is_empty()
            && regional.is_some()
            && factors_of(rule, base)
                .values()
                .all(|f| Some(*f) == regional)
    });
    let bands: Vec<u64> = cells
        .keys()
        .filter(|c| c.0 == STANDARD.0 && c.1 > 0)
        .map(|c| c.1)
        .collect();
    let named = match bands[..] {
        [band] => find(file, |rule| {
            is_band(rule, &vendor.condition(band)) && fits(rule, base, &cells[&(STANDARD.0, band)])
        }),
        _ => None,
    };
    match named {
        Some(name) => said.named.push(name),
        None => {
            for band in &bands {
                let condition = format!("prompt_tokens = \"{}\"", vendor.condition(*band));
                let rates = &cells[&(STANDARD.0, *band)];
                said.when.push(format!(
                    "{{ {condition}, set = {} }}",
                    inline(&changed(base, rates))
                ));
            }
        }
    }
    for tier in ["batch", "flex", "fast", "ultrafast"] {
        say_tier(file, vendor, cells, tier, &bands, &mut said);
    }
    said.named.extend(region);
    said
}

fn say_tier(
    file: &VendorFile,
    vendor: &Vendor,
    cells: &BTreeMap<Cell, Rates>,
    tier: &'static str,
    bands: &[u64],
    said: &mut Said,
) {
    let Some(own) = cells.get(&(tier, 0)) else {
        return;
    };
    let base = &cells[&STANDARD];
    // A named rule acts before the rules of the price, so it cannot follow a `set`.
    let named = said
        .when
        .is_empty()
        .then(|| find(file, |r| is_tier(r, tier) && fits(r, base, own)));
    let factors = match named.flatten() {
        Some(name) => {
            said.named.push(name.clone());
            let rule = file.rule.get(&name);
            rule.map(|rule| factors_of(rule, base)).unwrap_or_default()
        }
        None => {
            let factors = ratios(base, own);
            let act = match &factors {
                Some(factors) => format!("mul = {}", inline(&without_ones(factors, base))),
                None => format!("set = {}", inline(own)),
            };
            said.when
                .push(format!("{{ service_tier = \"{tier}\", {act} }}"));
            factors.unwrap_or_default()
        }
    };
    for band in bands {
        let (Some(own), long) = (cells.get(&(tier, *band)), &cells[&(STANDARD.0, *band)]) else {
            continue;
        };
        let expected = |unit: &String| {
            Some((*long.get(unit)? * *factors.get(unit).unwrap_or(&Decimal::ONE)).normalize())
        };
        if own.iter().any(|(unit, rate)| expected(unit) != Some(*rate)) {
            said.when.push(format!(
                "{{ service_tier = \"{tier}\", prompt_tokens = \"{}\", set = {} }}",
                vendor.condition(*band),
                inline(own)
            ));
        }
    }
}

fn find(file: &VendorFile, test: impl Fn(&Rule) -> bool) -> Option<String> {
    file.rule
        .iter()
        .find(|(_, rule)| test(rule))
        .map(|(name, _)| name.clone())
}

fn bare(rule: &Rule) -> bool {
    let open = rule.from.is_none() && rule.to.is_none() && rule.output_tokens.is_none();
    let any_time = rule.days.is_none() && rule.hours.is_empty() && rule.thinking.is_none();
    open && any_time && rule.region.is_empty() && rule.scope.is_none() && rule.set.is_empty()
}

fn is_band(rule: &Rule, condition: &str) -> bool {
    bare(rule) && rule.service_tier.is_none() && rule.prompt_tokens.as_deref() == Some(condition)
}

fn is_tier(rule: &Rule, tier: &str) -> bool {
    bare(rule) && rule.prompt_tokens.is_none() && rule.service_tier == Some(service_tier(tier))
}

fn fits(rule: &Rule, base: &Rates, own: &Rates) -> bool {
    let factors = factors_of(rule, base);
    own.iter()
        .filter(|(unit, _)| is_token(unit))
        .all(|(unit, rate)| {
            base.get(unit)
                .is_some_and(|b| (*b * factors[unit]).normalize() == rate.normalize())
        })
}

/// The rule's multiplier of each unit of the base rates.
fn factors_of(rule: &Rule, base: &Rates) -> BTreeMap<String, Decimal> {
    let number = |key: &str| {
        rule.mul
            .get(key)
            .and_then(|text| text.parse::<Decimal>().ok())
    };
    base.keys()
        .map(|unit| {
            let write = unit
                .starts_with("cache_write")
                .then(|| number("cache_write"))
                .flatten();
            let factor = number(unit)
                .or(write)
                .or_else(|| number("all"))
                .unwrap_or(Decimal::ONE);
            (unit.clone(), factor)
        })
        .collect()
}

/// Exact multipliers from `base` to `own`, where they are short decimals.
fn ratios(base: &Rates, own: &Rates) -> Option<BTreeMap<String, Decimal>> {
    own.iter()
        .filter(|(unit, _)| is_token(unit))
        .map(|(unit, rate)| {
            let whole = base.get(unit).filter(|b| !b.is_zero())?;
            let factor = (*rate / *whole).round_dp(4).normalize();
            ((factor * *whole).normalize() == rate.normalize()).then(|| (unit.clone(), factor))
        })
        .collect()
}

/// `all` where every rate has the same factor; no factors of one.
fn without_ones(factors: &BTreeMap<String, Decimal>, base: &Rates) -> Rates {
    let values: BTreeSet<&Decimal> = factors.values().collect();
    let whole = base
        .keys()
        .filter(|unit| is_token(unit))
        .all(|unit| factors.contains_key(unit));
    match values.first() {
        Some(one) if whole && values.len() == 1 => Rates::from([("all".to_owned(), **one)]),
        _ => factors
            .iter()
            .filter(|(_, f)| **f != Decimal::ONE)
            .map(|(u, f)| (u.clone(), *f))
            .collect(),
    }
}

fn changed(base: &Rates, rates: &Rates) -> Rates {
    rates
        .iter()
        .filter(|(unit, rate)| base.get(*unit) != Some(rate))
        .map(|(u, r)| (u.clone(), *r))
        .collect()
}

/// `{ in = "5", out = "30" }`, in the order of the unit registry.
pub fn inline(rates: &Rates) -> String {
    const ORDER: [&str; 6] = [
        "all",
        "in",
        "out",
        "cache_read",
        "cache_write_5m",
        "cache_write_30m",
    ];
    let place = |unit: &str| ORDER.iter().position(|u| *u == unit).unwrap_or(ORDER.len());
    let mut units: Vec<(&String, &Decimal)> = rates.iter().collect();
    units.sort_by_key(|(unit, _)| (place(unit), (*unit).clone()));
    let pairs: Vec<String> = units
        .iter()
        .map(|(unit, rate)| format!("{unit} = \"{}\"", rate.normalize()))
        .collect();
    format!("{{ {} }}", pairs.join(", "))
}
