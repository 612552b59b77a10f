//! Parts of patterns that several families share.

use super::ascii::{HIGH, KIND};
use crate::tokens::unicode::{Classes, NEWLINE, NUMBER, SPACE, Set};

/// `\s`.
pub(super) const BLANK: Set = Set::of(&[SPACE, NEWLINE]);

/// Where the run of characters of this set from `at` ends.
#[inline(never)]
pub(super) fn run(classes: &Classes, text: &[u8], mut at: usize, set: Set) -> usize {
    while text
        .get(at)
        .is_some_and(|&byte| byte < 0x80 && set.has(KIND[byte as usize]))
    {
        at += 1;
    }
    while let Some((class, length)) = classes.at(text, at) {
        if !set.has(class) {
            break;
        }
        at += length;
    }
    at
}

/// `\p{N}{1,most}`, from a number on.
#[inline(never)]
pub(super) fn numbers(classes: &Classes, text: &[u8], mut at: usize, most: usize) -> usize {
    for _ in 0..most {
        match classes.at(text, at) {
            Some((NUMBER, length)) => at += length,
            _ => break,
        }
    }
    at
}

/// The length of `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d` in any case at
/// `at`, where an apostrophe is; 0 where none is. U+017F is a case of `s`.
#[inline]
pub(super) fn contraction(text: &[u8], at: usize) -> usize {
    let letter = |k: usize| text.get(at + k).map_or(0, |byte| byte | 0x20);
    match (letter(1), letter(2)) {
        (b's' | b't' | b'm' | b'd', _) => 2,
        (b'r' | b'v', b'e') | (b'l', b'l') => 3,
        _ if text.get(at + 1..at + 3) == Some("ſ".as_bytes()) => 3,
        _ => 0,
    }
}

/// A run of white space.
pub(super) struct Blank {
    /// Where it ends.
    pub end: usize,
    /// Where its last character begins.
    pub last: usize,
    /// Where its last newline ends, or where the run begins.
    pub newline: usize,
}

/// The run of white space from `at`, where one is.
#[inline(never)]
pub(super) fn blank(classes: &Classes, text: &[u8], at: usize) -> Blank {
    let mut found = Blank {
        end: at,
        last: at,
        newline: at,
    };
    while let Some(&byte) = text.get(found.end) {
        let (class, length) = match KIND[byte as usize] {
            HIGH => match classes.at(text, found.end) {
                Some(classed) => classed,
                None => break,
            },
            class => (class, 1),
        };
        if !BLANK.has(class) {
            break;
        }
        found.last = found.end;
        found.end += length;
        if class == NEWLINE {
            found.newline = found.end;
        }
    }
    found
}

impl Blank {
    /// `\s+(?!\S)|\s+`: all of it at the end of the text; else without its last
    /// character, which belongs to what follows, unless it is the only one.
    #[inline]
    pub fn but_last(&self, at: usize, text: &[u8]) -> usize {
        match self.end == text.len() || self.last == at {
            true => self.end,
            false => self.last,
        }
    }
}
