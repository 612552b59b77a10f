//! Keys of short pieces, and the hash table from two tokens to the one they merge
//! into: flat, open addressing, a probe is one or two cache lines.

pub(super) const K: u64 = 0x9E37_79B9_7F4A_7C15;
/// No token.
pub(super) const NONE: u32 = u32::MAX;

/// Up to 15 bytes and their number (in bits 56..60 of `high`), so that no two
/// pieces share a key, NUL bytes or not.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Key {
    pub low: u64,
    pub high: u64,
}

/// The bytes kept of a 16-byte load, by length.
static MASKS: [(u64, u64); 16] = masks();

const fn masks() -> [(u64, u64); 16] {
    let mut table = [(0, 0); 16];
    let mut n = 1;
    while n < 16 {
        let low = if n < 8 { (1 << (8 * n)) - 1 } else { u64::MAX };
        let high = if n > 8 { (1 << (8 * (n - 8))) - 1 } else { 0 };
        table[n] = (low, high | (n as u64) << 56);
        n += 1;
    }
    table[0] = (0, 0);
    table
}

impl Key {
    /// The longest piece that has a key.
    pub const LONGEST: usize = 15;

    /// The key of `length` (1..=15) bytes from `at` on.
    #[inline(always)]
    pub fn of(text: &[u8], at: usize, length: usize) -> Key {
        let bytes: [u8; 16] = match text.get(at..at + 16) {
            Some(bytes) => bytes.try_into().unwrap_or_default(),
            None => {
                let mut padded = [0; 16];
                let rest = &text[at..];
                let rest = &rest[..rest.len().min(16)];
                padded[..rest.len()].copy_from_slice(rest);
                padded
            }
        };
        let word = u128::from_le_bytes(bytes);
        let (low, high) = MASKS[length & 15];
        Key {
            low: word as u64 & low,
            // The mask's top byte is the length itself, not a mask.
            high: (word >> 64) as u64 & high & (u64::MAX >> 8) | high & !(u64::MAX >> 8),
        }
    }

    /// How many bytes this is the key of.
    #[inline(always)]
    pub fn length(self) -> usize {
        (self.high >> 56) as usize
    }

    /// The key of these bytes and the next, at most [`Key::LONGEST`] together.
    #[inline(always)]
    pub fn followed_by(self, next: Key) -> Key {
        let up = 8 * (self.length() as u32 & 7);
        let high = next.high & (u64::MAX >> 8);
        let (low, high) = match self.length() < 8 {
            // In two steps, as a shift by all 64 bits is none.
            true => (next.low << up, high << up | (next.low >> 1) >> (63 - up)),
            false => (0, next.low << up),
        };
        Key {
            low: self.low | low,
            high: (self.high | high) + (next.high & !(u64::MAX >> 8)),
        }
    }

    /// A hash whose top bits depend on every byte.
    #[inline(always)]
    pub fn hash(self) -> u64 {
        (self.low.wrapping_mul(K) ^ self.high).wrapping_mul(K)
    }
}

/// Scales the top half of a hash to `0..slots`.
#[inline(always)]
pub(super) fn slot(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// A hash of eight bytes or more whose top bits depend on every one.
#[inline]
pub(super) fn long_hash(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    let mut at = 0;
    while at < bytes.len() {
        // The last step overlaps the one before; eight bytes are there.
        let from = at.min(bytes.len() - 8);
        let word: [u8; 8] = bytes[from..from + 8].try_into().unwrap_or_default();
        state = (state ^ u64::from_le_bytes(word))
            .wrapping_mul(K)
            .rotate_left(29);
        at += 8;
    }
    state.wrapping_mul(K)
}

/// What two tokens merge into. A slot holds left, right and result, 18 bits
/// each; a bit filter in front answers most misses from the L2 cache.
pub(super) struct Pairs {
    slots: Box<[u64]>,
    filter: Box<[u64]>,
}

const FILTER_BITS: u32 = 21;

impl Pairs {
    pub fn with_room(n: usize) -> Self {
        Pairs {
            slots: vec![0; n + n / 3 + 2].into(),
            filter: vec![0; 1 << (FILTER_BITS - 6)].into(),
        }
    }

    #[inline(always)]
    fn key(left: u32, right: u32) -> u64 {
        (left as u64) << 18 | right as u64
    }

    #[inline(always)]
    pub fn hash(left: u32, right: u32) -> u64 {
        Self::key(left, right).wrapping_mul(K)
    }

    /// What a slot holds. A result is never token 0, which cannot be a merge of
    /// earlier ones, so an occupied slot is never zero.
    #[inline(always)]
    pub fn pack(left: u32, right: u32, result: u32) -> u64 {
        Self::key(left, right) << 18 | result as u64
    }

    /// Enters a packed merge.
    #[inline(always)]
    pub fn insert(&mut self, packed: u64) {
        let hash = (packed >> 18).wrapping_mul(K);
        let bit = hash >> (64 - FILTER_BITS);
        self.filter[(bit >> 6) as usize] |= 1 << (bit & 63);
        let mut at = slot(hash, self.slots.len());
        while self.slots[at] != 0 {
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
        self.slots[at] = packed;
    }

    /// Enters packed merges that belong near each other.
    #[inline(never)]
    pub fn insert_all(&mut self, merges: &[u64]) {
        for &packed in merges {
            self.insert(packed);
        }
    }

    /// The token these two merge into, or [`NONE`].
    #[inline(always)]
    pub fn find(&self, left: u32, right: u32) -> u32 {
        let (key, hash) = (Self::key(left, right), Self::hash(left, right));
        let bit = hash >> (64 - FILTER_BITS);
        if self.filter[(bit >> 6) as usize] >> (bit & 63) & 1 == 0 {
            return NONE;
        }
        let mut at = slot(hash, self.slots.len());
        loop {
            let found = self.slots[at];
            if found >> 18 == key {
                // A key of zero (tokens 0 and 0) also looks like an empty slot.
                return if found == 0 {
                    NONE
                } else {
                    (found & 0x3_FFFF) as u32
                };
            }
            if found == 0 {
                return NONE;
            }
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_join_as_their_bytes_do() {
        let text: Vec<u8> = (200..=215).collect();
        for length in 2..=Key::LONGEST {
            for cut in 1..length {
                let joined = Key::of(&text, 0, cut).followed_by(Key::of(&text, cut, length - cut));
                assert!(joined == Key::of(&text, 0, length), "{cut} of {length}");
            }
        }
    }
}
