//! What an AI agent's task will cost, before it runs.
//!
//! Data flows one way; every module is one step of it:
//!
//! ```text
//! text -- tokens -- count --> usage -- bill --> agent --> replay, fleet --> report
//!                               ^        ^
//!                             logs     prices (what a vendor charges, and when)
//! ```

mod error;
#[cfg(feature = "engine")]
pub mod prices;

pub use error::{Code, Error, Result};

#[cfg(target_arch = "wasm32")]
mod wasm;
