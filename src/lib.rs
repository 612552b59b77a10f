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
#[cfg(feature = "engine")]
pub mod bill;
#[cfg(feature = "engine")]
pub mod count;
#[cfg(feature = "engine")]
pub mod data;
mod error;
#[cfg(feature = "engine")]
pub mod fleet;
#[cfg(feature = "engine")]
pub mod instant;
pub mod kind;
#[cfg(feature = "engine")]
pub mod logs;
#[cfg(feature = "engine")]
pub mod money;
#[cfg(feature = "engine")]
pub mod prices;
#[cfg(feature = "engine")]
pub mod replay;
#[cfg(feature = "tokens")]
pub mod tokens;
#[cfg(feature = "engine")]
pub mod usage;

pub use error::{Code, Error, Result};

#[cfg(target_arch = "wasm32")]
mod wasm;
