//! Sums of bills that keep what could not be priced apart.

use crate::{bill::Charge, money::Amount, usage::Usage};
use serde::Serialize;

/// What some calls used and cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Sum {
    /// Calls, as far as known.
    pub calls: u64,
    /// What they used.
    pub usage: Usage,
    /// What the priced ones cost, US dollars: a lower bound if any is partial or unpriced;
    /// `null` if all are unpriced.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub cost: Option<Amount>,
    /// The higher reading, where a holiday calendar does not cover a day or a row that
    /// sums many calls does not say how long their prompts were; else `cost`.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub high: Option<Amount>,
    /// Calls of which some kind has no rate.
    pub partial: u64,
    /// Calls without any rate: model or time unknown, or no price then.
    pub unpriced: u64,
    /// Whether any of it has a price.
    #[serde(skip)]
    priced: bool,
}

impl Default for Sum {
    /// Of no calls, which cost nothing.
    fn default() -> Sum {
        Sum {
            calls: 0,
            usage: Usage::default(),
            cost: Some(Amount::ZERO),
            high: Some(Amount::ZERO),
            partial: 0,
            unpriced: 0,
            priced: false,
        }
    }
}

impl Sum {
    /// Adds calls that used this and cost that; `None`: unpriced.
    pub(crate) fn add(&mut self, calls: u64, usage: &Usage, charge: Option<&Charge>) {
        self.calls += calls;
        self.usage.add(usage);
        match charge.filter(|charge| charge.is_known()) {
            Some(charge) => {
                self.priced = true;
                self.cost = plus(self.cost, Some(charge.total));
                self.high = plus(self.high, Some(charge.high));
                self.partial += if charge.unpriced != 0 {
                    calls.max(1)
                } else {
                    0
                };
            }
            None => {
                self.unpriced += calls.max(1);
                if !self.priced {
                    (self.cost, self.high) = (None, None);
                }
            }
        }
    }
}

/// The sum of `before` items and one more, which is 0 of none and `None` where none of them
/// has a price.
pub(super) fn plus_one(sum: Option<Amount>, more: Option<Amount>, before: u64) -> Option<Amount> {
    match before {
        0 => more,
        _ => plus(sum, more),
    }
}

/// The sum of what is known; `None` where neither is.
pub(super) fn plus(sum: Option<Amount>, more: Option<Amount>) -> Option<Amount> {
    match (sum, more) {
        (Some(sum), Some(more)) => Some(sum + more),
        (sum, more) => sum.or(more),
    }
}
