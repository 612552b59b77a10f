//! What groups spend over days: exact means and variances, matched to a lognormal
//! (Fenton-Wilkinson), so that 85,000 people are as quick as one.
//!
//! A person's use is fixed over the days (light users stay light); on each day the person is
//! active or not, does a Poisson number of tasks at their own rate, and each task costs what
//! it costs. What is not known of a model's cost is one factor for all of them.

use super::Calendar;
use super::group::Team;
use crate::agent::Quantiles;
use crate::agent::special::{normal_cdf, normal_quantile};

/// A sum of costs as a lognormal with its exact mean and variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spend {
    pub mean: f64,
    pub variance: f64,
}

impl Spend {
    /// `(mu, sigma)` of ln spend.
    fn shape(&self) -> (f64, f64) {
        let square = libm::log(1.0 + self.variance / (self.mean * self.mean));
        (libm::log(self.mean) - square / 2.0, libm::sqrt(square))
    }

    /// The spend at probability `p`.
    pub fn quantile(&self, p: f64) -> f64 {
        if self.mean <= 0.0 {
            return 0.0;
        }
        let (mu, sigma) = self.shape();
        libm::exp(mu + sigma * normal_quantile(p))
    }

    /// The probability of more than `limit`.
    pub fn above(&self, limit: f64) -> f64 {
        if self.mean <= 0.0 || limit <= 0.0 {
            return f64::from(self.mean > limit);
        }
        let (mu, sigma) = self.shape();
        if sigma == 0.0 {
            return f64::from(self.mean > limit);
        }
        1.0 - normal_cdf((libm::log(limit) - mu) / sigma)
    }

    /// The mean of what goes beyond `limit`: `E[max(spend - limit, 0)]`.
    pub fn beyond(&self, limit: f64) -> f64 {
        let (mu, sigma) = self.shape();
        if sigma == 0.0 || limit <= 0.0 {
            return (self.mean - limit).max(0.0);
        }
        let d = (mu - libm::log(limit)) / sigma;
        self.mean * normal_cdf(d + sigma) - limit * normal_cdf(d)
    }

    pub fn quantiles(&self) -> Quantiles {
        Quantiles {
            p10: self.quantile(0.1),
            p50: self.quantile(0.5),
            p90: self.quantile(0.9),
            p99: self.quantile(0.99),
            mean: self.mean,
            standard_error: 0.0,
            p90_error: 0.0,
        }
    }
}

/// Sums over days of activity and use, from which every group's moments follow.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Days {
    /// Sum of activity x use.
    pub once: f64,
    /// Sum of activity x use squared.
    pub squares: f64,
    /// Sum of activity squared x use squared.
    pub both: f64,
}

impl Days {
    pub fn add(&mut self, calendar: &Calendar, day: u32) {
        let (active, used) = (calendar.activity(day), calendar.use_on(day));
        self.once += active * used;
        self.squares += active * used * used;
        self.both += active * active * used * used;
    }

    pub fn of(calendar: &Calendar) -> Days {
        let mut days = Days::default();
        for day in 0..calendar.days {
            days.add(calendar, day);
        }
        days
    }

    /// One working day at the first day's use.
    pub const ONE: Days = Days {
        once: 1.0,
        squares: 1.0,
        both: 1.0,
    };

    /// The days of every team, each as it grows.
    pub fn of_each(teams: &[Team], calendar: &Calendar) -> Vec<Days> {
        let own = |team: &Team| Days::of(&team.calendar(calendar));
        teams.iter().map(own).collect()
    }
}

impl Team {
    /// Spend of one person drawn from the group over the days, levels left out.
    pub fn person(&self, days: &Days) -> Spend {
        let (active, rate) = (self.active, self.tasks);
        let spread = libm::exp(self.heavy * self.heavy) - 1.0;
        let mean = active * rate * self.cost * days.once;
        let tasks = active * rate * self.cost_square * days.once;
        let per_day = rate * self.cost;
        // Active or not: the variance of a yes or no, times what a yes brings.
        let absence = active * days.squares - active * active * days.both;
        let presence = per_day * per_day * (1.0 + spread) * absence.max(0.0);
        Spend {
            mean,
            variance: tasks + presence + spread * mean * mean,
        }
    }

    /// Spend of one person on one active working day at the first day's use.
    pub fn active_day(&self) -> Spend {
        let present = Team {
            active: 1.0,
            ..self.clone()
        };
        present.person(&Days::ONE)
    }
}

/// Spend of all groups, each over its days.
pub(super) fn together(teams: &[Team], days: &[Days]) -> Spend {
    let (mut mean, mut variance, mut level) = (0.0, 0.0, 0.0);
    for (team, days) in teams.iter().zip(days) {
        let person = team.person(days);
        mean += team.people * person.mean;
        variance += team.people * person.variance;
        level += team.people * person.mean * team.level_sigma;
    }
    if mean > 0.0 && level > 0.0 {
        // One unknown factor on everything: its relative square adds to the sum's.
        let sigma = level / mean;
        let factor = libm::exp(sigma * sigma);
        variance = factor * (variance + mean * mean) - mean * mean;
    }
    Spend { mean, variance }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Day;

    fn team() -> Team {
        Team {
            name: "all".into(),
            people: 10.0,
            active: 0.5,
            tasks: 4.0,
            heavy: 0.0,
            cost: 2.0,
            cost_square: 5.0,
            level_sigma: 0.0,
            growth: None,
            parts: Vec::new(),
            calls: 0.0,
            tokens: 0.0,
            models: Vec::new(),
            currency: "USD".into(),
        }
    }

    #[test]
    fn moments_by_hand() {
        let calendar = Calendar {
            from: Day::parse("2026-11-23").unwrap(),
            days: 5,
            weekend: 0.0,
            growth: 0.0,
        };
        let days = Days::of(&calendar);
        // Five days, half of them active, four tasks at $2: $20 a person.
        let person = team().person(&days);
        assert!((person.mean - 20.0).abs() < 1e-12);
        // 5 days x (0.5 x 4 x 5 from tasks + 0.5 x 0.5 x 8^2 from being there) = 130.
        assert!((person.variance - 130.0).abs() < 1e-12);
        let all = together(&[team()], &[days]);
        assert!((all.mean - 200.0).abs() < 1e-12 && (all.variance - 1300.0).abs() < 1e-9);
        // Heavy users: with v = e^(s^2) - 1 = 1, presence doubles and 20^2 comes on top.
        let heavy = Team {
            heavy: libm::sqrt(core::f64::consts::LN_2),
            ..team()
        };
        let person = heavy.person(&days);
        assert!(
            (person.variance - (50.0 + 160.0 + 400.0)).abs() < 1e-9,
            "{person:?}"
        );
        // A common factor of sigma 0.5 on a sum that hardly varies: e^0.25 - 1 of the square.
        let unsure = Team {
            people: 1e8,
            level_sigma: 0.5,
            ..team()
        };
        let all = together(&[unsure], &[days]);
        let relative = all.variance / (all.mean * all.mean);
        assert!(
            (relative - (libm::exp(0.25) - 1.0)).abs() < 1e-6,
            "{relative}"
        );
    }

    #[test]
    fn what_goes_beyond_a_limit() {
        let spend = Spend {
            mean: 100.0,
            variance: 2500.0,
        };
        assert!((spend.beyond(0.0) - 100.0).abs() < 1e-9);
        // By sums over quantiles.
        let n = 20_000;
        let sum: f64 = (0..n)
            .map(|i| (spend.quantile((f64::from(i) + 0.5) / f64::from(n)) - 120.0).max(0.0))
            .sum();
        assert!((spend.beyond(120.0) - sum / f64::from(n)).abs() < 0.01);
        assert!((spend.above(spend.quantile(0.9)) - 0.1).abs() < 1e-9);
    }
}
