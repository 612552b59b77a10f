//! The JS boundary: handles, plain data in and out, error mapping.
//!
//! Every export is a one-line delegation; nothing else of the crate uses it.

#[cfg(feature = "engine")]
mod agent;
#[cfg(feature = "analysis")]
mod analysis;
// The faces of logs and fleets read few arguments field by field.
#[cfg(any(
    feature = "prices",
    feature = "requests",
    feature = "logs",
    feature = "fleet"
))]
#[cfg_attr(not(feature = "prices"), allow(dead_code))]
mod args;
#[cfg(feature = "engine")]
mod count;
#[cfg(any(feature = "prices", feature = "logs", feature = "fleet"))]
mod engine;
mod error;
#[cfg(feature = "fleet")]
mod fleet;
#[cfg(any(
    feature = "engine",
    feature = "own",
    feature = "requests",
    feature = "logs",
    feature = "fleet"
))]
mod input;
#[cfg(feature = "tokens")]
mod kinds;
#[cfg(feature = "logs")]
mod logs;
#[cfg(any(
    feature = "prices",
    feature = "requests",
    feature = "logs",
    feature = "fleet"
))]
mod output;
#[cfg(feature = "own")]
mod own;
#[cfg(feature = "prices")]
mod prices;
#[cfg(feature = "requests")]
mod requests;
#[cfg(feature = "tokens")]
mod text;
#[cfg(feature = "tokens")]
mod tokens;
#[cfg(feature = "prices")]
mod usage;

#[cfg(any(feature = "prices", feature = "logs", feature = "fleet"))]
pub use engine::Engine;
pub(crate) use error::into_js;
