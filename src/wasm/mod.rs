//! The JS boundary: handles, plain data in and out, error mapping.
//!
//! Every export is a one-line delegation; nothing else of the crate uses it.

#[cfg(feature = "engine")]
mod agent;
// The faces of logs and fleets read few arguments field by field.
#[cfg(feature = "table")]
#[cfg_attr(not(feature = "prices"), allow(dead_code))]
mod args;
#[cfg(feature = "engine")]
mod count;
#[cfg(feature = "table")]
mod engine;
mod error;
#[cfg(feature = "fleet")]
mod fleet;
#[cfg(feature = "table")]
mod input;
#[cfg(feature = "tokens")]
mod kinds;
#[cfg(feature = "logs")]
mod logs;
#[cfg(feature = "table")]
mod output;
#[cfg(feature = "prices")]
mod prices;
#[cfg(feature = "tokens")]
mod text;
#[cfg(feature = "tokens")]
mod tokens;
#[cfg(feature = "prices")]
mod usage;

#[cfg(feature = "table")]
pub use engine::Engine;
pub(crate) use error::into_js;
