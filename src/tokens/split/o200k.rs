//! `o200k_base` and `o200k_harmony`, with U = `\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}`
//! and L = `\p{Ll}\p{Lm}\p{Lo}\p{M}`:
//!
//! ```text
//! [^\r\n\p{L}\p{N}]?[U]*[L]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |[^\r\n\p{L}\p{N}]?[U]+[L]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
//! ```

use super::ascii::lower_run;
use super::blocks::{Contractions, Rules};
use super::han;
use super::rules::{blank, contraction, numbers, run};
use crate::tokens::unicode::{
    CASELESS, COMBINING, Classes, LOWER, NEWLINE, NUMBER, SPACE, Set, UPPER,
};

const UPPERS: Set = Set::of(&[UPPER, CASELESS, COMBINING]);
const LOWERS: Set = Set::of(&[LOWER, CASELESS, COMBINING]);
const PREFIX: Set = Set::of(&[LOWER, UPPER, CASELESS, NUMBER, NEWLINE]).not();
const PUNCTUATION: Set = Set::of(&[LOWER, UPPER, CASELESS, NUMBER, SPACE, NEWLINE]).not();

/// In what the patterns of this family differ.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// The longest group of numbers.
    pub digits: usize,
    /// A contraction stays with its word.
    pub suffix: bool,
    /// Han characters are pieces of their own (Kimi: `[\p{Han}]+` comes first, `&&[^\p{Han}]`
    /// is in every set of letters, and no `/` follows punctuation).
    pub han: bool,
}

/// `o200k_base` itself.
pub(super) const OPENAI: Style = Style {
    digits: 3,
    suffix: true,
    han: false,
};

/// Mistral Tekken.
pub(super) const TEKKEN: Style = Style {
    digits: 1,
    suffix: false,
    han: false,
};

/// Kimi K2 and K3.
pub(super) const KIMI: Style = Style {
    digits: 3,
    suffix: true,
    han: true,
};

impl Style {
    /// How ASCII is cut in blocks.
    pub fn rules(self) -> Rules {
        Rules {
            digits: self.digits,
            cased: true,
            slash: !self.han,
            contractions: match self.suffix {
                true => Contractions::Behind,
                false => Contractions::Never,
            },
        }
    }
}

/// `[\r\n/]*`, or for Kimi `[\r\n]*`.
#[inline(always)]
fn tail(style: Style, text: &[u8], mut end: usize) -> usize {
    while matches!(text.get(end), Some(b'\r' | b'\n')) || !style.han && text.get(end) == Some(&b'/')
    {
        end += 1;
    }
    end
}

/// `\s*[\r\n]+|\s+(?!\S)|\s+`, from white space on that no word or mark takes.
#[inline(always)]
fn spaces(classes: &Classes, text: &[u8], at: usize) -> usize {
    let blank = blank(classes, text, at);
    match blank.newline > at {
        true => blank.newline,
        false => blank.but_last(at, text),
    }
}

#[inline(always)]
fn suffixed(style: Style, text: &[u8], end: usize) -> usize {
    match style.suffix && text.get(end) == Some(&b'\'') {
        true => end + contraction(text, end),
        false => end,
    }
}

/// Where the piece that begins at `at` ends.
#[inline(never)]
pub(super) fn next(style: Style, classes: &Classes, text: &[u8], at: usize) -> usize {
    let Some((class, length)) = classes.at(text, at) else {
        return text.len();
    };
    if style.han && han::at(text, at) {
        return han::run(classes, text, at);
    }
    if let Some(end) = word(style, classes, text, at, class, length) {
        return suffixed(style, text, end);
    }
    if class == NUMBER {
        return numbers(classes, text, at, style.digits);
    }
    let from = at + (text[at] == b' ') as usize;
    let end = run(classes, text, from, PUNCTUATION);
    match end > from {
        true => tail(style, text, end),
        false => spaces(classes, text, at),
    }
}

/// The first two alternatives without their suffix. Where both can match, the
/// first wins, and of it the reading with a prefix.
fn word(
    style: Style,
    classes: &Classes,
    text: &[u8],
    at: usize,
    class: u8,
    length: usize,
) -> Option<usize> {
    let from = if PREFIX.has(class) { at + length } else { at };
    match cased(style, classes, text, from) {
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
#[inline(never)]
fn lowers(style: Style, classes: &Classes, text: &[u8], mut at: usize) -> usize {
    at = lower_run(text, at);
    if !style.han {
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

#[inline(never)]
fn cased(style: Style, classes: &Classes, text: &[u8], from: usize) -> Cased {
    let (mut at, mut shared) = (from, None);
    while let Some((class, length)) = classes.at(text, at) {
        if style.han && han::at(text, at) {
            break;
        }
        if class == LOWER {
            return Cased::Mixed(lowers(style, classes, text, at));
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
