//! Success over tasks, retries and cascades.
//!
//! Tasks differ: some nearly always succeed, others nearly never. With the probability of
//! success Beta(a, b) over tasks, n independent tries at one task all fail with
//! probability `B(a, b + n) / B(a, b)`, which is more often than a common rate says.

use super::Success;
use super::special::{beta_cdf, beta_quantile, ln_beta};
use crate::data::small::clamped;

impl Success {
    /// The parameters `(a, b)` of the Beta distribution over tasks.
    pub fn beta(&self) -> (f64, f64) {
        let a = self.rate * self.concentration;
        (a, (1.0 - self.rate) * self.concentration)
    }

    /// Probability that all of `tries` runs at one task fail.
    pub fn all_fail(&self, tries: u32) -> f64 {
        let (a, b) = self.beta();
        if tries == 0 {
            1.0
        } else if b <= 0.0 {
            0.0
        } else {
            libm::exp(ln_beta(a, b + f64::from(tries)) - ln_beta(a, b))
        }
    }

    /// Probability that at least one of `tries` runs completes the task (pass@n).
    pub fn within(&self, tries: u32) -> f64 {
        1.0 - self.all_fail(tries)
    }

    /// Mean costs of a successful and of a failed run, in means of all runs.
    pub fn cost_split(&self) -> (f64, f64) {
        let won = 1.0 / (self.rate + (1.0 - self.rate) * self.failure_cost);
        (won, won * self.failure_cost)
    }

    /// Expected cost of trying until the first success, at most `cap` times, in means of
    /// one run.
    pub fn expected_runs_cost(&self, cap: u32) -> f64 {
        let (won, lost) = self.cost_split();
        (0..cap)
            .map(|tried| {
                let reached = self.all_fail(tried);
                let fails = self.all_fail(tried + 1);
                (reached - fails) * won + fails * lost
            })
            .sum()
    }

    /// Expected number of tries until the first success, at most `cap`.
    pub fn expected_tries(&self, cap: u32) -> f64 {
        (0..cap).map(|tried| self.all_fail(tried)).sum()
    }

    /// The success probability of the task at quantile `u`.
    pub(super) fn at(&self, u: f64) -> f64 {
        let (a, b) = self.beta();
        if b <= 0.0 {
            1.0
        } else {
            beta_quantile(a, b, u)
        }
    }
}

/// A cheap model tried first, checked by a verifier, and a strong one behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cascade {
    /// Mean cost of a cheap run.
    pub cheap_cost: f64,
    /// Mean cost of a strong run.
    pub strong_cost: f64,
    /// Mean cost of one check.
    pub check_cost: f64,
    /// Probability that the cheap run completes the task.
    pub cheap_rate: f64,
    /// Probability that the strong run does, over all tasks.
    pub strong_rate: f64,
    /// `a + b` of the Beta distribution that both models' success is drawn from.
    pub concentration: f64,
    /// How much of the difficulty of a task the two models share, 0..1.
    pub shared: f64,
    /// Probability that the verifier accepts a completed task.
    pub accepts_right: f64,
    /// Probability that it accepts a failed one.
    pub accepts_wrong: f64,
}

/// What a cascade costs and achieves per task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CascadeOutcome {
    /// Expected cost.
    pub cost: f64,
    /// Probability that the task is really completed.
    pub success: f64,
    /// Probability that a failed task is taken for completed.
    pub false_accept: f64,
    /// Share of tasks that reach the strong model.
    pub escalated: f64,
}

impl Cascade {
    /// Cost and success of cheap-first with these figures.
    pub fn outcome(&self) -> CascadeOutcome {
        let right = self.cheap_rate * self.accepts_right;
        let wrong = (1.0 - self.cheap_rate) * self.accepts_wrong;
        let escalated = 1.0 - right - wrong;
        let (after_win, after_loss) = self.strong_given_cheap();
        let rejected_wins = self.cheap_rate - right;
        let rejected_losses = 1.0 - self.cheap_rate - wrong;
        CascadeOutcome {
            cost: self.cheap_cost + self.check_cost + escalated * self.strong_cost,
            success: right + rejected_wins * after_win + rejected_losses * after_loss,
            false_accept: wrong,
            escalated,
        }
    }

    /// Probability that the strong model succeeds where the cheap one did, and where it
    /// did not: the two share `shared` of a task's difficulty.
    fn strong_given_cheap(&self) -> (f64, f64) {
        let (p, q) = (self.cheap_rate, self.strong_rate);
        // Variance of a Beta with this concentration, as the scale of the covariance.
        let deviation = |rate: f64| libm::sqrt(rate * (1.0 - rate) / (self.concentration + 1.0));
        let covariance = self.shared * deviation(p) * deviation(q);
        let clamp = |x: f64| clamped(x, 0.0, 1.0);
        let won = if p > 0.0 { q + covariance / p } else { q };
        let lost = if p < 1.0 {
            q - covariance / (1.0 - p)
        } else {
            q
        };
        (clamp(won), clamp(lost))
    }
}

/// Success probabilities of tasks at the middles of equal slices, for drawing.
pub(super) fn success_table(success: &Success, cells: usize) -> Vec<f64> {
    (0..cells)
        .map(|cell| success.at((cell as f64 + 0.5) / cells as f64))
        .collect()
}

/// The concentration `a + b` under which the recorded pass@n of several setups is likeliest,
/// given their pass@1: pairs of (pass@1, pass@n), searched on a logarithmic grid.
///
/// A recorded pass@n is a share of tasks, and a share near 1 is known better than one near a
/// half: the binomial likelihood weighs them so, where least squares would not. Every setup
/// counts alike, so all should have about as many tasks.
pub fn fit_concentration(pass1_and_n: &[(f64, f64)], tries: u32) -> f64 {
    let likelihood = |concentration: f64| -> f64 {
        pass1_and_n
            .iter()
            .map(|(one, all)| {
                let success = Success {
                    rate: *one,
                    concentration,
                    failure_cost: 1.0,
                };
                // A share of exactly 0 or 1 has one term only, and 0 times -infinity is no number.
                let within = clamped(success.within(tries), 1e-12, 1.0 - 1e-12);
                all * libm::log(within) + (1.0 - all) * libm::log(1.0 - within)
            })
            .sum()
    };
    let grid = (0..=400).map(|step| libm::exp(-2.3 + 0.0138 * f64::from(step)));
    grid.max_by(|a, b| likelihood(*a).total_cmp(&likelihood(*b)))
        .unwrap_or(1.0)
}

/// Share of Beta(a, b) tasks whose success probability is below `p`: how many tasks are
/// out of reach of a model.
pub fn share_below(success: &Success, p: f64) -> f64 {
    let (a, b) = success.beta();
    if b <= 0.0 { 0.0 } else { beta_cdf(a, b, p) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURED: Success = Success {
        rate: 0.462_81,
        concentration: 1.21,
        failure_cost: 1.4,
    };

    #[test]
    fn retries_are_not_independent() {
        // Published fit Beta(0.56, 0.65): pass@4 0.712 where independence says 0.911.
        assert!(
            (MEASURED.within(4) - 0.712).abs() < 2e-3,
            "{}",
            MEASURED.within(4)
        );
        assert!((MEASURED.within(1) - MEASURED.rate).abs() < 1e-12);
        let even = Success {
            concentration: 1e6,
            ..MEASURED
        };
        let independent = 1.0 - (1.0 - even.rate).powi(4);
        assert!((even.within(4) - independent).abs() < 1e-5);
    }

    #[test]
    fn the_concentration_behind_shares_is_found_again() {
        let shares = |concentration: f64| {
            [0.2, 0.45, 0.6].map(|rate| {
                let success = Success {
                    rate,
                    concentration,
                    failure_cost: 1.0,
                };
                (rate, success.within(4))
            })
        };
        for want in [0.8, 2.2, 9.0] {
            let got = fit_concentration(&shares(want), 4);
            assert!((got / want - 1.0).abs() < 0.015, "{got} for {want}");
        }
        // Every task solved or none: the ends of the grid, and no NaN.
        assert!(fit_concentration(&[(0.5, 1.0)], 4) > 20.0);
        assert!(fit_concentration(&[(0.5, 0.5)], 4) < 0.2);
    }

    #[test]
    fn costs_of_success_and_failure_average_to_one() {
        let (won, lost) = MEASURED.cost_split();
        assert!((MEASURED.rate * won + (1.0 - MEASURED.rate) * lost - 1.0).abs() < 1e-12);
        assert!((lost / won - 1.4).abs() < 1e-12);
        assert!((MEASURED.expected_runs_cost(1) - 1.0).abs() < 1e-12);
        let many = Success {
            rate: 0.5,
            concentration: 1e7,
            failure_cost: 1.4,
        };
        // Without limit and independent: c_s + c_f (1 - p) / p.
        let (won, lost) = many.cost_split();
        assert!((many.expected_runs_cost(60) - (won + lost)).abs() < 1e-4);
        assert!((many.expected_tries(60) - 2.0).abs() < 1e-4);
    }

    #[test]
    fn a_perfect_verifier_never_lowers_success() {
        let cascade = Cascade {
            cheap_cost: 0.1,
            strong_cost: 1.0,
            check_cost: 0.02,
            cheap_rate: 0.5,
            strong_rate: 0.7,
            concentration: 2.2,
            shared: 0.5,
            accepts_right: 1.0,
            accepts_wrong: 0.0,
        };
        let got = cascade.outcome();
        assert!(got.success > 0.7 && got.success < 0.85, "{got:?}");
        assert!((got.cost - 0.62).abs() < 1e-12, "{got:?}");
        let careless = Cascade {
            accepts_wrong: 1.0,
            ..cascade
        };
        assert!((careless.outcome().success - 0.5).abs() < 1e-12);
        assert_eq!(careless.outcome().escalated, 0.0);
    }
}
