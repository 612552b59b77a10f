//! Which days work is done on, and how use grows.

use super::{within, wrong};
use crate::Result;
use crate::instant::Day;

/// Days of one average month.
pub const MONTH: f64 = 365.25 / 12.0;
/// Most days of a projection: ten years.
const MAX_DAYS: u32 = 3_653;
/// Growth beyond a million times the first day's use is a mistake.
const MAX_GROWTH: f64 = 1e6;

/// A span of days with weekends and growth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calendar {
    /// The first day.
    pub from: Day,
    /// How many days, 1 to 3,653.
    pub days: u32,
    /// Activity on a Saturday or Sunday over that of a working day, 0..1.
    pub weekend: f64,
    /// Growth of use per month of 30.44 days: 0.1 = a tenth more each month; above -1.
    pub growth: f64,
}

impl Calendar {
    /// Checks the ranges named on the fields.
    ///
    /// # Errors
    /// `invalid-argument` naming the field and its range.
    pub fn check(&self) -> Result<()> {
        let most = f64::from(MAX_DAYS);
        within("days", f64::from(self.days), 1.0, most, "1..3653 days")?;
        within("weekend", self.weekend, 0.0, 1.0, "a share, 0..1")?;
        self.check_growth("growth")
    }

    /// Checks the growth alone, which a group may have of its own at `path`.
    pub(super) fn check_growth(&self, path: &str) -> Result<()> {
        within(path, self.growth, -0.99, 100.0, "-0.99..100 per month")?;
        let last = self.use_on(self.days - 1);
        if last <= MAX_GROWTH {
            return Ok(());
        }
        let hint = "use would pass a million times that of the first day within these days";
        Err(wrong(path, "a smaller growth or fewer days").with_hint(hint))
    }

    /// The same days under another growth.
    pub(super) fn growing(&self, growth: f64) -> Calendar {
        Calendar { growth, ..*self }
    }

    /// Activity on a day over that of a working day.
    pub fn activity(&self, day: u32) -> f64 {
        if self.date(day).weekday() >= 5 {
            self.weekend
        } else {
            1.0
        }
    }

    /// Use of an active person on a day over that on the first.
    pub fn use_on(&self, day: u32) -> f64 {
        libm::pow(1.0 + self.growth, f64::from(day) / MONTH)
    }

    /// The date of a day.
    pub fn date(&self, day: u32) -> Day {
        Day(self.from.0 + day as i32)
    }

    /// Days whose activity counts in full, weekends by their share.
    pub fn working_days(&self) -> f64 {
        (0..self.days).map(|day| self.activity(day)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_and_growth_by_hand() {
        // 2026-11-23 is a Monday: two weeks have ten working days and four at the weekend.
        let mut calendar = Calendar {
            from: Day::parse("2026-11-23").unwrap(),
            days: 14,
            weekend: 0.25,
            growth: 0.1,
        };
        assert_eq!(calendar.working_days(), 11.0);
        assert_eq!(calendar.activity(4), 1.0);
        assert_eq!(calendar.activity(5), 0.25);
        calendar.days = 366;
        // A year of 10 % a month: 1.1^12.
        let grown = calendar.use_on(365) / libm::pow(1.1, 365.0 / MONTH);
        assert!((grown - 1.0).abs() < 1e-12);
        assert!(calendar.check().is_ok());
        calendar.growth = 9.0;
        let error = calendar.check().unwrap_err();
        assert_eq!(error.path(), Some("growth"));
        calendar.days = 0;
        assert_eq!(calendar.check().unwrap_err().path(), Some("days"));
    }
}
