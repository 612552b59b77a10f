//! The reader of Codex.
#![no_main]

mod logs;

const SEEDS: &[&[u8]] = &[
    include_bytes!("../seeds/logs/codex-1"),
    include_bytes!("../seeds/logs/codex-2"),
    include_bytes!("../seeds/logs/codex-3"),
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| logs::between_good_lines(SEEDS, data));
