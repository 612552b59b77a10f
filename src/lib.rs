//! What an AI agent's task will cost, before it runs.
//!
//! Data flows one way; every module is one step of it:
//!
//! ```text
//! text -- tokens -- count --> usage -- bill --> agent --> replay, fleet --> report
//!                               ^        ^
//!                             logs     prices (what a vendor charges, and when)
//! ```

#[cfg(feature = "projections")]
pub mod agent;
#[cfg(feature = "table")]
pub mod bill;
#[cfg(any(feature = "projections", feature = "bodies"))]
// Request bodies alone are not graded.
#[cfg_attr(not(feature = "projections"), allow(dead_code))]
pub mod count;
#[cfg(feature = "table")]
pub mod data;
mod error;
#[cfg(feature = "fleet")]
pub mod fleet;
#[cfg(feature = "table")]
pub mod instant;
pub mod kind;
#[cfg(feature = "table")]
// Prices alone read usage objects; the readers of whole logs, and what projections ask of a
// card, then lie idle.
#[cfg_attr(not(feature = "logs"), allow(dead_code))]
pub mod logs;
#[cfg(feature = "table")]
pub mod money;
#[cfg(feature = "table")]
#[cfg_attr(not(feature = "projections"), allow(dead_code))]
pub mod prices;
#[cfg(feature = "logs")]
pub mod replay;
#[cfg(feature = "tokens")]
pub mod tokens;
#[cfg(feature = "table")]
pub mod usage;

pub use error::{Code, Error, Result};

#[cfg(target_arch = "wasm32")]
mod wasm;
