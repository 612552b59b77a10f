//! Cutting text into the pieces that are merged one by one.
//!
//! Every family is a hand-written scanner for one split pattern of the
//! reference tokenizers: `next` tells where the piece that begins at `at` ends.
//! Most families cut ASCII in [`blocks`]; what is left goes to `next`, which
//! follows the pattern alternative by alternative.

mod ascii;
mod blocks;
mod cl100k;
mod deepseek;
mod gpt2;
mod han;
mod lanes;
mod o200k;
mod rules;

use super::unicode::Classes;
use blocks::{BLOCK, Cut, Rules};

/// How many piece ends are found at a time: cutting and looking up in two
/// short loops predicts better than one long loop.
pub(super) const BATCH: usize = 256;
/// Piece ends of one batch, as offsets into the text.
pub(super) type Ends = [usize; BATCH];

/// A family of split patterns; the number is what a vocabulary file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum Splitter {
    /// `r50k_base`, `p50k_base`, `p50k_edit`.
    Gpt2 = 0,
    /// `cl100k_base`.
    Cl100k = 1,
    /// `o200k_base`, `o200k_harmony`.
    O200k = 2,
    /// Qwen 2 and 3: as cl100k, one digit at a time.
    Qwen = 3,
    /// Llama 3 and GLM 4: as cl100k but for white space at the end of the text.
    Llama3 = 4,
    /// Mistral Tekken: as o200k, one digit at a time, contractions apart.
    Tekken = 5,
    /// Kimi K2 and K3: as o200k with Han characters apart.
    Kimi = 6,
    /// DeepSeek V3 and V4.
    Deepseek = 7,
}

impl Splitter {
    /// Every family, by its number.
    pub const ALL: [Splitter; 8] = [
        Splitter::Gpt2,
        Splitter::Cl100k,
        Splitter::O200k,
        Splitter::Qwen,
        Splitter::Llama3,
        Splitter::Tekken,
        Splitter::Kimi,
        Splitter::Deepseek,
    ];

    /// The family of this number, where there is one.
    pub(super) fn from_code(code: u8) -> Option<Splitter> {
        Splitter::ALL.get(code as usize).copied()
    }

    /// Finds the ends of pieces from `at` on: one at least where text is left, at most a batch.
    pub(super) fn fill(self, text: &[u8], at: usize, ends: &mut Ends) -> usize {
        let mut filled = Filled {
            ends,
            number: 0,
            at,
        };
        match self {
            Splitter::Gpt2 => filled.one_by_one(text, gpt2::next),
            Splitter::Deepseek => filled.one_by_one(text, deepseek::next),
            Splitter::O200k | Splitter::Tekken | Splitter::Kimi => {
                filled.as_o200k(text, self.o200k_style());
            }
            Splitter::Cl100k | Splitter::Qwen | Splitter::Llama3 => {
                filled.as_cl100k(text, self.cl100k_style());
            }
        }
        filled.number
    }

    fn o200k_style(self) -> o200k::Style {
        match self {
            Splitter::Tekken => o200k::TEKKEN,
            Splitter::Kimi => o200k::KIMI,
            _ => o200k::OPENAI,
        }
    }

    fn cl100k_style(self) -> cl100k::Style {
        cl100k::Style {
            digits: if self == Splitter::Qwen { 1 } else { 3 },
            tail: self == Splitter::Cl100k,
        }
    }

    /// Whether a piece always ends between these two bytes, whatever is around
    /// them: such places let a text be cut and counted in parts.
    pub(super) fn always_cuts(self, before: u8, after: u8) -> bool {
        match before {
            // GPT-2's pattern parts newlines by what follows them.
            b'\n' => self != Splitter::Gpt2 && after > b' ' && after < 0x80 && after != b'/',
            _ => after == b' ' && before.is_ascii_alphabetic(),
        }
    }
}

/// The ends found so far.
struct Filled<'a> {
    ends: &'a mut Ends,
    number: usize,
    /// The last of them.
    at: usize,
}

impl Filled<'_> {
    #[inline(always)]
    fn push(&mut self, end: usize) {
        self.ends[self.number] = end;
        self.number += 1;
        self.at = end;
    }

    #[inline(never)]
    fn one_by_one(&mut self, text: &[u8], next: impl Fn(&Classes, &[u8], usize) -> usize) {
        let classes = Classes::get();
        while self.number < BATCH && self.at < text.len() {
            self.push(next(classes, text, self.at));
        }
    }

    // Each family is a function of its own: a browser that compiles one the better way
    // while it runs need not wait for the others.

    #[inline(never)]
    fn as_o200k(&mut self, text: &[u8], style: o200k::Style) {
        self.by_blocks(text, style.rules(), |classes, text, at| {
            o200k::next(style, classes, text, at)
        });
    }

    #[inline(never)]
    fn as_cl100k(&mut self, text: &[u8], style: cl100k::Style) {
        self.by_blocks(text, style.rules(), |classes, text, at| {
            cl100k::next(style, classes, text, at)
        });
    }

    /// Cuts blocks of ASCII as wholes, and one by one what is hard.
    #[inline(always)]
    fn by_blocks(
        &mut self,
        text: &[u8],
        rules: Rules,
        next: impl Fn(&Classes, &[u8], usize) -> usize,
    ) {
        let classes = Classes::get();
        while self.number <= BATCH - BLOCK && self.at < text.len() {
            let hard = self.block(text, rules);
            while self.number < BATCH && self.at <= hard && self.at < text.len() {
                self.push(next(classes, text, self.at));
            }
        }
    }

    /// Takes what a block tells; returns up to where the next pieces must begin to be
    /// cut one by one.
    #[inline(always)]
    fn block(&mut self, text: &[u8], rules: Rules) -> usize {
        let at = self.at;
        let mut padded = [u8::MAX; BLOCK];
        let block = match text[at..].first_chunk() {
            Some(block) => block,
            None => {
                padded[..text.len() - at].copy_from_slice(&text[at..]);
                &padded
            }
        };
        if (block[0] | block[1]) >= 0x80 {
            return at;
        }
        let Cut { mut begins, hard } = rules.cut(text, at, block);
        while begins != 0 {
            self.push(at + begins.trailing_zeros() as usize);
            begins &= begins - 1;
        }
        match hard {
            // A piece that fills the block, or is cut by its end, is hard too.
            BLOCK if self.at == at => at,
            BLOCK => 0,
            _ => at + hard,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BY_BLOCKS: [Splitter; 6] = [
        Splitter::O200k,
        Splitter::Tekken,
        Splitter::Kimi,
        Splitter::Cl100k,
        Splitter::Qwen,
        Splitter::Llama3,
    ];

    /// What patterns tell apart, and what only byte by byte is told.
    const PARTS: [&str; 40] = [
        "a",
        "b",
        "foo",
        "B",
        "QR",
        "Word",
        "camelCase",
        "s",
        " ",
        " ",
        "  ",
        "     ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\u{b}",
        "1",
        "23",
        "45678",
        "'",
        "'s",
        "'LL",
        "'ve",
        "'x",
        "/",
        "//",
        "!",
        ".",
        "();",
        "{",
        "\0",
        "\u{7f}",
        "\u{e9}",
        "\u{4e2d}",
        "\u{301}",
        "\u{a0}",
        "'\u{17f}",
        "\u{2028}",
        "\u{1f600}",
    ];

    fn ends_by_blocks(splitter: Splitter, text: &str) -> Vec<usize> {
        let (mut found, mut at, mut ends) = (Vec::new(), 0, [0; BATCH]);
        while at < text.len() {
            let filled = splitter.fill(text.as_bytes(), at, &mut ends);
            found.extend(&ends[..filled]);
            at = ends[filled - 1];
        }
        found
    }

    fn ends_one_by_one(splitter: Splitter, text: &str) -> Vec<usize> {
        let (mut found, mut at) = (Vec::new(), 0);
        let (classes, bytes) = (Classes::get(), text.as_bytes());
        while at < bytes.len() {
            at = match splitter {
                Splitter::O200k | Splitter::Tekken | Splitter::Kimi => {
                    o200k::next(splitter.o200k_style(), classes, bytes, at)
                }
                _ => cl100k::next(splitter.cl100k_style(), classes, bytes, at),
            };
            found.push(at);
        }
        found
    }

    fn agrees(text: &str) {
        for splitter in BY_BLOCKS {
            assert_eq!(
                ends_by_blocks(splitter, text),
                ends_one_by_one(splitter, text),
                "{splitter:?} {text:?}"
            );
        }
    }

    #[test]
    fn every_part_at_every_place_of_blocks() {
        let around = [
            "x", "q ", "Ab1 (c)", "; \n  ", "'s", "//\n", "12", "\n \n", " \t",
        ];
        for before in around {
            for part in PARTS {
                for place in 0..=140 {
                    let mut text = before.repeat(place / before.len() + 1);
                    text.truncate(place);
                    let text = text + part + &around.concat().repeat(3);
                    agrees(&text);
                }
            }
        }
    }

    #[test]
    fn texts_of_every_length() {
        let text = PARTS.concat() + &PARTS[..20].concat() + &"no end of it".repeat(20);
        for from in (0..80).filter(|&from| text.is_char_boundary(from)) {
            for length in (0..200).filter(|&n| text.is_char_boundary(from + n)) {
                agrees(&text[from..from + length]);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn any_parts_in_a_row(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..200)) {
            agrees(&parts.concat());
        }

        #[test]
        fn mostly_ascii(parts in prop::collection::vec(prop::sample::select(&PARTS[..33]), 0..400)) {
            agrees(&parts.concat());
        }

        #[test]
        fn any_ascii(bytes in prop::collection::vec(0u8..128, 0..300)) {
            agrees(std::str::from_utf8(&bytes).unwrap());
        }
    }
}
