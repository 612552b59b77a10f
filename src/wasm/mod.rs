//! The JS boundary: handles, plain data in and out, error mapping.
//!
//! Every export is a one-line delegation; nothing else of the crate uses it.

#[cfg(feature = "engine")]
mod agent;
#[cfg(feature = "analysis")]
mod analysis;
// What crosses the boundary is read and written alike in every file that knows prices; some
// files have a use for a part of it.
#[cfg(feature = "table")]
#[cfg_attr(not(feature = "prices"), allow(dead_code))]
mod args;
#[cfg(feature = "bodies")]
mod bodies;
#[cfg(feature = "engine")]
mod count;
#[cfg(any(feature = "prices", feature = "logs", feature = "fleet"))]
mod engine;
mod error;
#[cfg(feature = "fleet")]
mod fleet;
#[cfg(feature = "table")]
#[cfg_attr(not(feature = "projections"), allow(dead_code))]
mod input;
#[cfg(feature = "tokens")]
mod kinds;
#[cfg(feature = "logs")]
mod logs;
mod object;
#[cfg(feature = "table")]
#[cfg_attr(feature = "own", allow(dead_code))]
mod output;
#[cfg(feature = "own")]
mod own;
#[cfg(feature = "prices")]
mod prices;
#[cfg(feature = "tokens")]
mod text;
#[cfg(feature = "tokens")]
mod tokens;

#[cfg(any(feature = "prices", feature = "logs", feature = "fleet"))]
pub use engine::Engine;
pub(crate) use error::into_js;
