//! A cache of the token counts of short pieces, in front of all tables: one
//! load and one compare for what text repeats, whole tokens or not.

use super::lookup::Key;

/// Two to this many entries of 16 bytes: 256 KB, which the L2 cache holds.
const BITS: u32 = 14;
/// Where a key leaves room for the count.
const COUNT_SHIFT: u32 = 60;

/// Direct-mapped; a piece replaces what was in its place.
pub(super) struct Front(Box<[Key]>);

impl Front {
    pub fn new() -> Self {
        Front(vec![Key::default(); 1 << BITS].into())
    }

    #[inline(always)]
    fn place(key: Key) -> usize {
        (key.hash() >> (64 - BITS)) as usize
    }

    /// The count of this piece, where it is remembered.
    #[inline(always)]
    pub fn find(&self, key: Key) -> Option<usize> {
        let entry = self.0[Self::place(key)];
        // What is left after taking the key away is the count, alone in the top bits.
        let rest = entry.high ^ key.high;
        (entry.low == key.low && rest << 4 == 0 && rest != 0)
            .then_some((rest >> COUNT_SHIFT) as usize)
    }

    /// Remembers a count of 1 to 15, as a piece of at most 15 bytes has.
    pub fn insert(&mut self, key: Key, count: usize) {
        self.0[Self::place(key)] = Key {
            low: key.low,
            high: key.high | (count as u64) << COUNT_SHIFT,
        };
    }
}
