//! Merging the bytes of one piece into tokens, always the pair of the lowest
//! index first and of equals the leftmost: what byte-pair encoding is.
//!
//! A piece of up to 256 bytes is merged over two small arrays, where the next
//! merge is a minimum of integers and nothing is ever stale. A longer piece is
//! merged in windows, see [`super::windows`].

use super::lookup::NONE;
use super::vocab::Vocabulary;

/// The longest piece that [`Merger::merge`] takes.
pub(super) const WIDEST: usize = 256;
/// Candidates are minimised in groups of this many first.
const GROUP: usize = 16;

/// The scratch arrays of a merge.
pub(super) struct Merger {
    /// For each part that begins here: what it and the next part merge into,
    /// and this place in the low eight bits; or `u32::MAX`. The minimum is the
    /// next merge, ties going left.
    candidates: [u32; WIDEST],
    /// The minimum of each group of candidates.
    lowest: [u32; WIDEST / GROUP],
    tokens: [u32; WIDEST],
    /// Where the next part begins, and the one before.
    next: [u16; WIDEST],
    previous: [u16; WIDEST],
    length: usize,
}

impl Merger {
    pub fn new() -> Self {
        Merger {
            candidates: [u32::MAX; WIDEST],
            lowest: [u32::MAX; WIDEST / GROUP],
            tokens: [0; WIDEST],
            next: [0; WIDEST],
            previous: [0; WIDEST],
            length: 0,
        }
    }

    /// Merges 1 to 256 bytes and returns how many tokens remain.
    pub fn merge(&mut self, vocabulary: &Vocabulary, bytes: &[u8]) -> usize {
        let bytes = &bytes[..bytes.len().min(WIDEST)];
        self.begin(vocabulary, bytes);
        let groups = bytes.len().div_ceil(GROUP);
        let mut parts = bytes.len();
        loop {
            let best = self.lowest[..groups]
                .iter()
                .fold(u32::MAX, |a, &b| a.min(b));
            if best == u32::MAX {
                return parts;
            }
            self.join(vocabulary, best);
            parts -= 1;
        }
    }

    /// The tokens of the last merge as (start, token).
    pub fn parts(&self) -> impl Iterator<Item = (usize, u32)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at;
            (start < self.length).then(|| {
                at = self.next[start] as usize;
                (start, self.tokens[start])
            })
        })
    }

    fn begin(&mut self, vocabulary: &Vocabulary, bytes: &[u8]) {
        self.length = bytes.len();
        let last = bytes.len() - 1;
        for at in 0..bytes.len() {
            self.tokens[at] = vocabulary.bytes[bytes[at] as usize];
            self.next[at] = at as u16 + 1;
            self.previous[at] = (at as u16).wrapping_sub(1);
        }
        for at in 0..last {
            let two = bytes[at] as usize | (bytes[at + 1] as usize) << 8;
            self.candidates[at] = candidate(vocabulary.twos[two], at);
        }
        let groups = bytes.len().div_ceil(GROUP);
        self.candidates[last..groups * GROUP].fill(u32::MAX);
        for group in 0..groups {
            self.minimise(group);
        }
    }

    #[inline(always)]
    fn minimise(&mut self, group: usize) {
        let from = group * GROUP;
        let mut lanes = [u32::MAX; 4];
        for four in self.candidates[from..from + GROUP].chunks_exact(4) {
            for (lane, &candidate) in lanes.iter_mut().zip(four) {
                *lane = candidate.min(*lane);
            }
        }
        self.lowest[group] = lanes[0].min(lanes[1]).min(lanes[2].min(lanes[3]));
    }

    /// Merges the part of this candidate with the next one.
    #[inline(always)]
    fn join(&mut self, vocabulary: &Vocabulary, best: u32) {
        let at = (best & 0xFF) as usize;
        let token = best >> 8;
        let gone = self.next[at] as usize & (WIDEST - 1);
        let after = self.next[gone] as usize;
        self.tokens[at] = token;
        self.next[at] = after as u16;
        self.candidates[gone] = u32::MAX;
        self.candidates[at] = match after < self.length {
            true => {
                self.previous[after] = at as u16;
                candidate(vocabulary.pairs.find(token, self.tokens[after]), at)
            }
            false => u32::MAX,
        };
        if at > 0 {
            let before = self.previous[at] as usize & (WIDEST - 1);
            let pair = vocabulary.pairs.find(self.tokens[before], token);
            self.candidates[before] = candidate(pair, before);
            if before / GROUP != at / GROUP {
                self.minimise(before / GROUP);
            }
        }
        self.minimise(at / GROUP);
        if gone / GROUP != at / GROUP {
            self.minimise(gone / GROUP);
        }
    }
}

#[inline(always)]
fn candidate(token: u32, at: usize) -> u32 {
    match token {
        NONE => u32::MAX,
        token => token << 8 | at as u32,
    }
}
