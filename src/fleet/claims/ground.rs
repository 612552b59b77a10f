//! What claims rest on besides their own figures: rates of the price table on a date.

use crate::instant::Instant;
use crate::money::Currency;
use crate::prices::{Table, Terms};
use crate::usage::{Kind, Usage};

/// Share of an agent's input that is read from a cache, and input tokens per output token:
/// uw-syfi/TraceLab 0b8a262, 357,161 calls.
const READ_SHARE: f64 = 0.957;
const INPUT_PER_OUTPUT: f64 = 294.0;

/// The price table on the dates that claims speak of.
pub(super) struct Ground<'a> {
    table: &'a Table,
}

impl<'a> Ground<'a> {
    pub fn new(table: &'a Table) -> Self {
        Ground { table }
    }

    /// A list rate per million on a date, for a prompt of so many tokens; NaN where the table has none.
    pub fn rate(&self, model: &str, kind: Kind, on: &str, currency: Currency, prompt: u64) -> f64 {
        let known = || {
            let found = self.table.find(model)?;
            let terms = Terms {
                currency: Some(currency),
                ..Terms::default()
            };
            let usage = Usage {
                input: prompt,
                ..Usage::default()
            };
            let card = self.table.card(found.model, &terms);
            let rates = card.rates(&usage, Instant::parse(on)?).ok()?;
            Some(rates.get(kind)?.to_f64())
        };
        known().unwrap_or(f64::NAN)
    }

    /// A dollar rate of a short prompt in April 2026, when the articles were written.
    pub fn april(&self, model: &str, kind: Kind) -> f64 {
        self.rate(model, kind, "2026-04-15", Currency::USD, 1)
    }

    /// What a million input tokens of an agent cost with the output that goes with them:
    /// mostly cached reads, the rest written.
    pub fn blend(&self, model: &str) -> f64 {
        READ_SHARE * self.april(model, Kind::CacheRead)
            + (1.0 - READ_SHARE) * self.april(model, Kind::CacheWrite5m)
            + self.april(model, Kind::Output) / INPUT_PER_OUTPUT
    }
}

/// The flagship behind the blend.
pub(super) const FLAGSHIP: &str = "claude-opus-4-6";
