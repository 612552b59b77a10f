//! Cutting 64 bytes of ASCII at once, without asking byte by byte.
//!
//! Every class of bytes becomes 64 bits, and where pieces begin follows from
//! them by shifts and additions: a branch for each piece would often be
//! guessed wrong. What a block cannot tell (characters above ASCII,
//! contractions, what its end cuts through) is left to the byte-by-byte way.

use super::lanes::{Best, Lanes};
use super::rules::contraction;

/// How many bytes are looked at at once.
pub(super) const BLOCK: usize = 64;

/// What the patterns that these blocks can follow differ in. All have words
/// with one character in front, marks with one space in front and newlines
/// behind, and white space up to its last newline.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// The longest group of digits: 1 or 3.
    pub digits: usize,
    /// A capital after a small letter begins a word.
    pub cased: bool,
    /// `/` among the newlines behind marks stays with them.
    pub slash: bool,
    pub contractions: Contractions,
}

/// Where `'s` and its like are told from other marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Contractions {
    /// Behind a word, as part of it.
    Behind,
    /// As pieces of their own.
    Alone,
    Never,
}

/// Where pieces begin in a block that itself begins with one.
pub(super) struct Cut {
    /// A bit for each byte but the first.
    pub begins: u64,
    /// The first byte that the byte-by-byte way has to see; [`BLOCK`] where none.
    pub hard: usize,
}

/// A bit for every byte of a block.
struct Classes {
    letters: u64,
    /// Of letters only.
    small: u64,
    digits: u64,
    space: u64,
    /// White space but newlines.
    blanks: u64,
    newlines: u64,
    slashes: u64,
    quotes: u64,
    high: u64,
}

impl Classes {
    #[inline(always)]
    fn of<L: Lanes>(block: &[u8; BLOCK]) -> Classes {
        let (chunks, _) = block.as_chunks::<16>();
        let lanes = [0, 1, 2, 3].map(|at| L::load(&chunks[at]));
        let bits = |of: &dyn Fn(L) -> u64| {
            of(lanes[0]) | of(lanes[1]) << 16 | of(lanes[2]) << 32 | of(lanes[3]) << 48
        };
        let letters = bits(&|lane| lane.small().within(b'a', b'z').tops());
        let space = bits(&|lane| lane.equal(b' ').tops());
        let newlines = bits(&|lane| lane.equal(b'\n').or(lane.equal(b'\r')).tops());
        Classes {
            letters,
            small: letters & bits(&|lane| lane.bits_20()),
            digits: bits(&|lane| lane.within(b'0', b'9').tops()),
            space,
            blanks: space | bits(&|lane| lane.within(b'\t', b'\r').tops()) & !newlines,
            newlines,
            slashes: bits(&|lane| lane.equal(b'/').tops()),
            quotes: bits(&|lane| lane.equal(b'\'').tops()),
            high: bits(&|lane| lane.tops()),
        }
    }
}

/// The bits of `runs` from each of `starts`, which are among them, to the end
/// of its run.
#[inline(always)]
fn extended(starts: u64, runs: u64) -> u64 {
    runs & !runs.wrapping_add(starts) | starts
}

/// The first of every run of bits.
#[inline(always)]
fn firsts(runs: u64) -> u64 {
    runs & !(runs << 1)
}

/// The bits below `at`.
#[inline(always)]
fn below(at: usize) -> u64 {
    match at {
        0..BLOCK => (1 << at) - 1,
        _ => u64::MAX,
    }
}

impl Rules {
    /// Where pieces begin in the 64 bytes from `at`, where one begins.
    #[inline(never)]
    pub fn cut(self, text: &[u8], at: usize, block: &[u8; BLOCK]) -> Cut {
        let of = Classes::of::<Best>(block);
        let white = of.blanks | of.newlines;
        let marks = !(of.letters | of.digits | white | of.high);
        let runs = of.newlines | if self.slash { of.slashes } else { 0 };
        // What stays with the marks in front of it: newlines, and slashes behind them.
        let tails = extended(of.newlines & marks << 1, runs);
        let (marks, white) = (marks & !tails, white & !tails);
        let newlines = of.newlines & !tails;
        let marks_begin = firsts(marks) & !(of.space << 1);
        // A blank or a single mark in front of a word is part of it.
        let in_front = of.blanks | marks_begin;
        let mut begins = firsts(of.letters) & !(in_front << 1);
        begins |= marks_begin | firsts(white) | self.groups(of.digits);
        // Behind tails and newlines, and the last blank of white space.
        begins |= tails << 1 & !tails | newlines << 1 & !newlines;
        begins |= of.blanks & !((of.blanks | of.newlines) >> 1);
        if self.cased {
            begins |= of.letters & !of.small & of.small << 1;
        }
        let mut hard = of.high.trailing_zeros() as usize;
        hard = hard.min(parted(of.blanks, newlines, of.newlines));
        hard = hard.min(self.contracted(&of, marks_begin, text, at));
        // White space at the end of what is known may go on behind it.
        let solid = !(of.blanks | of.newlines) & below(hard);
        let last = BLOCK - solid.leading_zeros() as usize;
        Cut {
            begins: begins & below(hard) & below(last + 1) & !1,
            hard,
        }
    }

    /// Where groups of digits begin.
    #[inline(always)]
    fn groups(self, digits: u64) -> u64 {
        if self.digits == 1 {
            return digits;
        }
        let mut begins = firsts(digits);
        let behind_three = digits & digits << 1 & digits << 2 & digits << 3;
        let mut next = begins << 3 & behind_three;
        while next != 0 {
            begins |= next;
            next = next << 3 & behind_three;
        }
        begins
    }

    /// The first quote that begins a contraction.
    #[inline(always)]
    fn contracted(self, of: &Classes, marks_begin: u64, text: &[u8], at: usize) -> usize {
        let mut quotes = of.quotes
            & match self.contractions {
                Contractions::Behind => of.letters << 1,
                Contractions::Alone => marks_begin,
                Contractions::Never => 0,
            };
        while quotes != 0 {
            let place = quotes.trailing_zeros() as usize;
            if contraction(text, at + place) > 0 {
                return place;
            }
            quotes &= quotes - 1;
        }
        BLOCK
    }
}

/// The first blanks behind a newline that another newline follows: no piece
/// begins there.
#[inline(always)]
fn parted(blanks: u64, newlines: u64, all_newlines: u64) -> usize {
    let starts = newlines << 1 & blanks;
    let behind = blanks.wrapping_add(starts) & !blanks & all_newlines;
    match behind {
        0 => BLOCK,
        _ => {
            let before = starts & ((behind & behind.wrapping_neg()) - 1);
            BLOCK - 1 - before.leading_zeros() as usize
        }
    }
}
