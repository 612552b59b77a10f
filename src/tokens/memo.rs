//! A memo of merged pieces that are too long for the cache of short ones.
//!
//! Writing without spaces, such as Chinese, makes long pieces; a conversation
//! that is counted at every turn repeats them all.

use super::lookup::long_hash;
use std::ops::Range;

/// The longest piece that is kept, in bytes.
const LONGEST: usize = 256;
/// Two to this many entries.
const BITS: u32 = 14;
/// The bytes and the tokens that are kept at most before the memo starts afresh.
const BYTES: usize = 1 << 20;
const TOKENS: usize = 1 << 18;

/// Two pieces to a place and its neighbour: a new one moves the older there.
pub(super) struct Memo {
    entries: Box<[Entry]>,
    bytes: Vec<u8>,
    tokens: Vec<u32>,
}

/// A piece and its tokens: where both begin and how many there are.
#[derive(Clone, Copy, Default)]
struct Entry {
    hash: u32,
    bytes: u32,
    tokens: u32,
    length: u16,
    count: u16,
}

impl Memo {
    pub fn new() -> Self {
        Memo {
            entries: Box::default(),
            bytes: Vec::new(),
            tokens: Vec::new(),
        }
    }

    fn place(hash: u64) -> usize {
        (hash >> (64 - BITS)) as usize
    }

    /// Where the tokens of this piece of 16 bytes or more are, if they are kept.
    #[inline]
    pub fn find(&self, piece: &[u8]) -> Option<Range<usize>> {
        if piece.len() > LONGEST || self.entries.is_empty() {
            return None;
        }
        let hash = long_hash(piece);
        let place = Self::place(hash);
        let mut entry = &self.entries[place];
        if entry.hash != hash as u32 {
            entry = &self.entries[place ^ 1];
        }
        if entry.hash != hash as u32 || entry.length as usize != piece.len() {
            return None;
        }
        let (from, first) = (entry.bytes as usize, entry.tokens as usize);
        let known = &self.bytes[from..from + piece.len()];
        equal(known, piece).then(|| first..first + entry.count as usize)
    }

    /// The tokens of a piece that was found.
    pub fn tokens(&self, at: Range<usize>) -> &[u32] {
        &self.tokens[at]
    }

    /// Keeps the tokens of such a piece, unless it is longer than [`LONGEST`].
    pub fn insert(&mut self, piece: &[u8], tokens: &[u32]) {
        if piece.len() > LONGEST {
            return;
        }
        let full =
            self.bytes.len() + piece.len() > BYTES || self.tokens.len() + tokens.len() > TOKENS;
        if full || self.entries.is_empty() {
            self.entries = vec![Entry::default(); 1 << BITS].into();
            self.bytes.clear();
            self.tokens.clear();
        }
        let (hash, first) = (long_hash(piece), self.tokens.len());
        let place = Self::place(hash);
        if self.entries[place].length > 0 {
            self.entries[place ^ 1] = self.entries[place];
        }
        self.entries[place] = Entry {
            hash: hash as u32,
            bytes: self.bytes.len() as u32,
            tokens: first as u32,
            length: piece.len() as u16,
            count: tokens.len() as u16,
        };
        self.bytes.extend_from_slice(piece);
        self.tokens.extend_from_slice(tokens);
    }
}

/// Whether two texts of one length, at least eight bytes, are the same: by
/// words, as a wasm `memcmp` goes by bytes.
#[inline]
fn equal(a: &[u8], b: &[u8]) -> bool {
    let words = |bytes: &[u8], at: usize| {
        u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap_or_default())
    };
    let last = a.len() - 8;
    let whole = (0..last).step_by(8).all(|at| words(a, at) == words(b, at));
    whole && words(a, last) == words(b, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_pieces_apart() {
        let mut memo = Memo::new();
        let pieces: Vec<Vec<u8>> = (16..=LONGEST).map(|n| vec![b'x'; n]).collect();
        for piece in &pieces {
            assert_eq!(memo.find(piece), None);
            memo.insert(piece, &[piece.len() as u32, 7]);
        }
        let kept = pieces.iter().filter(|piece| {
            let found = memo.find(piece);
            let tokens = found.map(|at| memo.tokens(at));
            assert!(tokens.is_none_or(|tokens| tokens == [piece.len() as u32, 7]));
            tokens.is_some()
        });
        assert!(kept.count() > pieces.len() * 9 / 10);
        let mut other = pieces[100].clone();
        other[57] = b'y';
        assert_eq!(memo.find(&other), None);
    }

    #[test]
    fn starts_afresh_when_it_is_full() {
        let mut memo = Memo::new();
        for n in 0..5_000u32 {
            let mut piece = [b'a'; LONGEST];
            piece[..4].copy_from_slice(&n.to_le_bytes());
            memo.insert(&piece, &[n; 90]);
            let found = memo.find(&piece).unwrap();
            assert_eq!(memo.tokens(found), [n; 90]);
        }
        assert!(memo.bytes.len() <= BYTES && memo.tokens.len() <= TOKENS);
    }
}
