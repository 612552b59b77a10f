//! The reader of Gemini CLI.
#![no_main]

mod logs;

const SEEDS: &[&[u8]] = &[
    include_bytes!("../seeds/logs/gemini_cli-1"),
    include_bytes!("../seeds/logs/gemini_cli-2"),
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| logs::between_good_lines(SEEDS, data));
