//! `r50k_base` and `p50k_base`:
//!
//! ```text
//! '(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//! ```

use super::ascii::{HIGH, kind, letter_run};
use super::rules::{BLANK, blank, run};
use crate::tokens::unicode::{CASELESS, Classes, LOWER, NEWLINE, NUMBER, SPACE, Set, UPPER};

const LETTER: Set = Set::of(&[LOWER, UPPER, CASELESS]);
const NUMBERS: Set = Set::of(&[NUMBER]);
const PUNCTUATION: Set = Set::of(&[LOWER, UPPER, CASELESS, NUMBER, SPACE, NEWLINE]).not();

/// Where the piece that begins at `at` ends.
#[inline(always)]
pub(super) fn next(classes: &Classes, text: &[u8], at: usize) -> usize {
    if text[at] == b'\'' {
        let length = lower_contraction(text, at);
        if length > 0 {
            return at + length;
        }
    }
    let from = at + (text[at] == b' ') as usize;
    if matches!(kind(text, from), LOWER | UPPER) {
        let end = letter_run(text, from);
        if kind(text, end) != HIGH {
            return end;
        }
    }
    general(classes, text, at, from)
}

#[inline(never)]
fn general(classes: &Classes, text: &[u8], at: usize, from: usize) -> usize {
    let class = classes.at(text, from).map_or(SPACE, |(class, _)| class);
    for set in [LETTER, NUMBERS, PUNCTUATION] {
        if set.has(class) {
            return run(classes, text, from, set);
        }
    }
    debug_assert!(BLANK.has(class));
    blank(classes, text, at).but_last(at, text)
}

/// The length of a lower-case contraction, or 0.
fn lower_contraction(text: &[u8], at: usize) -> usize {
    match text.get(at + 1) {
        Some(b's' | b'd' | b'm' | b't') => 2,
        _ => match text.get(at + 1..at + 3) {
            Some(b"ll" | b"ve" | b"re") => 3,
            _ => 0,
        },
    }
}
