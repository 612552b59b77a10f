//! Plain data on its way in: values of any shape, maps by name, and structs read from them.
//!
//! What comes from JavaScript becomes a [`Json`] tree once, and every struct that a caller may
//! fill is read from it field by field, with the path of a mistake. serde reads the same structs
//! natively; its code for each field, times a hundred fields, is too much to download.

pub mod json;
pub mod named;
pub mod order;
pub mod read;
pub mod small;

pub use json::Json;
pub use named::Named;
pub use read::Read;
