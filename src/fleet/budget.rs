//! When a budget is used up, and what would hold.

use super::Calendar;
use super::group::Team;
use super::spend::{Days, Spend, together};
use super::within;
use crate::Result;
use serde::Serialize;

/// A budget against what is spent day by day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Exhaustion {
    /// The budget.
    pub budget: f64,
    /// Probability that it lasts to the last day.
    pub lasts: f64,
    /// The day by which one in ten such teams has used it up; null = not within the days.
    pub p10: Option<String>,
    /// The day by which half of them have.
    pub p50: Option<String>,
    /// The day by which nine in ten have.
    pub p90: Option<String>,
    /// The budget that lasts with a probability of nine in ten.
    pub cap90: f64,
    /// Days on which shares of it are used up.
    pub alerts: Vec<Alert>,
    /// Growth per month of every group under which the middle of the spend is the budget on
    /// the last day; null where no growth from -99 % to tenfold does it.
    pub growth: Option<f64>,
}

/// The day on which a share of a budget is used up, in the middle case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Alert {
    /// Share of the budget, 0..1.
    pub share: f64,
    /// The day; null = not within the days.
    pub day: Option<String>,
}

/// Shares of a budget at which people want to be told.
const ALERTS: [f64; 4] = [0.5, 0.75, 0.9, 1.0];

/// Spend up to and with each day.
pub(super) fn cumulative(teams: &[Team], calendar: &Calendar) -> Vec<Spend> {
    let calendars: Vec<Calendar> = teams.iter().map(|team| team.calendar(calendar)).collect();
    let mut days = vec![Days::default(); teams.len()];
    (0..calendar.days)
        .map(|day| {
            for (days, calendar) in days.iter_mut().zip(&calendars) {
                days.add(calendar, day);
            }
            together(teams, &days)
        })
        .collect()
}

/// A budget against the spend up to each day.
pub(super) fn exhaustion(
    teams: &[Team],
    calendar: &Calendar,
    spend: &[Spend],
    budget: f64,
) -> Exhaustion {
    // What is spent only grows, so the chance of being over by a day is that of having
    // passed the budget on it or before.
    let day_of = |share: f64, limit: f64| {
        let passed = |spend: &Spend| spend.above(limit) < share;
        let day = spend.partition_point(passed) as u32;
        (day < calendar.days).then(|| calendar.date(day).to_string())
    };
    let whole = spend.last().copied();
    Exhaustion {
        budget,
        lasts: 1.0 - whole.map_or(0.0, |spend| spend.above(budget)),
        p10: day_of(0.1, budget),
        p50: day_of(0.5, budget),
        p90: day_of(0.9, budget),
        cap90: whole.map_or(0.0, |spend| spend.quantile(0.9)),
        alerts: ALERTS
            .iter()
            .map(|share| Alert {
                share: *share,
                day: day_of(0.5, budget * share),
            })
            .collect(),
        growth: growth_to_spend(teams, calendar, budget),
    }
}

/// Growth per month at which the middle spend over the days is the budget.
fn growth_to_spend(teams: &[Team], calendar: &Calendar, budget: f64) -> Option<f64> {
    let at = |growth: f64| {
        let grown = Days::of(&calendar.growing(growth));
        together(teams, &vec![grown; teams.len()]).quantile(0.5)
    };
    solve(-0.99, 9.0, budget, at)
}

/// Growth per month under which so many months spend `ratio` first months:
/// `((1 + r)^months - 1) / r = ratio`.
///
/// # Errors
/// `invalid-argument` for fewer than 2 months, or a ratio that no growth in -99 %..100-fold gives.
pub fn growth_for(months: u32, ratio: f64) -> Result<f64> {
    within("months", f64::from(months), 2.0, 120.0, "2..120 months")?;
    let sum = |growth: f64| (0..months).fold(0.0, |sum, _| sum * (1.0 + growth) + 1.0);
    let most = sum(100.0);
    within(
        "ratio",
        ratio,
        1.01,
        most,
        "more than one first month, and no more than growth can bring",
    )?;
    solve(-0.99, 100.0, ratio, sum)
        .ok_or_else(|| super::wrong("ratio", "more than one first month"))
}

/// Where a growing function has a value.
fn solve(low: f64, high: f64, value: f64, of: impl Fn(f64) -> f64) -> Option<f64> {
    if !(of(low) <= value && value <= of(high)) {
        return None;
    }
    let (mut low, mut high) = (low, high);
    for _ in 0..48 {
        let middle = 0.5 * (low + high);
        if of(middle) < value {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Day;

    fn sure(people: f64) -> Team {
        // 1e8 small tasks a day: what is spent hardly varies.
        Team {
            name: String::new(),
            people,
            active: 1.0,
            tasks: 1e5,
            heavy: 0.0,
            cost: 1e-5,
            cost_square: 1e-10,
            level_sigma: 0.0,
            growth: None,
            parts: Vec::new(),
            calls: 0.0,
            tokens: 0.0,
            models: Vec::new(),
            currency: String::new(),
        }
    }

    #[test]
    fn exhaustion_by_hand_with_weekends() {
        // A dollar a person and working day, 100 people, $1,050: ten working days hold, the
        // eleventh does not. From Monday 2026-11-23 that is Monday 2026-12-07.
        let calendar = Calendar {
            from: Day::parse("2026-11-23").unwrap(),
            days: 30,
            weekend: 0.0,
            growth: 0.0,
        };
        let teams = [sure(100.0)];
        let spend = cumulative(&teams, &calendar);
        let got = exhaustion(&teams, &calendar, &spend, 1050.0);
        let day = Some("2026-12-07".to_string());
        assert_eq!((&got.p10, &got.p50, &got.p90), (&day, &day, &day));
        assert!(got.lasts < 1e-9);
        // Half of it: $525 on the sixth working day.
        assert_eq!(got.alerts[0].day.as_deref(), Some("2026-11-30"));
        // 22 working days in 30: $2,200 whatever happens.
        assert!((got.cap90 / 2200.0 - 1.0).abs() < 1e-3, "{}", got.cap90);
        let enough = exhaustion(&teams, &calendar, &spend, 2300.0);
        assert_eq!((enough.lasts > 0.999, enough.p90), (true, None));
    }

    #[test]
    fn exhaustion_by_hand_with_growth() {
        // Every day alike, doubling each month: 100 x sum of 2^(d / 30.4375) passes 20,000
        // when 2^(d / 30.4375) = 1 + 200 x (2^(1 / 30.4375) - 1), after 76.2 days.
        let calendar = Calendar {
            from: Day::parse("2026-01-01").unwrap(),
            days: 365,
            weekend: 1.0,
            growth: 1.0,
        };
        let teams = [sure(100.0)];
        let spend = cumulative(&teams, &calendar);
        let got = exhaustion(&teams, &calendar, &spend, 20_000.0);
        let step = libm::pow(2.0, 12.0 / 365.25) - 1.0;
        let days = libm::log(1.0 + 200.0 * step) / core::f64::consts::LN_2 * 365.25 / 12.0;
        let want = calendar.date(libm::ceil(days) as u32 - 1).to_string();
        assert_eq!(got.p50, Some(want));
        // Backwards: the growth under which 365 days spend what they do at 100 % a month.
        let whole = spend.last().unwrap().quantile(0.5);
        let back = exhaustion(&teams, &calendar, &spend, whole).growth.unwrap();
        assert!((back - 1.0).abs() < 1e-6, "{back}");
    }

    #[test]
    fn a_years_budget_in_four_months() {
        // A plan of twelve equal months: (1.809^4 - 1) / 0.809 = 12.0.
        let growth = growth_for(4, 12.0).unwrap();
        let sum = 1.0 + (1.0 + growth) + (1.0 + growth).powi(2) + (1.0 + growth).powi(3);
        assert!((sum - 12.0).abs() < 1e-9, "{growth}");
        // Three times the plan from the start needs no growth.
        assert!(growth_for(4, 4.0).unwrap().abs() < 1e-9);
        assert!(growth_for(1, 4.0).is_err() && growth_for(4, 0.5).is_err());
    }
}
