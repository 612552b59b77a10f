//! The JS face of [`taskfare`], linked: its exports are `src/wasm` of that crate.

pub use taskfare::*;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
