//! Classes of characters, as the split patterns tell them apart.

use super::unicode_table::RUNS;
use std::sync::OnceLock;

/// Everything that no other class names: controls, unassigned, private use.
pub(super) const OTHER: u8 = 0;
/// `\p{P}` and `\p{S}`.
pub(super) const MARKS_OF_WRITING: u8 = 1;
/// `\p{Ll}`.
pub(super) const LOWER: u8 = 2;
/// `\p{Lu}` and `\p{Lt}`.
pub(super) const UPPER: u8 = 3;
/// `\p{Lm}` and `\p{Lo}`: letters without case.
pub(super) const CASELESS: u8 = 4;
/// `\p{M}`: combining marks.
pub(super) const COMBINING: u8 = 5;
/// `\p{N}`.
pub(super) const NUMBER: u8 = 6;
/// `\s` but for the two below.
pub(super) const SPACE: u8 = 7;
/// Carriage return and line feed.
pub(super) const NEWLINE: u8 = 8;

/// A set of classes, one bit each.
#[derive(Clone, Copy)]
pub(super) struct Set(u16);

impl Set {
    pub const fn of(classes: &[u8]) -> Set {
        let (mut bits, mut i) = (0, 0);
        while i < classes.len() {
            bits |= 1 << classes[i];
            i += 1;
        }
        Set(bits)
    }

    #[inline(always)]
    pub const fn has(self, class: u8) -> bool {
        self.0 >> class & 1 != 0
    }

    pub const fn not(self) -> Set {
        Set(!self.0)
    }
}

/// Code points up to here have a table entry; above are only two ranges.
const TABLE: usize = 0x3_2400;

/// The class of every code point below [`TABLE`], unpacked once.
pub(super) struct Classes(Box<[u8]>);

/// A code point's class and how many bytes it takes.
pub(super) type Classed = (u8, usize);

impl Classes {
    pub fn get() -> &'static Classes {
        static CLASSES: OnceLock<Classes> = OnceLock::new();
        CLASSES.get_or_init(|| Classes(unpack().into()))
    }

    /// The class of one code point.
    #[inline]
    pub fn of(&self, code: u32) -> u8 {
        match self.0.get(code as usize) {
            Some(&class) => class,
            None if (0xE0100..=0xE01EF).contains(&code) => COMBINING,
            None => OTHER,
        }
    }

    /// The class and length of the character at `at`, or nothing at the end.
    /// Bytes that are not UTF-8 give some class and never pass the end.
    #[inline]
    pub fn at(&self, text: &[u8], at: usize) -> Option<Classed> {
        let &first = text.get(at)?;
        if first < 0x80 {
            return Some((self.0[first as usize], 1));
        }
        let (code, length) = decode(text, at, first);
        Some((self.of(code), length.min(text.len() - at)))
    }
}

/// The code point that begins with `first` at `at`, and its length.
#[inline]
pub(super) fn decode(text: &[u8], at: usize, first: u8) -> (u32, usize) {
    let next = |k: usize| (text.get(at + k).copied().unwrap_or(0) & 0x3F) as u32;
    let first = first as u32;
    if first < 0xE0 {
        ((first & 0x1F) << 6 | next(1), 2)
    } else if first < 0xF0 {
        ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3)
    } else {
        (
            (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3),
            4,
        )
    }
}

fn unpack() -> Vec<u8> {
    let mut table = Vec::with_capacity(TABLE);
    let mut bytes = RUNS.iter();
    while table.len() < TABLE {
        let Some(&first) = bytes.next() else { break };
        let class = first & 15;
        let (mut length, mut shift, mut more) = ((first >> 4 & 7) as usize, 3, first >= 0x80);
        while more {
            let Some(&byte) = bytes.next() else { break };
            length |= ((byte & 0x7F) as usize) << shift;
            shift += 7;
            more = byte >= 0x80;
        }
        table.resize((table.len() + length + 1).min(TABLE), class);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_one_of_each() {
        let classes = Classes::get();
        for (c, class) in [
            ('\0', OTHER),
            ('!', MARKS_OF_WRITING),
            ('€', MARKS_OF_WRITING),
            ('a', LOWER),
            ('ß', LOWER),
            ('A', UPPER),
            ('ǅ', UPPER),
            ('中', CASELESS),
            ('\u{301}', COMBINING),
            ('7', NUMBER),
            ('Ⅷ', NUMBER),
            (' ', SPACE),
            ('\u{85}', SPACE),
            ('\u{feff}', OTHER),
            ('\n', NEWLINE),
            ('\u{E0100}', COMBINING),
            ('\u{10FFFF}', OTHER),
        ] {
            assert_eq!(classes.of(c as u32), class, "{c:?}");
            let text = c.to_string();
            assert_eq!(classes.at(text.as_bytes(), 0), Some((class, text.len())));
        }
    }

    #[test]
    fn never_reads_past_broken_text() {
        for text in [&b"\xF0"[..], b"\xE4\xB8", b"\xFF\xFF"] {
            let (_, length) = Classes::get().at(text, 0).unwrap();
            assert!(length <= text.len());
        }
    }
}
