//! The reader of raw responses.
#![no_main]

mod logs;

const SEEDS: &[&[u8]] = &[
    include_bytes!("../seeds/logs/responses-1"),
    include_bytes!("../seeds/logs/responses-2"),
    include_bytes!("../seeds/logs/responses-3"),
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| logs::between_good_lines(SEEDS, data));
