//! What was used: response bodies and logs into [`Usage`](crate::usage::Usage), each call once.

mod body;
mod counters;
mod events;
mod json;
mod keys;
mod shape;
mod source;

pub use body::{CallUsage, read_usage};
pub use shape::Counting;
pub use source::Source;
