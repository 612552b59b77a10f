//! What an agent's task will cost: many calls over a growing context, under a
//! harness, on an offer, as a distribution.
//!
//! ```text
//! Profile (the task) + Harness (the policy) + offer at an instant
//!    -- run: call by call --> Usage of every call --> priced through the bill's RateCard
//!    -- runs, seeded --> Projection: p10 p50 p90 p99, mean, parts, fare
//! ```
//!
//! Units everywhere: tokens, calls, seconds; shares and probabilities lie in 0..1;
//! a `sigma` is a standard deviation of the natural logarithm.

mod advise;
mod anatomy;
pub mod behaviour;
mod calibrate;
pub mod closed_form;
pub mod compaction;
mod cost_curve;
mod fan;
mod fare_history;
mod harness;
mod instant;
mod mix;
mod model;
mod offer;
mod over_time;
mod pilot;
mod plan;
mod presets;
mod profile;
mod project;
mod projection;
mod relations;
mod request;
mod rng;
mod run;
#[cfg(test)]
mod run_test;
mod sampler;
mod simulate;
pub(crate) mod special;
mod spread;
mod stats;
mod success;
mod tally;

pub use advise::{advise, sensitivity};
pub use anatomy::anatomy;
pub use calibrate::{CallsFit, STEP_ELASTICITY};
pub use fan::fan;
pub use fare_history::{FareHistory, FarePoint, fare_history};
pub use harness::{
    Cache, Compaction, Edit, EditStyle, Harness, Heartbeat, KeepAlive, Masking, Reset,
    StablePrefix, SubAgents, Trigger,
};
pub use instant::{Tariff, estimate};
pub use mix::{Mix, MixKind, Mixed, mix};
pub use offer::OfferChoice;
pub use over_time::over_time;
pub use pilot::{Pilot, pilot};
pub use plan::Terms;
pub use presets::{harness, harnesses, profile, profiles, recording_harness, relations};
#[cfg(feature = "fleet")]
pub(crate) use profile::figure;
pub use profile::{Basis, BasisGrade, Edits, Gaps, Profile, Success};
pub use project::{Ask, MAX_RUNS, project};
pub use projection::{
    Advice, Anatomy, AnatomyCall, AnatomyLine, CallEvent, CostBin, Evidence, Fan, FanPoint,
    OfferProjection, Part, Projection, Quantiles, Remark, Sensitivity, Standing,
};
pub use relations::{EnergyOfClass, Kept, Recorded, Relations};
pub use request::{HarnessChoice, ProfileChoice, ProjectRequest};
pub use rng::Rng;
pub use spread::Spread;
#[cfg(feature = "fleet")]
pub(crate) use stats::quantiles;
pub use success::{Cascade, CascadeOutcome, fit_concentration, share_below};
