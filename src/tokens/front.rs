//! A cache of short pieces in front of all tables: how many tokens, and which.
//! One load and one compare for what text repeats, whole tokens or not.

use super::lookup::Key;

/// Two to this many entries of 16 bytes. What is frequent stays in the caches above whatever the
/// size is; more entries keep more of a long text's rare pieces from being merged again.
const BITS: u32 = 16;
const SIZE: usize = 1 << BITS;
/// Where a key leaves room for the count.
const COUNT_SHIFT: u32 = 60;

/// A key with its count in the top bits, never across two cache lines.
#[derive(Clone, Copy, Default)]
#[repr(align(16))]
struct Entry(Key);

/// Two pieces to a place and its neighbour, which share a cache line: a new one moves the older there.
pub(super) struct Front {
    entries: Box<[Entry; SIZE]>,
    /// The token of each entry whose count is 1; of others, where theirs begin.
    tokens: Box<[u32; SIZE]>,
    /// The tokens of entries that have several.
    merged: Vec<u32>,
}

/// How many tokens of merged pieces are kept before the cache starts afresh.
const MERGED: usize = 1 << 17;

impl Front {
    pub fn new() -> Self {
        Front {
            entries: boxed(),
            tokens: boxed(),
            merged: Vec::new(),
        }
    }

    #[inline(always)]
    fn place(key: Key) -> usize {
        (key.hash() >> (64 - BITS)) as usize
    }

    /// The count of this piece, where it is remembered; else 0.
    #[inline(always)]
    pub fn find(&self, key: Key) -> usize {
        let Entry(entry) = self.entries[Self::place(key)];
        // What is left after taking the key away is the count, alone in the top bits.
        let rest = entry.high ^ key.high;
        match entry.low == key.low && rest << 4 == 0 {
            true => (rest >> COUNT_SHIFT) as usize,
            false => 0,
        }
    }

    /// The count of a piece that is not in its place: 0, or found next to it and put in its place.
    #[inline(always)]
    pub fn find_moved(&mut self, key: Key) -> usize {
        let place = Self::place(key);
        self.entries.swap(place, place ^ 1);
        self.tokens.swap(place, place ^ 1);
        self.find(key)
    }

    /// The token of a piece whose count was found to be 1.
    #[inline(always)]
    pub fn token(&self, key: Key) -> u32 {
        self.tokens[Self::place(key)]
    }

    /// The tokens of a piece whose count was found to be more.
    #[inline(always)]
    pub fn tokens(&self, key: Key, count: usize) -> &[u32] {
        let from = self.tokens[Self::place(key)] as usize;
        &self.merged[from..from + count]
    }

    /// Remembers a piece that is one token.
    pub fn insert(&mut self, key: Key, token: u32) {
        self.enter(key, 1, token);
    }

    /// Remembers a piece of 2 to 15 tokens.
    pub fn insert_merged(&mut self, key: Key, tokens: impl Iterator<Item = u32>) {
        if self.merged.len() >= MERGED {
            self.merged.clear();
            self.entries.fill(Entry::default());
        }
        let from = self.merged.len();
        self.merged.extend(tokens);
        self.enter(key, self.merged.len() - from, from as u32);
    }

    fn enter(&mut self, key: Key, count: usize, token: u32) {
        // The neighbours were swapped when the piece was not found: the older one is behind.
        let place = Self::place(key);
        self.tokens[place] = token;
        self.entries[place] = Entry(Key {
            low: key.low,
            high: key.high | (count as u64) << COUNT_SHIFT,
        });
    }
}

/// A zeroed array that never was on the stack.
fn boxed<T: Default + Clone>() -> Box<[T; SIZE]> {
    match vec![T::default(); SIZE].into_boxed_slice().try_into() {
        Ok(array) => array,
        Err(_) => unreachable!("the vector has SIZE entries"),
    }
}
