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

/// Counts of simulated calls, in the few kinds that they have: a third of a [`Usage`].
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    fresh: u64,
    read: u64,
    written: u64,
    output: u64,
    reasoning: u64,
    calls: u64,
    searches: u64,
}

impl Counts {
    #[inline]
    fn add(&mut self, call: &Call) {
        self.fresh += call.fresh;
        self.read += call.read;
        self.written += call.written;
        self.output += call.output;
        self.reasoning += call.reasoning;
        self.calls += 1;
    }

    fn usage(&self, write: Kind) -> Usage {
        let mut usage = Usage {
            input: self.fresh,
            cache_read: self.read,
            output: self.output,
            reasoning: self.reasoning,
            requests: self.calls,
            web_searches: self.searches,
            ..Usage::default()
        };
        usage.set(write, self.written);
        usage
    }

    fn tokens(&self) -> u64 {
        self.fresh + self.read + self.written + self.output + self.reasoning
    }
}

/// Notes the cost so far after every so many calls.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    step: u32,
    most: u32,
    calls: u32,
    /// Cost after `step`, `2 step`, … calls of this task.
    pub costs: Vec<f64>,
}

impl Trace {
    /// After every `step` calls, up to `most` times a task.
    pub fn every(step: u32, most: u32) -> Self {
        let (calls, costs) = (0, Vec::new());
        Trace {
            step: step.max(1),
            most,
            calls,
            costs,
        }
    }

    /// Counts a call; whether the cost is due.
    fn is_due(&mut self) -> bool {
        self.calls += 1;
        self.calls.is_multiple_of(self.step) && self.calls / self.step <= self.most
    }
}

/// Sums by the rules that hold.
pub(super) struct Tally<'a> {
    offer: &'a Resolved,
    period: &'a Period,
    /// Whether the same rules hold for every call.
    one_rule: bool,
    /// The first is that of a call without anything.
    sums: Vec<(Mask, Counts)>,
    alone: Amount,
    alone_tokens: u64,
    trace: Option<Trace>,
    /// Bits of the kinds that were used and have no rate.
    pub unpriced: u32,
}

impl<'a> Tally<'a> {
    /// A tally on a resolved offer; None where the offer has no price at the instant.
    pub fn new(offer: &'a Resolved) -> Option<Self> {
        let period = offer.card.period(offer.at).ok()?;
        let plain = offer.card.mask(period, &Usage::default(), offer.at);
        Some(Tally {
            offer,
            period,
            one_rule: !period.hangs_on_calls(),
            sums: vec![(plain, Counts::default())],
            alone: Amount::ZERO,
            alone_tokens: 0,
            trace: None,
            unpriced: 0,
        })
    }

    /// The same with the cost noted on the way, at the price of speed.
    pub fn traced(self, trace: Option<Trace>) -> Self {
        let one_rule = self.one_rule && trace.is_none();
        Tally {
            one_rule,
            trace,
            ..self
        }
    }

    /// What was noted of this task.
    pub fn trace(&self) -> &[f64] {
        self.trace.as_ref().map_or(&[], |trace| &trace.costs)
    }

    #[inline]
    pub fn add(&mut self, call: &Call) {
        if self.one_rule {
            self.sums[0].1.add(call);
        } else {
            self.add_by_rule(call);
            if self.trace.as_mut().is_some_and(Trace::is_due) {
                let cost = self.cost().to_f64();
                self.trace
                    .iter_mut()
                    .for_each(|trace| trace.costs.push(cost));
            }
        }
    }

    fn add_by_rule(&mut self, call: &Call) {
        let usage = self.offer.usage(call);
        let mask = self.offer.card.mask(self.period, &usage, self.offer.at);
        if mask.marginal != 0 {
            let charge = charge_under(self.period, &usage, mask);
            self.alone += charge.total;
            self.alone_tokens += usage.prompt_tokens() + usage.output_tokens();
            self.unpriced |= charge.unpriced;
            return;
        }
        match self.sums.iter_mut().find(|(known, _)| *known == mask) {
            Some((_, sum)) => sum.add(call),
            None => {
                let mut sum = Counts::default();
                sum.add(call);
                self.sums.push((mask, sum));
            }
        }
    }

    /// Adds paid web searches.
    pub fn add_searches(&mut self, searches: u64) {
        self.sums[0].1.searches += searches;
    }

    /// Tokens so far, input and output.
    pub fn tokens(&self) -> u64 {
        let sums = self.sums.iter().map(|(_, sum)| sum.tokens());
        sums.sum::<u64>() + self.alone_tokens
    }

    /// The exact cost so far.
    pub fn cost(&mut self) -> Amount {
        let mut total = self.alone;
        for (mask, sum) in &self.sums {
            let usage = sum.usage(self.offer.write);
            let charge = charge_under(self.period, &usage, *mask);
            total += charge.total;
            self.unpriced |= charge.unpriced;
        }
        total
    }

    /// Adds this run's sums to totals over many runs.
    pub fn add_to(&self, totals: &mut Vec<(Mask, Usage)>) {
        for (mask, sum) in &self.sums {
            let sum = sum.usage(self.offer.write);
            match totals.iter_mut().find(|(known, _)| known == mask) {
                Some((_, total)) => total.add(&sum),
                None => totals.push((*mask, sum)),
            }
        }
    }

    pub fn clear(&mut self) {
        self.sums.truncate(1);
        self.sums[0].1 = Counts::default();
        self.alone = Amount::ZERO;
        self.alone_tokens = 0;
        if let Some(trace) = &mut self.trace {
            trace.calls = 0;
            trace.costs.clear();
        }
    }
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
