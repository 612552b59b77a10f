//! Runs of ASCII, and the table that tells ASCII bytes apart.

use crate::tokens::unicode::{LOWER, MARKS_OF_WRITING, NEWLINE, NUMBER, OTHER, SPACE, UPPER};

/// Any byte of a character above U+007F.
pub(super) const HIGH: u8 = 15;

/// Class of every byte, with [`HIGH`] for what is not ASCII.
pub(super) static KIND: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut table = [HIGH; 256];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        table[byte] = match b {
            b'\r' | b'\n' => NEWLINE,
            b' ' | b'\t' | 0x0B | 0x0C => SPACE,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => NUMBER,
            b'!'..=b'~' => MARKS_OF_WRITING,
            _ => OTHER,
        };
        byte += 1;
    }
    table
}

/// The kind of the byte at `at`; the end of the text is no letter, number,
/// space or high byte, so it may look like a control.
#[inline(always)]
pub(super) fn kind(text: &[u8], at: usize) -> u8 {
    match text.get(at) {
        Some(&byte) => KIND[byte as usize],
        None => OTHER,
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The top bit of every byte of `word` from `low` to `high` (ASCII).
#[inline(always)]
fn within(word: u64, low: u8, high: u8) -> u64 {
    let seven = word & !TOPS;
    let reaches = seven + ONES * (0x80 - low) as u64;
    let passes = seven + ONES * (0x7F - high) as u64;
    reaches & !passes & !word & TOPS
}

#[inline(always)]
fn run(text: &[u8], mut at: usize, inside: impl Fn(u64) -> u64) -> usize {
    while let Some(bytes) = text.get(at..at + 8) {
        let word = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        let outside = inside(word) ^ TOPS;
        if outside != 0 {
            return at + (outside.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while at < text.len() && inside(text[at] as u64) & 0x80 != 0 {
        at += 1;
    }
    at
}

/// Where the run of `a`..`z` from `at` ends.
#[inline(always)]
pub(super) fn lower_run(text: &[u8], at: usize) -> usize {
    run(text, at, |word| within(word, b'a', b'z'))
}

/// Where the run of ASCII letters from `at` ends.
#[inline(always)]
pub(super) fn letter_run(text: &[u8], at: usize) -> usize {
    run(text, at, |word| within(word | (ONES * 0x20), b'a', b'z'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_agree_with_a_byte_loop() {
        for byte in 0..=255u8 {
            for place in 0..20 {
                let mut text = [b'q'; 20];
                text[place] = byte;
                let lower = text.iter().position(|b| !b.is_ascii_lowercase());
                let letter = text.iter().position(|b| !b.is_ascii_alphabetic());
                assert_eq!(
                    lower_run(&text, 0),
                    lower.unwrap_or(20),
                    "{byte} at {place}"
                );
                assert_eq!(
                    letter_run(&text, 0),
                    letter.unwrap_or(20),
                    "{byte} at {place}"
                );
            }
        }
    }
}
