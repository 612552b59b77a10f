//! The JS face of [`taskfare`], linked: its exports are `src/wasm` of that crate.

pub use taskfare::*;
