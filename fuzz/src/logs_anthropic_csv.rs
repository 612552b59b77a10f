//! The reader of Anthropic's CSV.
#![no_main]

mod logs;

const SEEDS: &[&[u8]] = &[include_bytes!("../seeds/logs/anthropic_csv-1")];

libfuzzer_sys::fuzz_target!(|data: &[u8]| logs::between_good_lines(SEEDS, data));
