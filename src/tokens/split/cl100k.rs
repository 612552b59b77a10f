//! `cl100k_base`:
//!
//! ```text
//! '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}
//! | ?[^\s\p{L}\p{N}]+[\r\n]*|\s+$|\s*[\r\n]|\s+(?!\S)|\s
//! ```

use super::ascii::letter_run;
use super::blocks::{Contractions, Rules};
use super::rules::{blank, contraction, numbers, run};
use crate::tokens::unicode::{CASELESS, Classes, LOWER, NEWLINE, NUMBER, SPACE, Set, UPPER};

const LETTER: Set = Set::of(&[LOWER, UPPER, CASELESS]);
const PREFIX: Set = Set::of(&[LOWER, UPPER, CASELESS, NUMBER, NEWLINE]).not();
const PUNCTUATION: Set = Set::of(&[LOWER, UPPER, CASELESS, NUMBER, SPACE, NEWLINE]).not();
const NEWLINES: Set = Set::of(&[NEWLINE]);

/// In what the patterns of this family differ.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// The longest group of numbers.
    pub digits: usize,
    /// White space that ends the text is one piece.
    pub tail: bool,
}

impl Style {
    /// How ASCII is cut in blocks.
    pub fn rules(self) -> Rules {
        Rules {
            digits: self.digits,
            cased: false,
            slash: false,
            contractions: Contractions::Alone,
        }
    }
}

/// Where the piece that begins at `at` ends.
#[inline(never)]
pub(super) fn next(style: Style, classes: &Classes, text: &[u8], at: usize) -> usize {
    if text[at] == b'\'' {
        let length = contraction(text, at);
        if length > 0 {
            return at + length;
        }
    }
    let Some((class, length)) = classes.at(text, at) else {
        return text.len();
    };
    let from = if PREFIX.has(class) { at + length } else { at };
    let end = run(classes, text, letter_run(text, from), LETTER);
    if end > from {
        return end;
    }
    if class == NUMBER {
        return numbers(classes, text, at, style.digits);
    }
    let from = at + (text[at] == b' ') as usize;
    let end = run(classes, text, from, PUNCTUATION);
    if end > from {
        return run(classes, text, end, NEWLINES);
    }
    let blank = blank(classes, text, at);
    if style.tail && blank.end == text.len() {
        blank.end
    } else if blank.newline > at {
        blank.newline
    } else {
        blank.but_last(at, text)
    }
}
