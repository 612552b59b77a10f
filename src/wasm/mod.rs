//! The JS boundary: handles, plain data in and out, error mapping.
//!
//! Every export is a one-line delegation; nothing else of the crate uses it.

#[cfg(feature = "engine")]
mod agent;
#[cfg(feature = "engine")]
mod args;
#[cfg(feature = "engine")]
mod count;
#[cfg(feature = "engine")]
mod engine;
mod error;
#[cfg(feature = "engine")]
mod fleet;
#[cfg(feature = "engine")]
mod input;
#[cfg(feature = "tokens")]
mod kinds;
#[cfg(feature = "engine")]
mod logs;
#[cfg(feature = "engine")]
mod output;
#[cfg(feature = "engine")]
mod prices;
#[cfg(feature = "tokens")]
mod text;
#[cfg(feature = "tokens")]
mod tokens;

#[cfg(feature = "engine")]
pub use engine::Engine;
pub(crate) use error::into_js;
