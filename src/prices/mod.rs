//! The price table: what a vendor charges, and when.

pub mod plan_source;
pub mod source;

#[cfg(test)]
mod source_test;
