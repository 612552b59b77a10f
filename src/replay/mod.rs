//! What logs cost, and what the same work would have cost elsewhere.

mod cache;
mod calibrate;
mod cards;
mod cost;
mod order;
mod recorded;
mod resimulate;
mod sum;
mod what_if;

pub use cache::{CacheReport, Misses, Resets};
pub use calibrate::{Calibration, Estimate, calibrate};
pub use cost::{CostReport, KindRow, ReplayOptions, Row, UnknownModel, cost};
pub use recorded::{Difference, DifferenceRow, RecordedReport};
pub use sum::Sum;
pub use what_if::{CostRange, WhatIf, WhatIfOffer, WhatIfRow, what_if};
