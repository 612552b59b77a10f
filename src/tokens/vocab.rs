//! A loaded vocabulary: token bytes, and the tables that find them.

use super::Splitter;
use super::format::MAX_TOKEN_BYTES;
use super::lookup::{Key, LongTokens, NONE, Pairs, Tokens};

/// Everything that is known of an encoding; nothing changes after loading.
pub(super) struct Vocabulary {
    pub name: String,
    pub splitter: Splitter,
    /// Token id and text of the special tokens, in the file's order.
    pub specials: Vec<(u32, String)>,
    /// First index and its id, ascending by index.
    pub(super) runs: Vec<(u32, u32)>,
    pub(super) spellings: Spellings,
    /// The token of every single byte.
    pub bytes: Box<[u32; 256]>,
    /// The token of every two bytes, or [`NONE`].
    pub twos: Box<[u32]>,
    pub(super) short: Tokens<u64>,
    pub(super) middle: Tokens<[u64; 2]>,
    pub(super) long: LongTokens,
    pub pairs: Pairs,
}

/// The bytes of all tokens, end to end.
pub(super) struct Spellings {
    /// Padded, so that a load of 16 bytes from any token stays inside.
    pub bytes: Vec<u8>,
    /// Where each token begins, and one more: where the last ends.
    pub starts: Vec<u32>,
}

impl Spellings {
    pub fn get(&self, index: u32) -> &[u8] {
        let at = index as usize;
        &self.bytes[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The key of a token of 1 to 15 bytes.
    #[inline(always)]
    pub fn key(&self, index: u32) -> Key {
        let at = self.starts[index as usize] as usize;
        let length = self.starts[index as usize + 1] as usize - at;
        Key::of(&self.bytes, at, length)
    }

    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }
}

impl Vocabulary {
    /// How many ordinary tokens there are.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }

    /// The bytes of an ordinary token.
    pub fn spelling(&self, index: u32) -> &[u8] {
        self.spellings.get(index)
    }

    /// The token of a piece of 1 to 15 bytes.
    #[inline]
    pub fn find_key(&self, key: Key, length: usize) -> Option<u32> {
        let some = |index: u32| (index != NONE).then_some(index);
        match length {
            1 => some(self.bytes[key.low as usize & 0xFF]),
            2 => some(self.twos[key.low as usize & 0xFFFF]),
            3..=7 => self.short.find(key),
            _ => self.middle.find(key),
        }
    }

    /// The token of a piece of 16 bytes or more.
    pub fn find_long(&self, bytes: &[u8]) -> Option<u32> {
        match bytes.len() <= MAX_TOKEN_BYTES {
            true => self.long.find(bytes, |index| self.spelling(index)),
            false => None,
        }
    }

    /// Whether the vendor numbers the tokens as they are merged.
    pub fn ids_are_indices(&self) -> bool {
        self.runs == [(0, 0)]
    }

    /// The vendor's id of a token.
    #[inline]
    pub fn id(&self, index: u32) -> u32 {
        match &self.runs[..] {
            [(0, first)] => first + index,
            runs => {
                let run = runs.partition_point(|&(first, _)| first <= index) - 1;
                runs[run].1 + (index - runs[run].0)
            }
        }
    }

    /// The bytes of the token with this id, ordinary or special.
    pub fn bytes_of_id(&self, id: u32) -> Option<&[u8]> {
        let ends = self.runs[1..].iter().map(|&(first, _)| first);
        let ends = ends.chain([self.len() as u32]);
        let inside =
            |((first, start), end): &(&(u32, u32), u32)| id >= *start && id - start < end - first;
        match self.runs.iter().zip(ends).find(inside) {
            Some((&(first, start), _)) => Some(self.spelling(first + (id - start))),
            None => {
                let special = self.specials.iter().find(|(special, _)| *special == id);
                special.map(|(_, text)| text.as_bytes())
            }
        }
    }
}
