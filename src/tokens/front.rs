//! A cache of short pieces in front of all tables: how many tokens, and which
//! if it is one. One load and one compare for what text repeats.

use super::lookup::Key;

/// Two to this many entries of 16 bytes: 256 KB, which the L2 cache holds.
const BITS: u32 = 14;
const SIZE: usize = 1 << BITS;
/// Where a key leaves room for the count.
const COUNT_SHIFT: u32 = 60;

/// Direct-mapped; a piece replaces what was in its place.
pub(super) struct Front {
    entries: Box<[Key; SIZE]>,
    /// The token of each entry whose count is 1.
    tokens: Box<[u32; SIZE]>,
}

impl Front {
    pub fn new() -> Self {
        Front {
            entries: boxed(),
            tokens: boxed(),
        }
    }

    #[inline(always)]
    fn place(key: Key) -> usize {
        (key.hash() >> (64 - BITS)) as usize
    }

    /// The count of this piece, where it is remembered; else 0.
    #[inline(always)]
    pub fn find(&self, key: Key) -> usize {
        let entry = self.entries[Self::place(key)];
        // What is left after taking the key away is the count, alone in the top bits.
        let rest = entry.high ^ key.high;
        match entry.low == key.low && rest << 4 == 0 {
            true => (rest >> COUNT_SHIFT) as usize,
            false => 0,
        }
    }

    /// The token of a piece whose count was found to be 1.
    #[inline(always)]
    pub fn token(&self, key: Key) -> u32 {
        self.tokens[Self::place(key)]
    }

    /// Remembers a count of 1 to 15, as a piece of at most 15 bytes has, and
    /// the token where it is 1.
    pub fn insert(&mut self, key: Key, count: usize, token: u32) {
        let place = Self::place(key);
        self.tokens[place] = token;
        self.entries[place] = Key {
            low: key.low,
            high: key.high | (count as u64) << COUNT_SHIFT,
        };
    }
}

/// A zeroed array that never was on the stack.
fn boxed<T: Default + Clone>() -> Box<[T; SIZE]> {
    match vec![T::default(); SIZE].into_boxed_slice().try_into() {
        Ok(array) => array,
        Err(_) => unreachable!("the vector has SIZE entries"),
    }
}
