//! DeepSeek V3 and V4: three splits, each within the pieces of the one before:
//!
//! ```text
//! \p{N}{1,3}
//! [\u{4E00}-\u{9FA5}\u{3040}-\u{30FF}]+
//! [!-/:-@\[-`{-~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
//! | ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
//! ```
//!
//! So numbers and CJK end whatever is in front of them as the end of the text
//! would, and what no alternative takes is a piece too, up to the next match.

use super::rules::{BLANK, numbers};
use crate::tokens::unicode::{
    CASELESS, COMBINING, Classes, LOWER, MARKS_OF_WRITING, NEWLINE, NUMBER, OTHER, SPACE, Set,
    UPPER, decode,
};

const LETTERS: Set = Set::of(&[LOWER, UPPER, CASELESS, COMBINING]);
const PREFIX: Set = Set::of(&[SPACE, OTHER, COMBINING]);
const PUNCTUATION: Set = Set::of(&[MARKS_OF_WRITING]);
const NEWLINES: Set = Set::of(&[NEWLINE]);

/// Where the piece that begins at `at` ends.
pub(super) fn next(classes: &Classes, text: &[u8], at: usize) -> usize {
    let Some((class, length)) = classes.at(text, at) else {
        return text.len();
    };
    if class == NUMBER {
        return numbers(classes, text, at, 3);
    }
    if is_cjk(text, at) {
        let mut end = at;
        while is_cjk(text, end) {
            end += 3;
        }
        return end.min(text.len());
    }
    if class == MARKS_OF_WRITING && text[at] < 0x80 {
        let rest = &text[at + 1..];
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if letters > 0 {
            return at + 1 + letters;
        }
    }
    let from = if PREFIX.has(class) { at + length } else { at };
    let end = run(classes, text, from, LETTERS);
    if end > from {
        return end;
    }
    if class == COMBINING {
        return from;
    }
    let from = at + (text[at] == b' ') as usize;
    let end = run(classes, text, from, PUNCTUATION);
    if end > from {
        return run(classes, text, end, NEWLINES);
    }
    match class {
        OTHER => unmatched(classes, text, at),
        _ => blank(classes, text, at),
    }
}

/// The run of characters of this set, which numbers and CJK end.
fn run(classes: &Classes, text: &[u8], mut at: usize, set: Set) -> usize {
    while let Some((class, length)) = classes.at(text, at) {
        if !set.has(class) || is_cjk(text, at) {
            break;
        }
        at += length;
    }
    at
}

/// A run of controls and the like; its last one is the prefix of a word behind it.
fn unmatched(classes: &Classes, text: &[u8], at: usize) -> usize {
    let (mut end, mut last) = (at, at);
    while let Some((OTHER, length)) = classes.at(text, end) {
        last = end;
        end += length;
    }
    let word = run(classes, text, end, LETTERS) > end;
    if word && last > at { last } else { end }
}

/// `\s*[\r\n]+|\s+(?!\S)|\s+`.
fn blank(classes: &Classes, text: &[u8], at: usize) -> usize {
    let (mut end, mut last, mut newline) = (at, at, at);
    while let Some((class, length)) = classes.at(text, end) {
        if !BLANK.has(class) {
            break;
        }
        last = end;
        end += length;
        if class == NEWLINE {
            newline = end;
        }
    }
    if newline > at {
        return newline;
    }
    let number = matches!(classes.at(text, end), Some((NUMBER, _)));
    let ends = end == text.len() || number || is_cjk(text, end);
    if ends || last == at { end } else { last }
}

/// Ideographs and kana; all take three bytes.
#[inline]
fn is_cjk(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        Some(&first @ 0xE3..=0xE9) => {
            let code = decode(text, at, first).0;
            (0x4E00..=0x9FA5).contains(&code) || (0x3040..=0x30FF).contains(&code)
        }
        _ => false,
    }
}
