//! Sums of bills that keep what could not be priced apart.

use crate::{bill::Charge, money::Amount, usage::Usage};
use serde::Serialize;

/// What some calls used and cost.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Sum {
    /// Calls, as far as known.
    pub calls: u64,
    /// What they used.
    pub usage: Usage,
    /// What the priced ones cost, US dollars: a lower bound if any is partial or unpriced.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub cost: Amount,
    /// The higher reading, where a holiday calendar does not cover a day or a row that
    /// sums many calls does not say how long their prompts were; else `cost`.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub high: Amount,
    /// Calls of which some kind has no rate.
    pub partial: u64,
    /// Calls without any rate: model or time unknown, or no price then.
    pub unpriced: u64,
}

impl Sum {
    /// Adds calls that used this and cost that; `None`: unpriced.
    pub(crate) fn add(&mut self, calls: u64, usage: &Usage, charge: Option<&Charge>) {
        self.calls += calls;
        self.usage.add(usage);
        match charge {
            Some(charge) => {
                self.cost += charge.total;
                self.high += charge.high;
                self.partial += if charge.unpriced != 0 {
                    calls.max(1)
                } else {
                    0
                };
            }
            None => self.unpriced += calls.max(1),
        }
    }
}
