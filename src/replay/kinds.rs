//! Sums by kind of token.

use crate::{
    money::Amount,
    usage::{Kind, Usage},
};
use serde::Serialize;

/// Cost of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct KindRow {
    /// The kind, a field of the usage.
    pub kind: &'static str,
    /// How many.
    pub count: u64,
    /// What the priced ones cost, US dollars; `null` if all are unpriced.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub cost: Option<Amount>,
    /// How many of them have no rate.
    pub unpriced: u64,
}

/// What each kind cost; `None` for a kind that was used and has no rate.
pub(super) type Parts = [Option<Amount>; Kind::COUNT];

/// Counts, costs and what has no rate, kind by kind, while calls come in.
#[derive(Default)]
pub(super) struct Kinds([(u64, Amount, u64); Kind::COUNT]);

impl Kinds {
    /// Adds a usage; without `parts` all of it is unpriced.
    pub(super) fn add(&mut self, usage: &Usage, parts: Option<&Parts>) {
        for kind in Kind::ALL {
            let count = usage.count(*kind);
            let sum = &mut self.0[kind.index()];
            sum.0 += count;
            match parts.map(|parts| parts[kind.index()]) {
                Some(Some(amount)) => sum.1 += amount,
                _ => sum.2 += count,
            }
        }
    }

    /// The used kinds in the order of a bill.
    pub(super) fn rows(self) -> Vec<KindRow> {
        let used = |(kind, (count, ..)): &(&Kind, (u64, Amount, u64))| {
            *count > 0 && **kind != Kind::Requests
        };
        let kinds = Kind::ALL.iter().zip(self.0).filter(used);
        let row = |(kind, (count, cost, unpriced)): (&Kind, _)| KindRow {
            kind: kind.name(),
            count,
            cost: (unpriced < count).then_some(cost),
            unpriced,
        };
        kinds.map(row).collect()
    }
}
