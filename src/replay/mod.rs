//! What logs cost, and what the same work would have cost elsewhere.

mod cache;
mod calibrate;
mod cards;
mod cost;
mod groups;
mod kinds;
mod lengths;
mod order;
mod recorded;
mod resimulate;
mod span;
mod sum;
mod what_if;
mod what_if_sums;

pub use cache::{CacheReport, Misses, Resets};
pub use calibrate::{Calibration, Estimate, calibrate};
pub use cost::{CostReport, SumReport, UnknownModel, cost};
pub use groups::Row;
pub use kinds::KindRow;
pub use recorded::{Difference, DifferenceRow, RecordedReport};
pub use span::ReplayOptions;
pub use sum::Sum;
pub use what_if::{CostRange, WhatIf, WhatIfOffer, WhatIfRow, what_if};
