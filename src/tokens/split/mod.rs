//! Cutting text into the pieces that are merged one by one.
//!
//! Every family is a hand-written scanner for one split pattern of the
//! reference tokenizers: `next` tells where the piece that begins at `at` ends.
//! ASCII takes a short path; the first other character sends the piece to the
//! general one, which follows the pattern alternative by alternative.

mod ascii;
mod cl100k;
mod deepseek;
mod gpt2;
mod han;
mod o200k;
mod rules;

use super::unicode::Classes;

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

    /// Finds the ends of the pieces from `at` on, at most a batch of them.
    /// Fewer than a batch means that the last one ends the text.
    pub(super) fn fill(self, text: &[u8], at: usize, ends: &mut Ends) -> usize {
        let classes = Classes::get();
        // o200k is compiled with its style known; its kin share the general way.
        match self {
            Splitter::Gpt2 => fill(text, at, ends, |at| gpt2::next(classes, text, at)),
            Splitter::Deepseek => fill(text, at, ends, |at| deepseek::next(classes, text, at)),
            Splitter::O200k => fill(text, at, ends, |at| {
                o200k::next(o200k::OPENAI, classes, text, at)
            }),
            Splitter::Cl100k | Splitter::Qwen | Splitter::Llama3 => {
                let style = cl100k::Style {
                    digits: if self == Splitter::Qwen { 1 } else { 3 },
                    tail: self == Splitter::Cl100k,
                };
                fill(text, at, ends, |at| cl100k::next(style, classes, text, at))
            }
            Splitter::Tekken | Splitter::Kimi => {
                let kimi = self == Splitter::Kimi;
                let style = o200k::Style {
                    digits: if kimi { 3 } else { 1 },
                    suffix: kimi,
                    han: kimi,
                };
                fill(text, at, ends, |at| {
                    o200k::general(style, classes, text, at)
                })
            }
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

#[inline(always)]
fn fill(text: &[u8], mut at: usize, ends: &mut Ends, next: impl Fn(usize) -> usize) -> usize {
    let mut filled = 0;
    while filled < BATCH && at < text.len() {
        at = next(at);
        ends[filled] = at;
        filled += 1;
    }
    filled
}
