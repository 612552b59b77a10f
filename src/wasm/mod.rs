//! The JS boundary: handles, plain data in and out, error mapping.
//!
//! Every export is a one-line delegation; nothing else of the crate uses it.

#[cfg(feature = "engine")]
mod agent;
#[cfg(feature = "prices")]
mod args;
#[cfg(feature = "engine")]
mod count;
#[cfg(feature = "prices")]
mod engine;
mod error;
#[cfg(feature = "engine")]
mod fleet;
#[cfg(feature = "prices")]
mod input;
#[cfg(feature = "tokens")]
mod kinds;
#[cfg(feature = "engine")]
mod logs;
#[cfg(feature = "prices")]
mod output;
#[cfg(feature = "prices")]
mod prices;
#[cfg(feature = "tokens")]
mod text;
#[cfg(feature = "tokens")]
mod tokens;
#[cfg(feature = "prices")]
mod usage;

#[cfg(feature = "prices")]
pub use engine::Engine;
pub(crate) use error::into_js;
