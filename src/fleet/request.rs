//! What is asked of a fleet.

use super::{Calendar, Group, within, wrong};
use crate::Result;
use crate::data::read::read_struct;
use crate::instant::{Day, Instant};
use serde::Deserialize;

/// People, days and a budget.
///
/// The instant of the prices is read apart: callers may give a date, a number or text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct FleetRequest {
    /// The groups, 1 or more.
    pub groups: Vec<Group>,
    /// The first day, `YYYY-MM-DD`; the day of the prices if absent.
    pub from: Option<String>,
    /// How many days, 1 to 3,653; 365 if absent.
    pub days: Option<u32>,
    /// Activity on a Saturday or Sunday over that of a working day, 0..1.
    pub weekend: f64,
    /// Growth of use per month of 30.44 days, for groups without their own: 0.1 = a tenth more
    /// each month.
    pub growth: f64,
    /// A budget for all the days, in the groups' currency.
    pub budget: Option<f64>,
    /// ISO 4217 code of the costs given by number; USD if absent.
    pub currency: Option<String>,
    /// Repetitions drawn day by day; 0 = matched moments.
    pub runs: u32,
    /// Names the draws.
    pub seed: u32,
}

read_struct! {
    FleetRequest, Camel, end_strict: ; groups, from, days, weekend, growth, budget, currency, runs, seed;
}

impl FleetRequest {
    /// The days that are asked for.
    ///
    /// # Errors
    /// `invalid-argument` naming the field and its range.
    pub(super) fn calendar(&self, at: Instant) -> Result<Calendar> {
        let from = match &self.from {
            Some(text) => Day::parse(text).ok_or_else(|| wrong("from", "a day, YYYY-MM-DD"))?,
            None => at.day(),
        };
        let calendar = Calendar {
            from,
            days: self.days.unwrap_or(365),
            weekend: self.weekend,
            growth: self.growth,
        };
        calendar.check()?;
        Ok(calendar)
    }

    /// Checks what does not belong to a group or to the days.
    pub(super) fn check(&self, cheapest: f64) -> Result<()> {
        within(
            "runs",
            f64::from(self.runs),
            0.0,
            1e5,
            "0..100,000 repetitions",
        )?;
        match self.budget {
            Some(budget) if budget.is_nan() || budget < cheapest => {
                let hint = "it does not pay for one task: is it in the right currency and unit?";
                Err(wrong("budget", "at least the cost of one task").with_hint(hint))
            }
            _ => Ok(()),
        }
    }
}
