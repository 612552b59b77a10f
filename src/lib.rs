//! What an AI agent's task will cost, before it runs.
//!
//! Data flows one way; every module is one step of it:
//!
//! ```text
//! text -- tokens -- count --> usage -- bill --> agent --> replay, fleet --> report
//!                               ^        ^
//!                             logs     prices (what a vendor charges, and when)
//! ```

#[cfg(feature = "engine")]
pub mod agent;
#[cfg(feature = "prices")]
pub mod bill;
#[cfg(feature = "engine")]
pub mod count;
#[cfg(feature = "prices")]
pub mod data;
mod error;
#[cfg(feature = "engine")]
pub mod fleet;
#[cfg(feature = "prices")]
pub mod instant;
pub mod kind;
#[cfg(feature = "prices")]
// Prices alone read usage objects; the readers of whole logs, and what projections ask of a
// card, then lie idle.
#[cfg_attr(not(feature = "engine"), allow(dead_code))]
pub mod logs;
#[cfg(feature = "prices")]
pub mod money;
#[cfg(feature = "prices")]
#[cfg_attr(not(feature = "engine"), allow(dead_code))]
pub mod prices;
#[cfg(feature = "engine")]
pub mod replay;
#[cfg(feature = "tokens")]
pub mod tokens;
#[cfg(feature = "prices")]
pub mod usage;

pub use error::{Code, Error, Result};

#[cfg(target_arch = "wasm32")]
mod wasm;
