//! Every token of a vocabulary, by its index and by its bytes.
//!
//! A token of up to 15 bytes is a key and nothing else; a longer one is a place in a
//! buffer. One flat hash table finds both: a slot is a token's index and some bits of
//! its hash, so that a wrong one is told apart without looking at the token.

use super::format::{MAX_TOKEN_BYTES, MAX_TOKENS, MAX_TOTAL_BYTES, bad};
use super::lookup::{Key, long_hash, slot};
use crate::Result;

/// What stands in a slot for an index, which is never 0 then.
const INDEX: u32 = MAX_TOKENS as u32 * 2 - 1;
/// The "length" of a key that is a place in the buffer of long tokens.
const LONG: u64 = 0xFF;

#[derive(Default)]
pub(super) struct Dictionary {
    /// Of a long token: where it begins, and its length below [`LONG`].
    keys: Vec<Key>,
    long: Vec<u8>,
    slots: Box<[u32]>,
}

/// The bytes of a token.
pub(super) enum Spelling<'a> {
    Short([u8; 16], usize),
    Long(&'a [u8]),
}

impl std::ops::Deref for Spelling<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Spelling::Short(bytes, length) => &bytes[..*length],
            Spelling::Long(bytes) => bytes,
        }
    }
}

impl Dictionary {
    /// An empty one with room for `n` tokens, two thirds full at most.
    pub fn with_room(n: usize) -> Self {
        Dictionary {
            keys: Vec::with_capacity(n),
            long: Vec::new(),
            slots: vec![0; n + n / 2 + 2].into(),
        }
    }

    /// The bytes of a token.
    pub fn get(&self, index: u32) -> Spelling<'_> {
        let key = self.keys[index as usize];
        if key.high >> 56 == LONG {
            return Spelling::Long(self.long_bytes(key));
        }
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&key.low.to_le_bytes());
        bytes[8..].copy_from_slice(&key.high.to_le_bytes());
        Spelling::Short(bytes, key.length())
    }

    fn long_bytes(&self, key: Key) -> &[u8] {
        let length = key.high as usize & 0xFFFF;
        &self.long[key.low as usize..key.low as usize + length]
    }

    /// The key of a token, where it is short.
    #[inline(always)]
    fn key(&self, index: u32) -> Option<Key> {
        let key = self.keys[index as usize];
        (key.high >> 56 != LONG).then_some(key)
    }

    /// Adds the token that is two others, one after the other, and tells its index.
    ///
    /// # Errors
    /// Where one of them is not there yet, or tokens become too long.
    #[inline(always)]
    pub fn join(&mut self, left: u32, right: u32) -> Result<u32> {
        let (Some(&first), Some(&second)) =
            (self.keys.get(left as usize), self.keys.get(right as usize))
        else {
            return Err(bad("a token is made of a later one"));
        };
        if first.length() + second.length() > Key::LONGEST {
            let both = [&*self.get(left), &*self.get(right)].concat();
            if both.len() > MAX_TOKEN_BYTES {
                return Err(bad("a token is longer than 1024 bytes"));
            }
            if self.long.len() > MAX_TOTAL_BYTES {
                return Err(bad("the tokens are longer than 32 MB together"));
            }
            return Ok(self.add(&both));
        }
        self.keys.push(first.followed_by(second));
        Ok(self.keys.len() as u32 - 1)
    }

    /// Adds a token of at most [`MAX_TOKEN_BYTES`] and tells its index.
    #[inline(never)]
    pub fn add(&mut self, bytes: &[u8]) -> u32 {
        if bytes.len() <= Key::LONGEST {
            self.keys.push(Key::of(bytes, 0, bytes.len()));
        } else {
            self.keys.push(Key {
                low: self.long.len() as u64,
                high: LONG << 56 | bytes.len() as u64,
            });
            self.long.extend_from_slice(bytes);
        }
        self.keys.len() as u32 - 1
    }

    /// Lets a token be found by its bytes; of two with the same bytes, the first entered is.
    #[inline(always)]
    pub fn enter(&mut self, index: u32) {
        let hash = match self.key(index) {
            Some(key) => key.hash(),
            None => long_hash(&self.get(index)),
        };
        let mut at = slot(hash, self.slots.len());
        while self.slots[at] != 0 {
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
        self.slots[at] = tag(hash) | (index + 1);
    }

    /// Enters the tokens of two bytes in a table of all such.
    #[inline(never)]
    pub fn enter_twos(&self, twos: &mut [u32]) {
        for (index, key) in self.keys.iter().enumerate() {
            if key.length() == 2 {
                twos[key.low as usize] = index as u32;
            }
        }
    }

    /// The bytes of the first tokens, one after the other.
    #[inline(never)]
    pub fn text(&self, tokens: usize) -> Vec<u8> {
        let mut text = Vec::new();
        for index in 0..tokens.min(self.keys.len()) {
            text.extend_from_slice(&self.get(index as u32));
        }
        text
    }

    /// The token of a piece of 1 to 15 bytes.
    pub fn find(&self, key: Key) -> Option<u32> {
        self.look(key.hash(), |found| found == key)
    }

    /// The token of a piece of 16 bytes or more.
    pub fn find_long(&self, bytes: &[u8]) -> Option<u32> {
        if bytes.len() > MAX_TOKEN_BYTES {
            return None;
        }
        self.look(long_hash(bytes), |found| {
            found.high >> 56 == LONG && self.long_bytes(found) == bytes
        })
    }

    #[inline(always)]
    fn look(&self, hash: u64, same: impl Fn(Key) -> bool) -> Option<u32> {
        let mut at = slot(hash, self.slots.len());
        while self.slots[at] != 0 {
            let index = (self.slots[at] & INDEX).wrapping_sub(1);
            if self.slots[at] & !INDEX == tag(hash) && same(self.keys[index as usize]) {
                return Some(index);
            }
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
        None
    }
}

/// Bits of a hash below those that choose the slot.
#[inline(always)]
fn tag(hash: u64) -> u32 {
    (hash >> 13) as u32 & !INDEX
}
