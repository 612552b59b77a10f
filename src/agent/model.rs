//! What is known of a model on a class of task: recorded, carried over, or assumed.

use super::behaviour::price_level;
use super::instant::Steady;
use super::instant::Tariff;
use super::offer::reason;
use super::plan::{Plan, Terms};
use super::{Evidence, Harness, Profile, Relations, Remark, Success};

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

    /// What is known of a model on a profile: its own record, else the price relation.
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
        let Some(benchmark) = profile.benchmark.as_deref() else {
            known.grade = Evidence::Assumed;
            known.level_sigma = ASSUMED_SIGMA;
            known.reasons.push(reason("profile-assumed", "This class of task has no recorded runs: its numbers are assumptions, and the range is wide."));
            if !model.is_reference {
                self.carry_success(&mut known, profile, model);
            }
            return known;
        };
        if model.is_reference {
            return known;
        }
        let of_class = || self.recorded.iter().filter(|r| r.benchmark == benchmark);
        if let Some(own) = of_class().find(|r| (model.is)(&r.model)) {
            known.habit = habit_for(profile, harness, terms, &listed_tariff(&own.list), own.cost);
            known.success.rate = own.success.clamp(1e-3, 1.0);
            return known;
        }
        known.grade = Evidence::CarriedOver;
        known.level_sigma = libm::log(self.factor80) / Z80;
        known.reasons.push(reason("carried-over", "No recorded runs of this model on this class of task: its cost is carried over with the square root of its price, and the range is wider."));
        if let Some(reference) = of_class().find(|r| r.model == profile.reference) {
            let base = price_level(reference.list[0], reference.list[3]);
            let factor = libm::pow(model.price / base, self.exponent);
            // The relation says what the task costs at this model's own list price; the
            // recorded rates scaled to that price keep the reference's cache discounts.
            let scaled: Vec<f64> = reference
                .list
                .iter()
                .map(|rate| rate * model.price / base)
                .collect();
            known.habit = habit_for(
                profile,
                harness,
                terms,
                &listed_tariff(&scaled),
                reference.cost * factor,
            );
        }
        self.carry_success(&mut known, profile, model);
        known
    }

    /// Success by the price of the model: cheaper ones complete less.
    fn carry_success(&self, known: &mut Knowledge, profile: &Profile, model: &Listed) {
        let reference = self.recorded.iter().find(|r| r.model == profile.reference);
        let Some(reference) = reference else { return };
        let base = price_level(reference.list[0], reference.list[3]);
        let rate = profile.success.rate;
        if !(model.price > 0.0) || rate >= 1.0 {
            return;
        }
        let odds =
            libm::log(rate / (1.0 - rate)) + self.success_slope * libm::log(model.price / base);
        known.success.rate = 1.0 / (1.0 + libm::exp(-odds));
    }
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

/// Calls over the profile's at which a run under the recording harness costs so much:
/// cost goes with a power of the calls, so a few secant steps on logarithms find them.
fn habit_for(
    profile: &Profile,
    harness: &Harness,
    terms: &Terms,
    tariff: &Tariff,
    cost: f64,
) -> f64 {
    let terms = Terms {
        window: u64::MAX >> 8,
        caches: true,
        min_prefix: 0,
        block: 1,
        ..*terms
    };
    let mean_at = |habit: f64| {
        let plan = Plan::new(profile, harness, habit);
        Steady::new(&plan, &terms, tariff).mean().total()
    };
    let (mut habit, mut power) = (1.0, 1.5);
    let mut last = mean_at(habit);
    for _ in 0..6 {
        let next = (habit * libm::pow(cost / last, 1.0 / power)).clamp(0.02, 50.0);
        let then = mean_at(next);
        if (next / habit - 1.0).abs() < 1e-6 {
            break;
        }
        power = (libm::log(then / last) / libm::log(next / habit)).clamp(0.8, 2.2);
        (habit, last) = (next, then);
    }
    habit
}
