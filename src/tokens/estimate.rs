//! Tokens per kind of text without any vocabulary: a fitted model of units.
//!
//! The text is cut into units much as the o200k splitter cuts it (a word with
//! the blank before it, three digits, a run of marks) and each unit costs what
//! units of its row and length cost on average under o200k_base in the texts of
//! `tests/oracles`, whose chore `fit` prints the fit with its n and its error and
//! writes `estimate/fitted.rs`. The band holds 9 in 10 texts of 2 KB of one kind.
//! Sentences scatter more, so the band has half a square root of its tokens added.

mod fitted;

use super::kinds::chars::{Class, class};
use super::kinds::{each_span, part as part_of};
use crate::kind::{Counts, KINDS, Kind};
use fitted::{BAND, COST};

/// Lengths with a cost of their own; longer units add the last column per character.
pub const LENGTHS: usize = 16;
/// Rows of the cost table.
pub const ROWS: usize = 26;
/// One token in the cost table's fixed point.
pub const ONE: u64 = 256;

/// A piece of text that costs tokens as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The row of the cost table: what sort of piece it is.
    pub row: usize,
    /// Characters, from 1.
    pub length: usize,
}

mod row {
    pub const CAPITALS: usize = 5;
    pub const EXTENDED: usize = 6;
    pub const DIGITS: usize = 7;
    pub const PROSE_MARKS: usize = 8;
    pub const CODE_MARKS: usize = 9;
    pub const BLANKS: usize = 10;
    pub const BREAKS: usize = 11;
    /// Greek to other scripts: 8 rows.
    pub const SCRIPTS: usize = 12;
    /// Han to symbols: 6 rows.
    pub const WIDE: usize = 20;
}

/// Counts per kind with tokens estimated, as no vocabulary is at hand:
/// `low` and `high` are the stated band, saturating at `u32::MAX`.
pub fn estimate(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut cost = [0u64; KINDS];
    each_span(text, |kind, range| {
        let span = part_of(text, range);
        let part = &mut counts.0[kind as usize];
        part.bytes = part.bytes.saturating_add(saturate(span.len() as u64));
        part.chars = part
            .chars
            .saturating_add(saturate(span.chars().count() as u64));
        each_unit(kind, span, |unit, _| cost[kind as usize] += unit_cost(unit));
    });
    for ((part, cost), band) in counts.0.iter_mut().zip(cost).zip(BAND) {
        if part.bytes == 0 {
            continue;
        }
        let [low, middle, high] = band.map(|permille| cost * u64::from(permille) / 1000);
        // A token is at least a byte; a part that is there is at least one token.
        part.tokens = saturate(((middle + ONE / 2) / ONE).max(1)).min(part.bytes);
        // A short text scatters more than the windows that the band was measured on.
        let (low, high) = (low / ONE, high.div_ceil(ONE));
        part.low = saturate(low - root(low) / 2).min(part.tokens);
        part.high = saturate(high + root(high) / 2 + 1)
            .min(part.bytes)
            .max(part.tokens);
    }
    counts
}

/// The square root, rounded down; one instruction of wasm.
fn root(n: u64) -> u64 {
    (n as f64).sqrt() as u64
}

fn saturate(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn unit_cost(unit: Unit) -> u64 {
    let row = &COST[unit.row];
    let over = unit.length.saturating_sub(LENGTHS) as u64;
    u64::from(row[unit.length.min(LENGTHS) - 1]) + over * u64::from(row[LENGTHS])
}

/// Calls `each` with every unit of a span and its end in bytes.
pub fn each_unit(kind: Kind, span: &str, mut each: impl FnMut(Unit, usize)) {
    let mut chars = span.char_indices().peekable();
    while let Some((_, first)) = chars.next() {
        let mut of = class(first);
        let mut length = 1;
        let mut extended = of == Class::LatinExt;
        let mut capitals = usize::from(of == Class::Upper);
        // One blank or mark in front of a letter belongs to its word.
        if matches!(of, Class::Blank | Class::Punct)
            && let Some((_, next)) = chars.peek()
        {
            let next = class(*next);
            let joins = next.is_latin() || next.is_script();
            if joins || (of == Class::Blank && next == Class::Punct) {
                extended = next == Class::LatinExt;
                capitals = usize::from(next == Class::Upper);
                of = next;
                chars.next();
            }
        }
        while let Some((_, c)) = chars.peek() {
            let next = class(*c);
            if !continues(of, next, length) {
                break;
            }
            extended |= next == Class::LatinExt;
            capitals += usize::from(next == Class::Upper);
            if of.is_latin() {
                of = next;
            }
            length += 1;
            chars.next();
        }
        let end = chars.peek().map_or(span.len(), |(at, _)| *at);
        let row = row_of(kind, of, extended, capitals);
        each(Unit { row, length }, end);
    }
}

/// Whether a character of class `next` goes on with a unit of class `of`.
fn continues(of: Class, next: Class, length: usize) -> bool {
    match of {
        Class::Digit => next == Class::Digit && length < 3,
        Class::Upper => next.is_latin(),
        Class::Lower | Class::LatinExt => matches!(next, Class::Lower | Class::LatinExt),
        _ => next == of,
    }
}

fn row_of(kind: Kind, of: Class, extended: bool, capitals: usize) -> usize {
    match of {
        Class::Digit => row::DIGITS,
        Class::Punct if matches!(kind, Kind::English | Kind::Latin) => row::PROSE_MARKS,
        Class::Punct => row::CODE_MARKS,
        Class::Blank => row::BLANKS,
        Class::Break => row::BREAKS,
        _ if of.is_script() => row::SCRIPTS + (of as usize - Class::Greek as usize),
        _ if !of.is_latin() => row::WIDE + (of as usize - Class::Han as usize),
        _ if extended => row::EXTENDED,
        _ if capitals > 1 && kind != Kind::Random => row::CAPITALS,
        _ => match kind {
            Kind::Latin => 1,
            Kind::Code => 2,
            Kind::Data => 3,
            Kind::Random => 4,
            _ => 0,
        },
    }
}
