//! What our table bills beside what the published tables say, tier by tier and band by band.

use super::{
    listing::{Cell, Rates, STANDARD, is_token, place, service_tier},
    source::{Decimals, Price},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use taskfare::{
    instant::Instant,
    money::Currency,
    prices::{Gap, Table, Terms, unit},
    usage::Usage,
};

/// A figure of a service tier or a length band that is not the one seen.
pub struct Difference {
    cell: Cell,
    unit: String,
    /// None: the tier is not offered.
    ours: Option<Decimal>,
    theirs: Decimal,
}

impl Difference {
    pub fn ours(&self) -> String {
        let ours = self.ours.map_or("none".into(), |rate| rate.to_string());
        format!("{} {ours} ", place(self.cell, &self.unit))
    }

    pub fn theirs(&self) -> String {
        format!("{} {} ", place(self.cell, &self.unit), self.theirs)
    }

    /// Whether it is about one of these rates of the standard tier, which need no card.
    pub fn is_base(&self, rates: &Decimals) -> bool {
        self.cell == STANDARD && rates.get(&self.unit).is_some()
    }
}

/// True where a rate that both have is not the same.
pub fn differs(price: &Price, base: &Rates) -> bool {
    price.rates.iter().any(|(unit, text)| {
        let ours = text.parse::<Decimal>().ok();
        base.get(unit).is_some_and(|theirs| ours != Some(*theirs))
    })
}

/// The rates of every tier and band but the base that a call just within the band would be
/// billed at, where they are not those seen; of the base its fees, which a rule may date.
/// Figures that only one side has are no differences, but a tier that we do not offer is.
pub fn differences(
    table: &Table,
    model: usize,
    cells: &BTreeMap<Cell, Rates>,
    at: Instant,
) -> Vec<Difference> {
    let mut found = Vec::new();
    for (cell, rates) in cells {
        let terms = Terms {
            service_tier: service_tier(cell.0),
            region: None,
            currency: Currency::parse("USD"),
        };
        let usage = Usage {
            input: cell.1 + 1,
            ..Usage::default()
        };
        let card = table.card(model, &terms);
        let ours = match card.rates(&usage, at) {
            Ok(ours) => Some(ours),
            Err(Gap::NoServiceTier) => None,
            Err(_) => continue,
        };
        let compared = |(key, _): &(&String, &Decimal)| *cell != STANDARD || !is_token(key);
        for (key, theirs) in rates.iter().filter(compared) {
            let Some(unit) = unit::by_key(key) else {
                continue;
            };
            let rate = match ours.map(|ours| ours.get(unit.kind)) {
                // We do not say this unit's price in any tier.
                Some(None) => continue,
                Some(Some(rate)) => unit.written(rate).to_string().parse::<Decimal>().ok(),
                None => None,
            };
            if rate.is_none_or(|rate| rate.normalize() != theirs.normalize()) {
                found.push(Difference {
                    cell: *cell,
                    unit: key.clone(),
                    ours: rate,
                    theirs: *theirs,
                });
            }
        }
    }
    found
}
