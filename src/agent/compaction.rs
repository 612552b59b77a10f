//! When to summarise: an order-quantity formula, then a short scan around it.

use super::closed_form::Rates;
use crate::data::small::clamped;

/// A run of constant growth that is summarised now and then, in mean figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steady {
    /// Calls of the task's own work.
    pub calls: f64,
    /// Tokens of the first prompt.
    pub start: f64,
    /// Tokens of system prompt and tools.
    pub system: f64,
    /// Tokens by which a call grows the context.
    pub growth: f64,
    /// Visible output tokens per call.
    pub output: f64,
    /// Tokens of a summary.
    pub summary: f64,
    /// Whether the summary call misses the cache.
    pub cold: bool,
    /// Extra calls after each summary.
    pub extra_calls: f64,
    /// Probability that a call finds the cache cold.
    pub miss: f64,
}

impl Steady {
    /// Prompt after a summary: system prompt and the summary.
    fn floor(&self) -> f64 {
        self.system + self.summary
    }

    /// Cost of one summary: reading the context, writing the summary, storing it, and the
    /// extra calls that it brings.
    fn summary_cost(&self, rates: &Rates, context: f64) -> f64 {
        let read = if self.cold { rates.fresh } else { rates.read };
        read * context + rates.output * self.summary + rates.write * self.summary
    }

    /// Cost of the run when the conversation is summarised above `trigger` tokens; never,
    /// for infinity.
    pub fn cost(&self, rates: &Rates, trigger: f64) -> f64 {
        let between = libm::floor((trigger - self.floor()) / self.growth) + 1.0;
        if between <= self.extra_calls {
            // Every summary would bring as many calls as it leaves room for.
            return f64::INFINITY;
        }
        let (mut left, mut context, mut cached, mut cost) = (self.calls, self.start, 0.0, 0.0);
        while left > 0.0 {
            if context > trigger && context > self.floor() {
                cost += self.summary_cost(rates, context);
                context = self.floor();
                cached = context;
                left += self.extra_calls;
            }
            let kept = cached * (1.0 - self.miss);
            let share = left.min(1.0);
            let stored = context - kept;
            cost += share * (rates.read * kept + rates.write * stored + rates.output * self.output);
            cached = context;
            context += self.growth;
            left -= 1.0;
        }
        cost
    }

    /// The trigger of the order-quantity formula: `m* = sqrt(2 K / (p_r g))` calls between
    /// summaries, at `F + m* g` tokens.
    pub fn formula_trigger(&self, rates: &Rates) -> f64 {
        let middle = self.floor() + self.growth * 20.0;
        let mut interval = 20.0;
        // K depends on the context at the cut, so the formula is applied to its own answer.
        for _ in 0..8 {
            let context = self.floor() + interval * self.growth;
            let again = self.extra_calls * (rates.read * middle + rates.output * self.output);
            let cut = self.summary_cost(rates, context) + again;
            let carry = rates.read * self.growth + self.miss * rates.write * self.growth;
            interval = clamped(libm::sqrt(2.0 * cut / carry), 1.0, 1e5);
        }
        self.floor() + interval * self.growth
    }

    /// The cheapest trigger near the formula's, or infinity where never is cheaper, with
    /// the cost of the run there.
    pub fn best_trigger(&self, rates: &Rates) -> (f64, f64) {
        let formula = self.formula_trigger(rates);
        let room = (formula - self.floor()).max(self.growth);
        let mut best = (f64::INFINITY, self.cost(rates, f64::INFINITY));
        let try_at = |trigger: f64, best: &mut (f64, f64)| {
            let cost = self.cost(rates, trigger);
            if cost < best.1 {
                *best = (trigger, cost);
            }
        };
        // A run ends after a whole number of cycles plus a rest, so its cost is a saw-tooth
        // of the trigger: equal shares of the run are where its teeth are lowest.
        for step in 0..=24 {
            let factor = libm::exp(libm::log(3.0) * (f64::from(step) / 12.0 - 1.0));
            try_at(self.floor() + room * factor, &mut best);
        }
        let reach = self.growth * self.calls;
        for cycles in 1..=40 {
            try_at(self.floor() + reach / f64::from(cycles), &mut best);
        }
        if best.0.is_finite() {
            for step in -6..=6 {
                try_at(best.0 + self.growth * f64::from(step), &mut best);
            }
        }
        best
    }
}

/// What a context forced fresh every `every` calls costs over the policy that the model
/// itself would need, per run: above zero = dead weight, below = a saving.
pub fn dead_weight(run: &Steady, rates: &Rates, every: f64, needed_trigger: f64) -> f64 {
    let forced = run.floor() + run.growth * (every - 1.0);
    run.cost(rates, forced) - run.cost(rates, needed_trigger)
}

/// When a one-hour cache is worth its dearer writes: the share of gaps between the short and
/// the long lifetime above which it pays, `(w_long - w_short) / (w_short - r) * g / C`.
pub fn long_ttl_break_even(
    write_short: f64,
    write_long: f64,
    read: f64,
    growth: f64,
    context: f64,
) -> f64 {
    (write_long - write_short) / (write_short - read) * growth / context
}

/// The most keep-alive pings that still cost less than storing the context again.
pub fn keep_alive_pings(read: f64, write: f64) -> f64 {
    libm::floor((write - read) / read)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A 200-call run at Opus list prices: the design's worked example.
    fn long_run() -> (Steady, Rates) {
        let run = Steady {
            calls: 200.0,
            start: 30_500.0,
            system: 30_000.0,
            growth: 2_072.0,
            output: 872.0,
            summary: 3_000.0,
            cold: false,
            extra_calls: 0.0,
            miss: 0.0,
        };
        let rates = Rates {
            fresh: 5e-6,
            read: 0.5e-6,
            write: 6.25e-6,
            output: 25e-6,
            reasoning: 25e-6,
        };
        (run, rates)
    }

    #[test]
    fn advice_is_within_a_percent_of_the_full_scan() {
        let (run, rates) = long_run();
        let scan = (34..500).map(|k| run.cost(&rates, f64::from(k) * 1_000.0));
        let lowest = scan.fold(f64::INFINITY, f64::min);
        let (trigger, cost) = run.best_trigger(&rates);
        assert!(cost <= lowest * 1.01, "{trigger}: {cost} against {lowest}");
        assert!((50_000.0..110_000.0).contains(&trigger), "{trigger}");
    }

    #[test]
    fn short_runs_are_left_alone() {
        let (run, rates) = long_run();
        let short = Steady { calls: 6.0, ..run };
        assert_eq!(short.best_trigger(&rates).0, f64::INFINITY);
    }

    #[test]
    fn a_forced_reset_can_be_dead_weight_or_a_saving() {
        let (run, rates) = long_run();
        // Two calls to find one's way back after each reset.
        let run = Steady {
            extra_calls: 2.0,
            ..run
        };
        assert!(dead_weight(&run, &rates, 4.0, 167_000.0) > 0.0);
        assert!(dead_weight(&run, &rates, 25.0, 167_000.0) < 0.0);
    }

    #[test]
    fn break_even_of_a_long_lifetime_matches_the_design() {
        let share = long_ttl_break_even(1.25, 2.0, 0.1, 2_100.0, 100_000.0);
        assert!((share - 0.0137).abs() < 1e-4, "{share}");
        assert_eq!(keep_alive_pings(0.1, 1.25), 11.0);
    }
}
