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
/// Candidates are minimised in groups of this many.
const GROUP: usize = 16;
/// Up to this many groups it is quicker to look at all of them.
const FEW: usize = 2;

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
        match bytes.len().div_ceil(GROUP) {
            groups @ 0..=FEW => self.merge_few(vocabulary, groups),
            groups => self.merge_many(vocabulary, groups),
        }
    }

    // Functions of their own, for browsers to compile soon.

    /// A short piece: every candidate is looked at for every merge.
    #[inline(never)]
    fn merge_few(&mut self, vocabulary: &Vocabulary, groups: usize) -> usize {
        let mut parts = self.length;
        loop {
            let best = least(&self.candidates[..groups * GROUP]);
            if best == u32::MAX {
                return parts;
            }
            self.join(vocabulary, best);
            parts -= 1;
        }
    }

    /// A longer one: the minimum of each group is kept.
    #[inline(never)]
    fn merge_many(&mut self, vocabulary: &Vocabulary, groups: usize) -> usize {
        for group in 0..groups {
            self.minimise(group);
        }
        self.lowest[groups..].fill(u32::MAX);
        let mut parts = self.length;
        loop {
            let best = least(&self.lowest);
            if best == u32::MAX {
                return parts;
            }
            let (before, gone) = self.join(vocabulary, best);
            let at = (best & 0xFF) as usize;
            self.minimise(at / GROUP);
            if before / GROUP != at / GROUP {
                self.minimise(before / GROUP);
            }
            if gone / GROUP != at / GROUP {
                self.minimise(gone / GROUP);
            }
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

    #[inline(never)]
    fn begin(&mut self, vocabulary: &Vocabulary, bytes: &[u8]) {
        self.length = bytes.len();
        let last = bytes.len() - 1;
        for (at, byte) in bytes.iter().enumerate() {
            self.tokens[at] = vocabulary.bytes[*byte as usize];
            self.next[at] = at as u16 + 1;
            self.previous[at] = (at as u16).wrapping_sub(1);
        }
        for at in 0..last {
            let two = bytes[at] as usize | (bytes[at + 1] as usize) << 8;
            self.candidates[at] = candidate(vocabulary.twos[two], at);
        }
        let groups = bytes.len().div_ceil(GROUP);
        self.candidates[last..groups * GROUP].fill(u32::MAX);
    }

    #[inline(always)]
    fn minimise(&mut self, group: usize) {
        let (groups, _) = self.candidates.as_chunks::<GROUP>();
        self.lowest[group] = least(&groups[group]);
    }

    /// Merges the part of this candidate with the next one; tells the places
    /// of the part before it and of the one that is gone.
    #[inline(never)]
    fn join(&mut self, vocabulary: &Vocabulary, best: u32) -> (usize, usize) {
        let at = (best & 0xFF) as usize;
        let token = best >> 8;
        let gone = self.next[at] as usize & (WIDEST - 1);
        let after = self.next[gone] as usize;
        let before = self.previous[at] as usize & (WIDEST - 1);
        let right = match after < self.length {
            true => vocabulary.pairs.find(token, self.tokens[after]),
            false => NONE,
        };
        let left = match at > 0 {
            true => vocabulary.pairs.find(self.tokens[before], token),
            false => NONE,
        };
        self.tokens[at] = token;
        self.next[at] = after as u16;
        self.previous[after & (WIDEST - 1)] = at as u16;
        self.candidates[gone] = u32::MAX;
        self.candidates[at] = candidate(right, at);
        if at == 0 {
            return (0, gone);
        }
        self.candidates[before] = candidate(left, before);
        (before, gone)
    }
}

/// The least of a multiple of four candidates, four lanes at a time.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn least(candidates: &[u32]) -> u32 {
    use std::arch::wasm32::{u32x4_extract_lane, u32x4_min, u32x4_shuffle, u32x4_splat, v128_load};
    let mut lanes = u32x4_splat(u32::MAX);
    for four in candidates.as_chunks::<4>().0 {
        // SAFETY: four candidates are 16 bytes. Put together one by one they would be four loads.
        lanes = u32x4_min(lanes, unsafe { v128_load(four.as_ptr().cast()) });
    }
    lanes = u32x4_min(lanes, u32x4_shuffle::<2, 3, 0, 1>(lanes, lanes));
    lanes = u32x4_min(lanes, u32x4_shuffle::<1, 0, 3, 2>(lanes, lanes));
    u32x4_extract_lane::<0>(lanes)
}

/// The same where the compiler finds the lanes by itself.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
fn least(candidates: &[u32]) -> u32 {
    let mut lanes = [u32::MAX; 4];
    for four in candidates.as_chunks::<4>().0 {
        for (lane, &candidate) in lanes.iter_mut().zip(four) {
            *lane = candidate.min(*lane);
        }
    }
    lanes[0].min(lanes[1]).min(lanes[2].min(lanes[3]))
}

#[inline(always)]
fn candidate(token: u32, at: usize) -> u32 {
    match token {
        NONE => u32::MAX,
        token => token << 8 | at as u32,
    }
}
