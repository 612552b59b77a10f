//! The reader of OpenCode.
#![no_main]

mod logs;

const SEEDS: &[&[u8]] = &[
    include_bytes!("../seeds/logs/opencode-1"),
    include_bytes!("../seeds/logs/opencode-2"),
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| logs::between_good_lines(SEEDS, data));
