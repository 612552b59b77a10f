//! What is known of a model on a class of task: recorded, carried over, or assumed.

use super::behaviour::price_level;
use super::instant::Steady;
use super::instant::Tariff;
use super::offer::reason;
use super::plan::{Plan, Terms};
use super::{Evidence, Harness, Profile, Relations, Remark, Spread, Success};
use crate::data::small::clamped;

/// What is known of one model on one profile.
pub(super) struct Knowledge {
    pub grade: Evidence,
    /// Calls over the profile's.
    pub habit: f64,
    pub success: Success,
    /// Spread of what is not known, sigma of ln cost.
    pub level_sigma: f64,
    pub reasons: Vec<Remark>,
}

/// A normal's reach of 80 %.
const Z80: f64 = 1.281_551_565_544_6;
/// Spread added for a profile that is itself assumed: as wide as an unseen model.
const ASSUMED_SIGMA: f64 = 0.63;

/// The model's list price and its place in recorded names.
pub(super) struct Listed<'a> {
    /// Ids of the models that `recorded` names and this one is.
    pub is: &'a dyn Fn(&str) -> bool,
    /// Price level today, standard tier.
    pub price: f64,
    /// Whether it is the profile's reference.
    pub is_reference: bool,
    /// List rates of the reference today, where the table has them and no record does.
    pub reference_list: Option<[f64; 4]>,
}

/// What a model spends and completes over what the profile's reference does.
struct Relative {
    cost: f64,
    /// Difference of ln odds of success.
    odds: f64,
    /// List rates under which it costs so much.
    list: Vec<f64>,
}

impl Relations {
    /// Share of hidden reasoning that this vendor's later calls send again.
    pub fn kept_by(&self, vendor: &str) -> f64 {
        let found = self
            .reasoning_kept
            .iter()
            .find(|kept| kept.vendor == vendor);
        found.map_or(0.0, |kept| kept.share)
    }

    /// What is known of a model on a profile: its own record, else its record on a close
    /// class of task, else the price relation. Never a bare price ratio.
    pub(super) fn know(
        &self,
        profile: &Profile,
        harness: &Harness,
        terms: &Terms,
        model: &Listed,
    ) -> Knowledge {
        let mut known = Knowledge {
            grade: Evidence::Measured,
            habit: 1.0,
            success: profile.success.clone(),
            level_sigma: 0.0,
            reasons: Vec::new(),
        };
        let benchmark = profile.benchmark.as_deref();
        if benchmark.is_none() {
            known.grade = Evidence::Assumed;
            known.level_sigma = ASSUMED_SIGMA;
            known.reasons.push(reason("profile-assumed", "This class of task has no recorded runs: its numbers are assumptions, and the range is wide."));
        }
        if model.is_reference {
            return known;
        }
        let work = Work {
            profile,
            harness,
            terms,
        };
        if let Some(own) = benchmark.and_then(|name| self.record(name, model.is)) {
            known.habit = work.habit(&listed_tariff(&own.list), own.cost);
            known.success.rate = clamped(own.success, 1e-3, 1.0);
            return known;
        }
        let close = benchmark.and_then(|name| self.on_close_classes(name, profile, model));
        if benchmark.is_some() {
            known.grade = Evidence::CarriedOver;
        }
        let (relative, factor80) = match close {
            Some(relative) => {
                known.reasons.push(reason("close-class", "No recorded runs of this model on this class of task: its cost is carried over from a close class where it and the reference were recorded, and the range is wider."));
                (Some(relative), self.close_factor80)
            }
            None => {
                known.reasons.push(reason("carried-over", "No recorded runs of this model on this class of task: its cost is carried over with the square root of its price, and the range is wider."));
                (self.by_price(profile, model), self.factor80)
            }
        };
        let sigma = libm::log(factor80) / Z80;
        known.level_sigma = libm::sqrt(known.level_sigma * known.level_sigma + sigma * sigma);
        if let Some(relative) = relative {
            known.carry(&relative, &work, self.reference_cost(&work, model));
        }
        known
    }

    /// The record of a model on a benchmark.
    fn record(&self, benchmark: &str, is: &dyn Fn(&str) -> bool) -> Option<&super::Recorded> {
        self.recorded
            .iter()
            .find(|r| r.benchmark == benchmark && is(&r.model))
    }

    /// A model over the reference on the classes close to this one: the mean of logarithms.
    fn on_close_classes(
        &self,
        benchmark: &str,
        profile: &Profile,
        model: &Listed,
    ) -> Option<Relative> {
        if !self.close_classes.iter().any(|class| class == benchmark) {
            return None;
        }
        let pairs: Vec<_> = self
            .close_classes
            .iter()
            .filter_map(|class| {
                let own = self.record(class, model.is)?;
                let reference = self.record(class, &|name| name == profile.reference)?;
                Some((own, reference))
            })
            .collect();
        let n = pairs.len() as f64;
        let mean = |of: &dyn Fn(&super::Recorded) -> f64| {
            pairs
                .iter()
                .map(|(own, reference)| of(own) - of(reference))
                .sum::<f64>()
                / n
        };
        Some(Relative {
            list: pairs.first()?.0.list.to_vec(),
            cost: libm::exp(mean(&|r| libm::log(r.cost))),
            odds: mean(&|r| ln_odds(r.success)),
        })
    }

    /// A model over the reference by their list prices. None where a price is unknown.
    fn by_price(&self, profile: &Profile, model: &Listed) -> Option<Relative> {
        let recorded = self.recorded.iter().find(|r| r.model == profile.reference);
        let list = match recorded {
            Some(recorded) => recorded.list.to_vec(),
            None => model.reference_list?.to_vec(),
        };
        let ratio = model.price / price_level(list[0], list[3]);
        if !(ratio > 0.0 && ratio.is_finite()) {
            return None;
        }
        Some(Relative {
            cost: libm::pow(ratio, self.exponent),
            odds: self.success_slope * libm::log(ratio),
            // The relation says what the task costs at this model's own list price; the
            // reference's rates scaled to that price keep its cache discounts.
            list: list.iter().map(|rate| rate * ratio).collect(),
        })
    }

    /// What the reference spends on a task: as recorded, else as the profile says.
    fn reference_cost(&self, work: &Work, model: &Listed) -> f64 {
        let named = |r: &&super::Recorded| r.model == work.profile.reference;
        let of_class = work.profile.benchmark.as_deref().and_then(|benchmark| {
            let mut class = self.recorded.iter().filter(|r| r.benchmark == benchmark);
            class.find(named)
        });
        if let Some(recorded) = of_class {
            return recorded.cost;
        }
        let recorded = self.recorded.iter().find(named);
        let list = recorded.map(|r| r.list.to_vec());
        let list = list.or(model.reference_list.map(|list| list.to_vec()));
        work.cost(&listed_tariff(&list.unwrap_or_default()), 1.0)
    }
}

impl Knowledge {
    /// Takes over what a model spends and completes relative to the reference.
    fn carry(&mut self, relative: &Relative, work: &Work, reference_cost: f64) {
        // One call is one call on every model: only a loop's length is a habit.
        let loops = !matches!(work.profile.calls, Spread::Fixed { .. });
        if loops && reference_cost > 0.0 {
            let tariff = listed_tariff(&relative.list);
            self.habit = work.habit(&tariff, reference_cost * relative.cost);
        }
        if self.success.rate < 1.0 {
            let odds = ln_odds(self.success.rate) + relative.odds;
            self.success.rate = 1.0 / (1.0 + libm::exp(-odds));
        }
    }
}

/// ln odds of a share, kept off the ends where they are infinite.
fn ln_odds(share: f64) -> f64 {
    let share = clamped(share, 1e-3, 1.0 - 1e-3);
    libm::log(share / (1.0 - share))
}

fn listed_tariff(list: &[f64]) -> Tariff {
    let rate = |place: usize| list.get(place).copied().unwrap_or(0.0) / 1e6;
    Tariff(vec![(
        0.0,
        super::closed_form::Rates {
            fresh: rate(0),
            read: rate(1),
            write: rate(2),
            output: rate(3),
            reasoning: rate(3),
        },
    )])
}

/// A profile under the harness that recorded other models.
struct Work<'a> {
    profile: &'a Profile,
    harness: &'a Harness,
    terms: &'a Terms,
}

impl Work<'_> {
    /// Mean cost of a run with so many times the profile's calls.
    fn cost(&self, tariff: &Tariff, habit: f64) -> f64 {
        let terms = Terms {
            window: u64::MAX >> 8,
            caches: true,
            min_prefix: 0,
            block: 1,
            ..*self.terms
        };
        let plan = Plan::new(self.profile, self.harness, habit);
        Steady::new(&plan, &terms, tariff).mean().total()
    }

    /// Calls over the profile's at which a run costs so much: cost goes with a power of the
    /// calls, so a few secant steps on logarithms find them.
    fn habit(&self, tariff: &Tariff, cost: f64) -> f64 {
        let (mut habit, mut power) = (1.0, 1.5);
        let mut last = self.cost(tariff, habit);
        for _ in 0..6 {
            let next = clamped(habit * libm::pow(cost / last, 1.0 / power), 0.02, 50.0);
            let then = self.cost(tariff, next);
            if (next / habit - 1.0).abs() < 1e-6 {
                break;
            }
            power = clamped(libm::log(then / last) / libm::log(next / habit), 0.8, 2.2);
            (habit, last) = (next, then);
        }
        habit
    }
}
