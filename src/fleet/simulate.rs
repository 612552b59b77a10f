//! The same spend drawn day by day and person by person.

use super::Calendar;
use super::budget::Exhaustion;
use super::group::Team;
use super::within;
use crate::Result;
use crate::agent::{Quantiles, Rng, quantiles};

/// Most draws behind one answer.
const MAX_DRAWS: f64 = 3e8;

/// Totals of every repetition, and the days on which a budget was passed.
pub(super) struct Drawn {
    pub totals: Vec<f64>,
    /// First day over the budget; `days` where there is none.
    pub passed: Vec<f64>,
}

/// Repeats the whole span `runs` times.
///
/// # Errors
/// `invalid-argument` for more draws than a page can wait for.
pub(super) fn draw(
    teams: &[Team],
    calendar: &Calendar,
    budget: Option<f64>,
    runs: u32,
    seed: u32,
) -> Result<Drawn> {
    // A person's day takes a draw, and every task of it two more.
    let day = |team: &Team| team.people * (1.0 + 2.0 * team.active * team.tasks);
    let draws = teams.iter().map(day).sum::<f64>() * f64::from(calendar.days) * f64::from(runs);
    let expected = "fewer runs: 300 million draws at most; 0 = matched moments";
    within("runs", draws, 0.0, MAX_DRAWS, expected)?;
    let mut drawn = Drawn {
        totals: Vec::with_capacity(runs as usize),
        passed: Vec::with_capacity(runs as usize),
    };
    for run in 0..runs {
        let days = one(teams, calendar, seed, run);
        let mut sum = 0.0;
        let over = days.iter().position(|spend| {
            sum += spend;
            budget.is_some_and(|budget| sum > budget)
        });
        drawn.totals.push(days.iter().sum());
        drawn.passed.push(over.unwrap_or(days.len()) as f64);
    }
    Ok(drawn)
}

/// Spend of every day of one repetition.
fn one(teams: &[Team], calendar: &Calendar, seed: u32, run: u32) -> Vec<f64> {
    let mut spend = vec![0.0; calendar.days as usize];
    let mut common = Rng::new(u64::from(seed), u64::from(run), 0);
    let level = common.normal();
    for (place, team) in teams.iter().enumerate() {
        let mut rng = Rng::new(u64::from(seed), u64::from(run), 1 + place as u64);
        let mean_one = |sigma: f64, z: f64| libm::exp(sigma * z - sigma * sigma / 2.0);
        let scale = team.cost * mean_one(team.level_sigma, level);
        let sigma = team.cost_sigma();
        let calendar = team.calendar(calendar);
        for _ in 0..team.people as u64 {
            let rate = team.tasks * mean_one(team.heavy, rng.normal());
            for (day, spend) in spend.iter_mut().enumerate() {
                let day = day as u32;
                if rng.uniform() >= team.active * calendar.activity(day) {
                    continue;
                }
                for _ in 0..poisson(rate * calendar.use_on(day), &mut rng) {
                    *spend += scale * mean_one(sigma, rng.normal());
                }
            }
        }
    }
    spend
}

/// A Poisson number: by its waiting times, large means in parts.
fn poisson(mean: f64, rng: &mut Rng) -> u64 {
    let (mut left, mut count) = (mean, 0);
    while left > 0.0 {
        let part = left.min(20.0);
        left -= part;
        let (mut product, limit) = (rng.uniform(), libm::exp(-part));
        while product > limit {
            count += 1;
            product *= rng.uniform();
        }
    }
    count
}

impl Drawn {
    pub fn total(&self) -> Quantiles {
        quantiles(&mut self.totals.clone())
    }

    /// The budget's dates and chances by what was drawn, in place of the matched ones.
    pub fn replace(&self, exhaustion: &mut Exhaustion, calendar: &Calendar) {
        let runs = self.passed.len() as f64;
        let mut passed = self.passed.clone();
        passed.sort_unstable_by(f64::total_cmp);
        let over = passed.partition_point(|day| *day < f64::from(calendar.days));
        exhaustion.lasts = 1.0 - over as f64 / runs;
        let day_of = |share: f64| {
            let at = (share * runs) as usize;
            let day = passed.get(at).copied()? as u32;
            (day < calendar.days).then(|| calendar.date(day).to_string())
        };
        exhaustion.p10 = day_of(0.1);
        exhaustion.p50 = day_of(0.5);
        exhaustion.p90 = day_of(0.9);
        exhaustion.cap90 = self.total().p90;
    }
}
