//! Where rates come from. The sources of a price agree on it; what only some of them say, the fee
//! of a tool or a service tier, has sources of its own, and so has what rests on both.

use super::offers::ByKind;
use super::rate_card::Period;
use super::table::{Origin, RuleOrigin, Table};
use crate::usage::Kind;
use serde::Serialize;

/// Where single rates come from, by kind of usage.
pub type KindSources = ByKind<SourcesOfRate>;

/// Where one rate comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct SourcesOfRate {
    /// Ids of its sources.
    pub sources: Vec<String>,
    /// How many of them say all of it. Where none does, as it rests on several figures (a rate
    /// and a surcharge), how many say the one that fewest say.
    pub agree: usize,
    /// Day on which it was last seen; null: its sources bear none.
    pub checked: Option<String>,
}

impl Table {
    /// The ids of sources by their positions.
    pub(crate) fn source_ids(&self, positions: &[u16]) -> Vec<String> {
        let id = |at: &u16| self.sources[usize::from(*at)].id.to_string();
        positions.iter().map(id).collect()
    }

    /// Where the rates under `mask` come from that not all sources of the price list.
    pub(super) fn kind_sources(&self, period: &Period, mask: u32) -> KindSources {
        let rates = period.combo(mask);
        let kinds = period.own_kinds().into_iter();
        let known = kinds.filter(|kind| rates.get(*kind).is_some());
        let of = |kind: Kind| Some((kind.name(), self.sources_of(period, kind, mask)?));
        ByKind(known.filter_map(of).collect())
    }

    /// Where a kind's rate under `mask` comes from; `None`: from the sources of the price.
    pub(crate) fn sources_of(
        &self,
        period: &Period,
        kind: Kind,
        mask: u32,
    ) -> Option<SourcesOfRate> {
        let (origin, agree) = period.origin(kind, mask)?;
        Some(SourcesOfRate {
            sources: self.source_ids(&origin.sources),
            agree,
            checked: origin.checked.map(|day| day.to_string()),
        })
    }
}

impl Period {
    /// Whether any of its figures comes from others than the sources of the price.
    fn has_origins(&self) -> bool {
        !self.price().rate_sources.is_empty() || !self.price().rule_sources.is_empty()
    }

    /// Where a kind's rate under `mask` comes from, and how many say all of it; `None`: from the
    /// sources of the price. Where nobody says all of what rests on several figures, the sources
    /// are those of each, and the figure that fewest say counts.
    pub(crate) fn origin(&self, kind: Kind, mask: u32) -> Option<(Origin, usize)> {
        if !self.has_origins() {
            return None;
        }
        let price = self.price();
        let billed = self.billed_as(kind, mask)?;
        let of_price = Origin {
            sources: price.sources.clone(),
            checked: Some(price.checked),
        };
        let own = price.rate_sources.iter().find(|(of, _)| *of == billed);
        let own = own.map_or(&of_price, |(_, origin)| origin);
        let (mut found, mut agree) = (own.clone(), own.sources.len());
        for (at, rule) in self.applied_at(mask) {
            let of_it =
                |of: &&RuleOrigin| of.rule == at && of.kind.is_none_or(|kind| kind == billed);
            let list = price.rule_sources.iter().find(of_it).map(|of| &of.origin);
            if rule.set.iter().any(|(of, _)| *of == billed) {
                found = list.unwrap_or(own).clone();
                agree = found.sources.len();
            } else if let Some(list) = list
                && rule.mul.iter().any(|(of, _)| *of == billed)
            {
                agree = found.and(list, agree);
            }
        }
        (found != of_price).then_some((found, agree))
    }
}

impl Origin {
    /// Of what rests on both figures: the sources of both, or of each where they have none in
    /// common; and how many say all of it, `agree` being those of this one.
    fn and(&mut self, other: &Origin, agree: usize) -> usize {
        let both = |at: &u16| other.sources.contains(at);
        self.checked = self.checked.zip(other.checked).map(|(a, b)| a.min(b));
        if self.sources.iter().any(both) {
            self.sources.retain(both);
            return agree.min(self.sources.len());
        }
        self.sources.extend_from_slice(&other.sources);
        agree.min(other.sources.len())
    }
}
