//! The functions a benchmark calls: reserve, then write UTF-8 there, then count
//! it, or encode it and read the ids.

/// Exports `reserve`, `count`, `encode` (which returns how many) and `ids` over a peer.
#[macro_export]
macro_rules! peer {
    ($count:expr, $encode:expr) => {
        static mut TEXT: Vec<u8> = Vec::new();
        static mut IDS: Vec<u32> = Vec::new();

        #[unsafe(no_mangle)]
        pub extern "C" fn reserve(length: usize) -> *mut u8 {
            // SAFETY: a wasm module has one thread.
            let text = unsafe { &mut *&raw mut TEXT };
            text.clear();
            text.resize(length, 0);
            text.as_mut_ptr()
        }

        fn text(length: usize) -> &'static str {
            // SAFETY: one thread, and `TextEncoder` writes valid UTF-8.
            unsafe { std::str::from_utf8_unchecked(&(&*&raw const TEXT)[..length]) }
        }

        #[unsafe(no_mangle)]
        pub extern "C" fn count(length: usize) -> usize {
            let count: fn(&str) -> usize = $count;
            count(text(length))
        }

        #[unsafe(no_mangle)]
        pub extern "C" fn encode(length: usize) -> usize {
            let encode: fn(&str) -> Vec<u32> = $encode;
            // SAFETY: one thread.
            let ids = unsafe { &mut *&raw mut IDS };
            *ids = encode(text(length));
            ids.len()
        }

        #[unsafe(no_mangle)]
        pub extern "C" fn ids() -> *const u32 {
            // SAFETY: one thread.
            unsafe { (*&raw const IDS).as_ptr() }
        }
    };
}
