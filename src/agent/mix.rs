//! Offers used together: routing by share, a cheap one first with a verifier behind it,
//! and a run that is stopped at a budget.
//!
//! A mix is worked out from the rows of its offers: means and probabilities in closed form,
//! quantiles from draws of the rows' own distributions.

use super::offer::reason;
use super::special::normal_quantile;
use super::stats::{above, at};
use super::{
    Cascade, OfferProjection, Profile, Projection, Quantiles, Relations, Remark, Rng, Standing,
    Success,
};
use crate::data::read::{read_names, read_struct};
use crate::data::small::clamped;
use crate::{Code, Error, Result};
use serde::{Deserialize, Serialize};

/// Offers used together, by their places in the request.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Mix {
    /// How they are used.
    pub kind: MixKind,
    /// `route`: the share of tasks of each offer; they add up to 1.
    pub shares: Vec<f64>,
    /// `cascade`: the offer tried first. `stop`: the offer that is stopped.
    pub first: u32,
    /// `cascade`: the offer behind it.
    pub second: u32,
    /// `cascade`: cost of one check, in the offers' currency.
    pub check_cost: f64,
    /// `cascade`: probability that the check accepts a completed task; 1 = it never errs.
    pub accepts_right: Option<f64>,
    /// `cascade`: probability that it accepts a failed one; 0 = never.
    pub accepts_wrong: f64,
    /// `cascade`: damage of a failed task that is taken for completed; part of the fare.
    pub defect_cost: f64,
    /// `stop`: the cost at which a run is stopped, above 0.
    pub budget: f64,
}

/// How offers are used together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum MixKind {
    /// Every task goes to one of them, by share.
    #[default]
    Route,
    /// Every task goes to the first, is checked, and goes on to the second if refused.
    Cascade,
    /// A run of the first that reaches the budget ends there, undone.
    Stop,
}

read_names! {
    MixKind: Route, Cascade, Stop;
}

read_struct! {
    Mix, Camel, end_strict: ; kind, shares, first, second, check_cost, accepts_right,
        accepts_wrong, defect_cost, budget;
}

/// What offers used together cost and achieve per task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Mixed {
    /// How they are used.
    pub kind: MixKind,
    /// `projected` only where every offer of it is.
    pub standing: Standing,
    /// Why it stands so.
    pub reasons: Vec<Remark>,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Cost of one task, checks included; null unless `projected`.
    pub cost: Option<Quantiles>,
    /// Expected cost, defects included, per completed task.
    pub fare: Option<f64>,
    /// Probability that the task is really completed.
    pub success: f64,
    /// Share of tasks that reach the second offer (`cascade`) or are stopped (`stop`).
    pub escalated: f64,
    /// Probability that a failed task is taken for completed.
    pub false_accept: f64,
}

/// Draws behind the quantiles of a mix.
const DRAWS: usize = 4096;
/// Their stream, away from those of runs.
const STREAM: u64 = 2;

/// Works out mixes of the offers of a projection.
///
/// # Errors
/// `invalid-argument` for a place without an offer, shares that do not add up to 1, or a
/// probability or cost out of range.
pub fn mix(
    projection: &Projection,
    mixes: &[Mix],
    profile: &Profile,
    relations: &Relations,
) -> Result<Vec<Mixed>> {
    let known = Known {
        projection,
        success: &profile.success,
        shared: relations.shared_difficulty,
    };
    let each = mixes.iter().enumerate();
    each.map(|(place, mix)| known.mixed(mix, place)).collect()
}

/// What all mixes of a projection share.
struct Known<'a> {
    projection: &'a Projection,
    success: &'a Success,
    shared: f64,
}

fn wrong(place: usize, field: &str, expected: &str) -> Error {
    let path = ["mixes[", &place.to_string(), "].", field].concat();
    Error::new(Code::InvalidArgument, ["expected ", expected].concat()).at_path(path)
}

impl Mix {
    fn check(&self, place: usize, offers: usize) -> Result<()> {
        let share = |field, value: f64| match (0.0..=1.0).contains(&value) {
            true => Ok(()),
            false => Err(wrong(place, field, "a probability, 0..1")),
        };
        let amount = |field, value: f64| match (0.0..=1e12).contains(&value) {
            true => Ok(()),
            false => Err(wrong(place, field, "an amount, zero or more")),
        };
        if self.first as usize >= offers || self.second as usize >= offers {
            return Err(wrong(place, "first", "places of offers in the request"));
        }
        match self.kind {
            MixKind::Route => {
                let sum: f64 = self.shares.iter().sum();
                let all = self.shares.len() == offers && (sum - 1.0).abs() < 1e-6;
                if !all
                    || self
                        .shares
                        .iter()
                        .any(|share| share.is_nan() || *share < 0.0)
                {
                    let expected = "a share for every offer, together 1";
                    return Err(wrong(place, "shares", expected));
                }
                Ok(())
            }
            MixKind::Cascade => {
                share("acceptsRight", self.accepts_right.unwrap_or(1.0))?;
                share("acceptsWrong", self.accepts_wrong)?;
                amount("checkCost", self.check_cost)?;
                amount("defectCost", self.defect_cost)
            }
            MixKind::Stop if self.budget > 0.0 => amount("budget", self.budget),
            MixKind::Stop => Err(wrong(place, "budget", "an amount above zero")),
        }
    }

    /// Places of the offers that take part.
    fn parts(&self) -> Vec<usize> {
        match self.kind {
            MixKind::Route => (0..self.shares.len())
                .filter(|place| self.shares[*place] > 0.0)
                .collect(),
            MixKind::Cascade => vec![self.first as usize, self.second as usize],
            MixKind::Stop => vec![self.first as usize],
        }
    }
}

impl Known<'_> {
    fn mixed(&self, mix: &Mix, place: usize) -> Result<Mixed> {
        let offers = &self.projection.offers;
        mix.check(place, offers.len())?;
        let mut mixed = Mixed {
            kind: mix.kind,
            standing: Standing::Projected,
            reasons: Vec::new(),
            currency: String::new(),
            cost: None,
            fare: None,
            success: 0.0,
            escalated: 0.0,
            false_accept: 0.0,
        };
        let rows: Vec<&OfferProjection> = mix.parts().iter().map(|at| &offers[*at]).collect();
        let Some(costs) = priced(&rows, &mut mixed) else {
            return Ok(mixed);
        };
        let (mut draws, mean) = match mix.kind {
            MixKind::Route => route(mix, &rows, &costs, self.seed(place), &mut mixed),
            MixKind::Cascade => self.cascade(mix, &rows, &costs, self.seed(place), &mut mixed),
            MixKind::Stop => self.stop(mix, rows[0], costs[0], &mut mixed),
        };
        draws.sort_unstable_by(f64::total_cmp);
        // The error of every offer's mean moves the mix's at most as far.
        let standard_error = costs.iter().map(|cost| cost.standard_error).sum();
        mixed.cost = Some(Quantiles {
            p10: at(&draws, 0.1),
            p50: at(&draws, 0.5),
            p90: at(&draws, 0.9),
            p99: at(&draws, 0.99),
            mean,
            standard_error,
            p90_error: costs.iter().map(|cost| cost.p90_error).sum(),
        });
        let whole = mean + mixed.false_accept * mix.defect_cost;
        mixed.fare = (mixed.success > 0.0).then(|| whole / mixed.success);
        Ok(mixed)
    }

    fn seed(&self, place: usize) -> Rng {
        Rng::new(u64::from(self.projection.seed), place as u64, STREAM)
    }

    fn cascade(
        &self,
        mix: &Mix,
        rows: &[&OfferProjection],
        costs: &[Quantiles],
        mut rng: Rng,
        mixed: &mut Mixed,
    ) -> (Vec<f64>, f64) {
        let mut cascade = Cascade {
            cheap_cost: costs[0].mean,
            strong_cost: costs[1].mean,
            check_cost: mix.check_cost,
            cheap_rate: rows[0].success,
            strong_rate: rows[1].success,
            concentration: self.success.concentration,
            shared: self.shared,
            accepts_right: mix.accepts_right.unwrap_or(1.0),
            accepts_wrong: mix.accepts_wrong,
        };
        let outcome = cascade.outcome();
        // What reaches the second offer is harder than the average task: it fails more often
        // there, and a failed run costs more.
        let kept = cascade.cheap_rate * cascade.accepts_right;
        let second = (outcome.success - kept) / outcome.escalated.max(1e-300);
        let harder = self.mean_at(second) / self.mean_at(rows[1].success);
        cascade.strong_cost *= harder;
        (mixed.success, mixed.escalated) = (outcome.success, outcome.escalated);
        mixed.false_accept = outcome.false_accept;
        let across = libm::sqrt(1.0 - self.shared * self.shared);
        let draws = slices().map(|z| {
            let first = value(&costs[0], z) + mix.check_cost;
            if rng.uniform() >= outcome.escalated {
                return first;
            }
            let z = self.shared * z + across * rng.normal();
            first + value(&costs[1], z) * harder
        });
        (draws.collect(), cascade.outcome().cost)
    }

    /// Mean cost at a rate of success, in costs of a successful run.
    fn mean_at(&self, rate: f64) -> f64 {
        rate + (1.0 - rate) * self.success.failure_cost
    }

    fn stop(
        &self,
        mix: &Mix,
        row: &OfferProjection,
        cost: Quantiles,
        mixed: &mut Mixed,
    ) -> (Vec<f64>, f64) {
        mixed.escalated = above(&cost, mix.budget);
        // Runs that succeed are the cheaper ones where failures cost more.
        let success = Success {
            rate: clamped(row.success, 1e-6, 1.0),
            ..self.success.clone()
        };
        let (won, _) = success.cost_split();
        mixed.success = row.success * (1.0 - above(&cost, mix.budget / won));
        let draws: Vec<f64> = slices().map(|z| value(&cost, z).min(mix.budget)).collect();
        // The draws' own mean misses the far tail; what they say of the cut does not.
        let whole: f64 = slices().map(|z| value(&cost, z)).sum();
        let share = draws.iter().sum::<f64>() / whole;
        (draws, (cost.mean * share).min(mix.budget))
    }
}

fn route(
    mix: &Mix,
    rows: &[&OfferProjection],
    costs: &[Quantiles],
    mut rng: Rng,
    mixed: &mut Mixed,
) -> (Vec<f64>, f64) {
    let shares: Vec<f64> = mix.parts().iter().map(|at| mix.shares[*at]).collect();
    let sum = |of: &dyn Fn(usize) -> f64| -> f64 {
        shares
            .iter()
            .enumerate()
            .map(|(at, share)| share * of(at))
            .sum()
    };
    mixed.success = sum(&|at| rows[at].success);
    let mean = sum(&|at| costs[at].mean);
    let draws = slices().map(|z| {
        let (mut u, mut at) = (rng.uniform(), 0);
        while at + 1 < shares.len() && u >= shares[at] {
            u -= shares[at];
            at += 1;
        }
        value(&costs[at], z)
    });
    (draws.collect(), mean)
}

/// The costs of all rows in one currency; None, with the reason, where there are none.
fn priced(rows: &[&OfferProjection], mixed: &mut Mixed) -> Option<Vec<Quantiles>> {
    for row in rows {
        let Some(cost) = row.cost else {
            mixed.standing = row.standing;
            mixed.reasons = row.reasons.clone();
            return None;
        };
        if mixed.currency.is_empty() {
            mixed.currency = row.currency.clone();
        }
        if cost.p50 <= 0.0 || row.currency != mixed.currency {
            mixed.standing = Standing::Unpriced;
            let text = "The offers of a mix need prices above zero in one currency.";
            mixed.reasons.push(reason("no-price-in-currency", text));
            return None;
        }
        if row.standing != Standing::Projected {
            mixed.standing = row.standing;
        }
    }
    Some(rows.iter().filter_map(|row| row.cost).collect())
}

/// Standard normal numbers in the middles of equal slices.
fn slices() -> impl Iterator<Item = f64> {
    (0..DRAWS).map(|slice| normal_quantile((slice as f64 + 0.5) / DRAWS as f64))
}

/// The cost where a standard normal number is `z`: lognormal between the known quantiles.
fn value(cost: &Quantiles, z: f64) -> f64 {
    const Z90: f64 = 1.281_551_565_544_6;
    const Z99: f64 = 2.326_347_874_040_8;
    let ln = |far: f64| libm::log(far / cost.p50);
    let reach = if z < 0.0 {
        -z * ln(cost.p10) / Z90
    } else if z < Z90 {
        z * ln(cost.p90) / Z90
    } else {
        let slope = (ln(cost.p99) - ln(cost.p90)) / (Z99 - Z90);
        ln(cost.p90) + (z - Z90) * slope
    };
    cost.p50 * libm::exp(reach)
}
