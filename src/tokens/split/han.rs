//! `\p{Han}`: the script, which is not what the classes of letters tell.

use crate::tokens::unicode::{Classes, decode};

/// First and last code point of every run of the script.
const RUNS: &[(u32, u32)] = &[
    (0x2E80, 0x2E99),
    (0x2E9B, 0x2EF3),
    (0x2F00, 0x2FD5),
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3021, 0x3029),
    (0x3038, 0x303B),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFA6D),
    (0xFA70, 0xFAD9),
    (0x16FE2, 0x16FE3),
    (0x16FF0, 0x16FF1),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B739),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
    (0x2EBF0, 0x2EE5D),
    (0x2F800, 0x2FA1D),
    (0x30000, 0x3134A),
    (0x31350, 0x323AF),
];

/// Whether the character at `at` is of the script.
#[inline]
pub(super) fn at(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        // The script begins at U+2E80, whose first byte is E2.
        Some(&first) if first >= 0xE2 => {
            let code = decode(text, at, first).0;
            let next = RUNS.partition_point(|run| run.0 <= code);
            next > 0 && code <= RUNS[next - 1].1
        }
        _ => false,
    }
}

/// Where the run of such characters from `from` ends.
pub(super) fn run(classes: &Classes, text: &[u8], from: usize) -> usize {
    let mut end = from;
    while at(text, end) {
        let Some((_, length)) = classes.at(text, end) else {
            break;
        };
        end += length;
    }
    end
}
