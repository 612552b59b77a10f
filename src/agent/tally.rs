//! Adds up the calls of a run and prices them exactly.
//!
//! Calls under the same rules cost the sum of their counts times one set of rates, so they
//! are summed first and priced once; a call that a marginal band splits is priced alone.

use super::offer::Resolved;
use super::run::Call;
use crate::bill::charge_under;
use crate::money::Amount;
use crate::prices::{Mask, Period};
use crate::usage::{Kind, Usage};

/// Sums by the rules that hold.
pub(super) struct Tally<'a> {
    offer: &'a Resolved,
    period: &'a Period,
    sums: Vec<(Mask, Usage)>,
    alone: Amount,
    pub tokens: u64,
    /// Bits of the kinds that were used and have no rate.
    pub unpriced: u32,
}

impl<'a> Tally<'a> {
    /// A tally on a resolved offer; None where the offer has no price at the instant.
    pub fn new(offer: &'a Resolved) -> Option<Self> {
        Some(Tally {
            offer,
            period: offer.card.period(offer.at).ok()?,
            sums: Vec::with_capacity(4),
            alone: Amount::ZERO,
            tokens: 0,
            unpriced: 0,
        })
    }

    #[inline]
    pub fn add(&mut self, call: &Call) {
        let usage = self.offer.usage(call);
        self.add_usage(&usage);
    }

    #[inline]
    pub fn add_usage(&mut self, usage: &Usage) {
        self.tokens += usage.prompt_tokens() + usage.output_tokens();
        let mask = self.offer.card.mask(self.period, usage, self.offer.at);
        if mask.marginal != 0 {
            let charge = charge_under(self.period, usage, mask);
            self.alone += charge.total;
            self.unpriced |= charge.unpriced;
            return;
        }
        match self.sums.iter_mut().find(|(known, _)| *known == mask) {
            Some((_, sum)) => add_counts(sum, usage, self.offer.write),
            None => self.sums.push((mask, *usage)),
        }
    }

    /// The exact cost so far.
    pub fn cost(&mut self) -> Amount {
        let mut total = self.alone;
        for (mask, sum) in &self.sums {
            let charge = charge_under(self.period, sum, *mask);
            total += charge.total;
            self.unpriced |= charge.unpriced;
        }
        total
    }

    /// Adds this run's sums to totals over many runs.
    pub fn add_to(&self, totals: &mut Vec<(Mask, Usage)>) {
        for (mask, sum) in &self.sums {
            match totals.iter_mut().find(|(known, _)| known == mask) {
                Some((_, total)) => total.add(sum),
                None => totals.push((*mask, *sum)),
            }
        }
    }

    pub fn clear(&mut self) {
        self.sums.clear();
        self.alone = Amount::ZERO;
        self.tokens = 0;
    }
}

/// Adds the few kinds that a simulated call has; all kinds would be four times slower.
#[inline]
fn add_counts(sum: &mut Usage, usage: &Usage, write: Kind) {
    sum.input += usage.input;
    sum.cache_read += usage.cache_read;
    sum.output += usage.output;
    sum.reasoning += usage.reasoning;
    sum.requests += usage.requests;
    sum.web_searches += usage.web_searches;
    sum.set(write, sum.count(write) + usage.count(write));
}

/// Exact cost and count by kind of sums over many runs.
pub(super) fn by_kind(offer: &Resolved, totals: &[(Mask, Usage)]) -> Vec<(Kind, u64, Amount)> {
    let Ok(period) = offer.card.period(offer.at) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for kind in Kind::ALL {
        let (mut count, mut cost) = (0, Amount::ZERO);
        for (mask, total) in totals {
            let mut one = Usage::default();
            one.set(*kind, total.count(*kind));
            count += total.count(*kind);
            cost += charge_under(period, &one, *mask).total;
        }
        if count > 0 && (*kind != Kind::Requests || cost != Amount::ZERO) {
            lines.push((*kind, count, cost));
        }
    }
    lines
}
