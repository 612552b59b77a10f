//! Quantiles without drawing: the closed form over the segments of a run, at chosen
//! lengths of it.
//!
//! A run is cut into segments of constant growth at compactions, length bands and the
//! cache's minimum; each is a closed form, so a run of any length costs a few dozen
//! operations. What varies apart from the length widens the result in squares.

use super::closed_form::{Calls, Rates};
use super::plan::{Plan, Terms};
use super::special::normal_quantile;
use super::{Harness, Profile, Quantiles, STEP_ELASTICITY, Spread, StablePrefix};
use crate::data::small::clamped;

/// Prices per token by length of the prompt: each set holds from its threshold on.
#[derive(Clone, Debug, PartialEq)]
pub struct Tariff(pub Vec<(f64, Rates)>);

/// Mean tokens of a run by kind: fresh, read, written, visible output, reasoning.
pub(super) type Split = [f64; 5];

/// Mean tokens and mean cost of a run, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Course {
    pub tokens: Split,
    pub cost: Split,
    /// Calls, compactions and resets included.
    pub calls: f64,
    pub cuts: f64,
    /// Largest prompt.
    pub longest: f64,
}

impl Course {
    pub fn total(&self) -> f64 {
        self.cost.iter().sum()
    }

    pub fn all_tokens(&self) -> f64 {
        self.tokens.iter().sum()
    }

    pub fn add(&mut self, other: &Course, times: f64) {
        for kind in 0..5 {
            self.tokens[kind] += other.tokens[kind] * times;
            self.cost[kind] += other.cost[kind] * times;
        }
        self.calls += other.calls * times;
        self.cuts += other.cuts * times;
        self.longest = self.longest.max(other.longest);
    }
}

/// A plan on an offer in mean figures.
pub(super) struct Steady<'a> {
    plan: &'a Plan,
    terms: &'a Terms,
    tariff: &'a Tariff,
    output: f64,
    reasoning: f64,
    growth: f64,
    miss: f64,
    start: f64,
    median_calls: f64,
}

/// Standard normal places and weights of a mean over a normal variable (Gauss-Hermite, 7).
const NODES: [(f64, f64); 7] = [
    (-3.750_439_717_725_742, 5.482_688_559_722_18e-4),
    (-2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (-1.154_405_394_739_968, 0.240_123_178_605_013),
    (0.0, 0.457_142_857_142_857),
    (1.154_405_394_739_968, 0.240_123_178_605_013),
    (2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (3.750_439_717_725_742, 5.482_688_559_722_18e-4),
];

impl<'a> Steady<'a> {
    pub fn new(plan: &'a Plan, terms: &'a Terms, tariff: &'a Tariff) -> Self {
        let output = plan.output.mean();
        let reasoning = plan.reasoning.mean();
        Steady {
            plan,
            terms,
            tariff,
            output,
            reasoning,
            growth: output + terms.reasoning_kept * reasoning + plan.results.mean(),
            miss: plan.miss_rate(terms),
            start: (plan.system + plan.prompt) as f64,
            median_calls: plan.calls.median(),
        }
    }

    /// The mean course of runs with so many calls.
    pub fn at_calls(&self, calls: f64) -> Course {
        let growth = step_factor(calls, self.median_calls);
        self.course(calls, self.start, growth)
    }

    /// The mean course of a context of so many calls that begins with so many tokens.
    pub fn course(&self, calls: f64, start: f64, factor: f64) -> Course {
        let growth = (self.growth * factor).max(1e-9);
        let mut sum = Course {
            calls,
            ..Course::default()
        };
        let per_call = self.output * factor;
        let trigger = self
            .plan
            .trigger(self.terms)
            .map_or(f64::INFINITY, |x| x as f64);
        let to_reset = self
            .plan
            .reset
            .as_ref()
            .map_or(f64::INFINITY, |r| r.every_calls);
        let room = |from: f64| (((trigger - from) / growth).max(0.0) + 1.0).min(to_reset);
        let first = libm::floor(room(start)).min(calls);
        self.segment(&mut sum, start, 0.0, first, growth);
        let mut left = calls - first;
        if left > 0.0 {
            let (floor, summary, extra, cold) =
                self.after_cut(start + growth * first, room(start) >= to_reset);
            let cycle = libm::floor(room(floor)).max(1.0);
            if cycle <= extra {
                // The calls that a cut brings fill the next cycle: no window holds such a run.
                sum.longest = f64::INFINITY;
            }
            let cuts = (left / (cycle - extra).max(0.5)).min(1e4);
            let whole = libm::floor(cuts);
            let rest = (cuts - whole) * cycle;
            let mut one = Course::default();
            self.segment(&mut one, floor, self.plan.system as f64, cycle, growth);
            sum.add(&one, whole);
            let mut last = Course::default();
            self.segment(&mut last, floor, self.plan.system as f64, rest, growth);
            sum.add(&last, 1.0);
            let number = libm::ceil(cuts - 1e-9);
            let context = if to_reset.is_finite() {
                floor + growth * cycle
            } else {
                trigger + growth / 2.0
            };
            self.summary(&mut sum, context, summary, cold, number);
            left = cuts * cycle;
            sum.cuts = number;
            sum.calls = first + left + number;
        }
        let made = first + left.max(0.0);
        self.answers(&mut sum, made * per_call, made * self.reasoning * factor);
        sum
    }

    /// After a cut: the prompt, the tokens written for it, the extra calls, and whether it is cold.
    fn after_cut(&self, context: f64, reset: bool) -> (f64, f64, f64, bool) {
        let system = self.plan.system as f64;
        match (&self.plan.reset, &self.plan.compaction) {
            (Some(policy), _) if reset => (
                system + self.plan.prompt as f64 + policy.carry_tokens,
                policy.carry_tokens,
                policy.extra_calls,
                false,
            ),
            (_, Some(policy)) => (
                system + policy.summary_tokens + context * policy.keep_share,
                policy.summary_tokens,
                policy.extra_calls,
                policy.cold,
            ),
            _ => (context, 0.0, 0.0, false),
        }
    }

    /// Adds `number` calls that write `tokens` over a context.
    fn summary(&self, sum: &mut Course, context: f64, tokens: f64, cold: bool, number: f64) {
        if tokens <= 0.0 {
            return;
        }
        let rates = self.rates(context);
        let place = if cold || !self.caches() { 0 } else { 1 };
        let price = if place == 0 { rates.fresh } else { rates.read };
        sum.tokens[place] += number * context;
        sum.cost[place] += number * context * price;
        sum.tokens[3] += number * tokens;
        sum.cost[3] += number * tokens * rates.output;
    }

    /// Adds output; its rate is taken at the typical prompt, which bands rarely move.
    fn answers(&self, sum: &mut Course, output: f64, reasoning: f64) {
        let prompts: f64 = sum.tokens[..3].iter().sum();
        let rates = self.rates(prompts / sum.calls.max(1.0));
        for (place, tokens, rate) in [(3, output, rates.output), (4, reasoning, rates.reasoning)] {
            sum.tokens[place] += tokens;
            sum.cost[place] += tokens * rate;
        }
    }

    fn caches(&self) -> bool {
        self.terms.caches && self.plan.prefix != StablePrefix::Off
    }

    fn rates(&self, prompt: f64) -> &Rates {
        let sets = &self.tariff.0;
        let place = sets.partition_point(|(from, _)| *from <= prompt);
        &sets[place.max(1) - 1].1
    }

    /// Adds calls whose prompts grow from `start`, split where rates or caching change.
    fn segment(&self, sum: &mut Course, start: f64, cached: f64, calls: f64, growth: f64) {
        sum.longest = sum.longest.max(start + growth * (calls - 1.0).max(0.0));
        let (mut done, mut before) = (0.0, cached);
        while done < calls - 1e-9 {
            let from = start + growth * done;
            let next = self.next_change(from);
            let until = if next.is_finite() {
                libm::ceil((next - from) / growth).max(1.0)
            } else {
                f64::INFINITY
            };
            let n = until.min(calls - done);
            self.piece(sum, from, before, n, growth);
            done += n;
            before = start + growth * (done - 1.0);
        }
    }

    fn next_change(&self, prompt: f64) -> f64 {
        let minimum = self.terms.min_prefix as f64;
        let bands = self.tariff.0.iter().map(|(from, _)| *from);
        bands
            .chain([minimum])
            .filter(|from| *from > prompt)
            .fold(f64::INFINITY, f64::min)
    }

    /// Adds calls of one set of rates: `n` prompts from `from`, the first of which finds
    /// `before` tokens cached.
    fn piece(&self, sum: &mut Course, from: f64, before: f64, n: f64, growth: f64) {
        let sent = n * from + growth * n * (n - 1.0) / 2.0;
        let rates = self.rates(from + growth * (n - 1.0) / 2.0);
        let offered = match self.plan.prefix {
            StablePrefix::Whole => sent,
            StablePrefix::System => n * (self.plan.system as f64).min(from),
            StablePrefix::Off => 0.0,
        };
        let storable = if !self.terms.caches || from < self.terms.min_prefix as f64 {
            0.0
        } else {
            offered
        };
        let hits = match self.plan.prefix {
            _ if storable == 0.0 => 0.0,
            StablePrefix::Whole => before + (n - 1.0) * from + growth * (n - 1.0) * (n - 2.0) / 2.0,
            _ => before.min(self.plan.system as f64) + (n - 1.0) * self.plan.system as f64,
        };
        // Half a block is lost at the end of every cached prefix, on average.
        let lost = if storable > 0.0 {
            n * (self.terms.block.max(1) - 1) as f64 / 2.0
        } else {
            0.0
        };
        let read = clamped((1.0 - self.miss) * (hits - lost), 0.0, storable);
        let stored = storable - read;
        let written = if self.terms.write_fee { stored } else { 0.0 };
        let fresh = sent - read - written;
        for (place, tokens, rate) in [
            (0, fresh, rates.fresh),
            (1, read, rates.read),
            (2, written, rates.write),
        ] {
            sum.tokens[place] += tokens;
            sum.cost[place] += tokens * rate;
        }
    }

    /// One wake-up of an always-on assistant that sends so many tokens.
    pub fn heartbeat(&self, context: f64, beat: &super::Heartbeat) -> Course {
        let mut sum = Course {
            calls: 1.0,
            ..Course::default()
        };
        let warm = beat.interval_seconds <= self.terms.ttl_seconds;
        let share = if warm && beat.per_task >= 1.0 {
            1.0 - 1.0 / beat.per_task
        } else {
            0.0
        };
        let rates = self.rates(context);
        let stored = self.terms.caches && context >= self.terms.min_prefix as f64;
        let read = if stored { share * context } else { 0.0 };
        let written = if stored && self.terms.write_fee {
            context - read
        } else {
            0.0
        };
        let kinds = [
            (0, context - read - written, rates.fresh),
            (1, read, rates.read),
            (2, written, rates.write),
            (3, beat.output_tokens, rates.output),
        ];
        for (place, tokens, rate) in kinds {
            sum.tokens[place] = tokens;
            sum.cost[place] = tokens * rate;
        }
        sum
    }

    /// The mean course over all lengths of the run.
    pub fn mean(&self) -> Course {
        let mut sum = Course::default();
        for (z, weight) in NODES {
            sum.add(
                &self.at_calls(self.plan.calls.at_normal(z).max(1.0)),
                weight,
            );
        }
        sum
    }

    /// Quantiles of a figure of the course; `level` is the spread of the model's level.
    pub fn quantiles(&self, mean: f64, level: f64, of: impl Fn(&Course) -> f64) -> Quantiles {
        let calls_at = |z: f64| self.plan.calls.at_normal(z).max(1.0);
        let at = |z: f64| of(&self.at_calls(calls_at(z)));
        let slope = libm::log(at(0.5) / at(-0.5)).max(0.0);
        let own = self.own_spread();
        let other = libm::sqrt(own * own + level * level);
        let all = libm::sqrt(slope * slope + other * other).max(1e-12);
        let figure = |p: f64| {
            let z = normal_quantile(p);
            // The likeliest way to this quantile: each cause moves by its share.
            at(z * slope / all) * libm::exp(z * other * other / all)
        };
        Quantiles {
            p10: figure(0.10),
            p50: figure(0.50),
            p90: figure(0.90),
            p99: figure(0.99),
            mean,
            standard_error: 0.0,
            p90_error: 0.0,
        }
    }

    /// Spread of the cost of runs of one length: growth between runs, and what is left of
    /// the spread between calls.
    fn own_spread(&self) -> f64 {
        let squares = variance(&self.plan.output) + variance(&self.plan.results);
        let mean = (self.plan.output.mean() + self.plan.results.mean()).max(1e-9);
        // Early additions are sent more often than late ones: a sum with weights falling
        // in a straight line has 4/3 of the variance of an even one.
        let weight = if self.median_calls > 1.0 {
            4.0 / 3.0
        } else {
            1.0
        };
        let calls = libm::log1p(squares / (mean * mean) * weight / self.median_calls.max(1.0));
        let run = self.plan.growth_sigma;
        self.growth_reach() * libm::sqrt(run * run + calls)
    }

    /// Change of ln cost per change of ln growth, at the middle run.
    fn growth_reach(&self) -> f64 {
        let cost = |factor: f64| self.course(self.median_calls, self.start, factor).total();
        clamped(
            libm::log(cost(1.25) / cost(0.8)) / (2.0 * libm::log(1.25)),
            0.0,
            1.5,
        )
    }

    /// How much of a model's level reaches the cost: all of it through the number of
    /// calls; where that is fixed, only what its answers make of the cost.
    pub fn level_reach(&self) -> f64 {
        if matches!(self.plan.calls, Spread::Fixed { .. }) {
            self.growth_reach()
        } else {
            1.0
        }
    }
}

fn variance(spread: &Spread) -> f64 {
    let moments = Calls::of(spread);
    moments.square - moments.mean * moments.mean
}

/// The cost of one run in closed form: quantiles and mean, without success, helpers and
/// what is not known of the model.
pub fn estimate(profile: &Profile, harness: &Harness, terms: &Terms, tariff: &Tariff) -> Quantiles {
    let plan = Plan::new(profile, harness, 1.0);
    let steady = Steady::new(&plan, terms, tariff);
    let mean = steady.mean().total();
    steady.quantiles(mean, 0.0, Course::total)
}

/// Growth per call of a run of so many calls over that of the middle run.
pub(super) fn step_factor(calls: f64, median: f64) -> f64 {
    libm::pow(calls / median, STEP_ELASTICITY)
}
