//! `o200k_base` and `o200k_harmony`, with U = `\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}`
//! and L = `\p{Ll}\p{Lm}\p{Lo}\p{M}`:
//!
//! ```text
//! [^\r\n\p{L}\p{N}]?[U]*[L]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |[^\r\n\p{L}\p{N}]?[U]+[L]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
//! ```

use super::ascii::{HIGH, kind, lower_run};
use super::han;
use super::rules::{blank, contraction, numbers, run};
use crate::tokens::unicode::{
    CASELESS, COMBINING, Classes, LOWER, NEWLINE, NUMBER, SPACE, Set, UPPER,
};

const UPPERS: Set = Set::of(&[UPPER, CASELESS, COMBINING]);
const LOWERS: Set = Set::of(&[LOWER, CASELESS, COMBINING]);
const PREFIX: Set = Set::of(&[LOWER, UPPER, CASELESS, NUMBER, NEWLINE]).not();
const PUNCTUATION: Set = Set::of(&[LOWER, UPPER, CASELESS, NUMBER, SPACE, NEWLINE]).not();

/// Where the piece that begins at `at` ends. `DIGITS` is the longest group of
/// numbers; `SUFFIX` says that a contraction stays with its word; `HAN` that Han
/// characters are pieces of their own (Kimi: `[\p{Han}]+` comes first, `&&[^\p{Han}]`
/// is in every set of letters, and no `/` follows punctuation).
#[inline(always)]
pub(super) fn next<const DIGITS: usize, const SUFFIX: bool, const HAN: bool>(
    classes: &Classes,
    text: &[u8],
    at: usize,
) -> usize {
    let from = match kind(text, at) {
        LOWER | UPPER => at,
        NEWLINE | NUMBER | HIGH => return general::<DIGITS, SUFFIX, HAN>(classes, text, at),
        _ => at + 1,
    };
    let mut end = from;
    while kind(text, end) == UPPER {
        end += 1;
    }
    end = lower_run(text, end);
    if end > from {
        match text.get(end) {
            Some(b'\'') => return suffixed::<SUFFIX>(text, end),
            Some(0x80..) => {}
            _ => return end,
        }
    }
    general::<DIGITS, SUFFIX, HAN>(classes, text, at)
}

#[inline(always)]
fn suffixed<const SUFFIX: bool>(text: &[u8], end: usize) -> usize {
    match SUFFIX && text.get(end) == Some(&b'\'') {
        true => end + contraction(text, end),
        false => end,
    }
}

/// The same by the book.
#[inline(never)]
fn general<const DIGITS: usize, const SUFFIX: bool, const HAN: bool>(
    classes: &Classes,
    text: &[u8],
    at: usize,
) -> usize {
    let Some((class, length)) = classes.at(text, at) else {
        return text.len();
    };
    if HAN && han::at(text, at) {
        return han::run(classes, text, at);
    }
    if let Some(end) = word::<HAN>(classes, text, at, class, length) {
        return suffixed::<SUFFIX>(text, end);
    }
    if class == NUMBER {
        return numbers(classes, text, at, DIGITS);
    }
    let from = at + (text[at] == b' ') as usize;
    let mut end = run(classes, text, from, PUNCTUATION);
    if end > from {
        while matches!(text.get(end), Some(b'\r' | b'\n')) || !HAN && text.get(end) == Some(&b'/') {
            end += 1;
        }
        return end;
    }
    let blank = blank(classes, text, at);
    match blank.newline > at {
        true => blank.newline,
        false => blank.but_last(at, text),
    }
}

/// The first two alternatives without their suffix. Where both can match, the
/// first wins, and of it the reading with a prefix.
fn word<const HAN: bool>(
    classes: &Classes,
    text: &[u8],
    at: usize,
    class: u8,
    length: usize,
) -> Option<usize> {
    let from = if PREFIX.has(class) { at + length } else { at };
    match cased::<HAN>(classes, text, from) {
        Cased::Mixed(end) => Some(end),
        // A combining mark is a word by itself before it is a prefix.
        _ if class == COMBINING => Some(from),
        Cased::Capitals(end) => Some(end),
        Cased::None => None,
    }
}

/// What the letters from one place on match.
enum Cased {
    /// `[U]*[L]+` up to here.
    Mixed(usize),
    /// Only `[U]+`, of cased letters, up to here.
    Capitals(usize),
    None,
}

/// `[L]+` from a letter on.
fn lowers<const HAN: bool>(classes: &Classes, text: &[u8], mut at: usize) -> usize {
    if !HAN {
        return run(classes, text, at, LOWERS);
    }
    while let Some((class, length)) = classes.at(text, at) {
        if !LOWERS.has(class) || han::at(text, at) {
            break;
        }
        at += length;
    }
    at
}

fn cased<const HAN: bool>(classes: &Classes, text: &[u8], from: usize) -> Cased {
    let (mut at, mut shared) = (from, None);
    while let Some((class, length)) = classes.at(text, at) {
        if HAN && han::at(text, at) {
            break;
        }
        if class == LOWER {
            return Cased::Mixed(lowers::<HAN>(classes, text, at));
        }
        if !UPPERS.has(class) {
            break;
        }
        at += length;
        if class != UPPER {
            shared = Some(at);
        }
    }
    // No small letter follows: `[U]*` gives back up to its last letter that is
    // in both sets, and `[L]+` takes that one.
    match shared {
        Some(end) => Cased::Mixed(end),
        None if at > from => Cased::Capitals(at),
        None => Cased::None,
    }
}
