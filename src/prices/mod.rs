//! The price table: what a vendor charges, and when.

pub mod bands;
// The build and the file for own prices write with it, all others only read.
#[cfg_attr(not(test), allow(dead_code))]
mod block;
mod characters;
mod clock;
mod compile;
mod compile_sources;
mod exchange;
// The build and the file for own prices write with it, all others only read.
#[cfg_attr(not(test), allow(dead_code))]
mod lazy;
#[cfg(not(target_arch = "wasm32"))]
pub mod load;
mod models;
mod names;
pub mod offers;
pub mod origins;
pub mod own;
// The build and the file for own prices write with it, all others only read.
#[cfg_attr(not(test), allow(dead_code))]
mod pack;
pub mod plan_source;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
#[cfg(test)]
mod publish_test;
mod rate_card;
mod read;
mod seal;
mod shipped;
pub mod source;
mod spelling;
pub mod table;
pub mod unit;

pub use characters::per_million_characters;
pub use exchange::exchange_rate;
pub use models::Models;
pub use names::Match;
pub use pack::{Extras, pack, unpack};
pub(crate) use rate_card::Mask;
pub use rate_card::{Gap, Period, RateCard, Rates, Terms, write_kind};
pub use seal::{seal, unseal};
pub use shipped::shipped;
pub use table::Table;

#[cfg(test)]
mod source_test;
