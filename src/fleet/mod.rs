//! A task's cost at the scale of an organisation: people x tasks x days.
//!
//! ```text
//! Group (people, tasks a day, cost of a task) + Calendar (days, weekends, growth)
//!    -- spend: moments matched to a lognormal, or simulate: day by day --> Spend
//!    -- budget: when it is used up -- plans: subscription or API
//! hosting, energy, value: what else a task's figures lead to
//! ```
//!
//! Amounts are statistics (`f64`) in one currency, rounded for display only. Shares and
//! probabilities lie in 0..1; a `sigma` is a standard deviation of the natural logarithm.

mod allowance;
mod budget;
mod calendar;
pub mod claims;
mod energy;
mod group;
mod hosting;
mod people;
mod plans;
mod report;
mod request;
mod simulate;
mod spend;
mod value;

pub use budget::{Alert, Exhaustion, growth_for};
pub use calendar::Calendar;
pub use energy::{Energy, EnergyRequest, ModelClass, Range};
pub use group::{Group, TaskCost, Work};
pub use hosting::{Hosting, HostingCost};
pub use people::{Heavy, HeavyKind, sigma_of, top_share};
pub use plans::{PlanFit, PlansRequest};
pub use report::{FleetReport, GroupSpend, MonthSpend, TierSpend};
pub use request::FleetRequest;
pub use value::{Value, ValueRequest, elasticity};

use crate::{Code, Error, Result};

/// An `invalid-argument` error about one field.
fn wrong(path: &str, expected: &str) -> Error {
    Error::new(Code::InvalidArgument, ["expected ", expected].concat()).at_path(path)
}

/// Checks `low <= value <= high`.
fn within(path: &str, value: f64, low: f64, high: f64, expected: &str) -> Result<()> {
    if value >= low && value <= high {
        Ok(())
    } else {
        Err(wrong(path, expected))
    }
}
