//! The reader of mini-swe-agent.
#![no_main]

mod logs;

const SEEDS: &[&[u8]] = &[include_bytes!("../seeds/logs/mini_swe-1")];

libfuzzer_sys::fuzz_target!(|data: &[u8]| logs::between_good_lines(SEEDS, data));
