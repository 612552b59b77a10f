//! Entries of a hash table, gathered by where in it they belong before they go there.
//!
//! A table of some megabytes that is filled in any other order waits for memory at
//! every entry; in this order the part that is being filled is always at hand.

/// Two to this many parts.
const BITS: u32 = 6;
const PARTS: usize = 1 << BITS;

/// Entries by the top bits of their hash.
pub(super) struct Sorted {
    entries: Vec<u64>,
    /// How many each part holds, and can hold.
    filled: [usize; PARTS],
    room: usize,
}

impl Sorted {
    /// Room for about `n` entries, if hashes are as even as they should be.
    pub fn with_room(n: usize) -> Self {
        let room = n / PARTS + n / PARTS / 8 + 16;
        Sorted {
            entries: vec![0; room * PARTS],
            filled: [0; PARTS],
            room,
        }
    }

    /// Keeps an entry, unless its part is full.
    #[inline(always)]
    pub fn push(&mut self, hash: u64, entry: u64) -> bool {
        let part = (hash >> (64 - BITS)) as usize;
        let filled = self.filled[part];
        if filled == self.room {
            return false;
        }
        self.entries[part * self.room + filled] = entry;
        self.filled[part] = filled + 1;
        true
    }

    /// Hands over the entries, part by part in the table's order.
    pub fn each_part(&self, mut take: impl FnMut(&[u64])) {
        for (part, filled) in self.entries.chunks(self.room).zip(self.filled) {
            take(&part[..filled]);
        }
    }
}
