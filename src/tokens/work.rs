//! What counting and encoding a text need beside the vocabulary: buffers and caches of pieces.

use super::front::Front;
use super::lookup::Key;
use super::memo::Memo;
use super::merge::Merger;
use super::split::{BATCH, Ends};
use super::vocab::Vocabulary;
use super::windows::merge_any;

/// Kept from call to call, so that a call allocates nothing. What the caches hold is true of
/// one vocabulary only.
pub(super) struct Work {
    ends: Ends,
    front: Front,
    memo: Memo,
    merger: Merger,
    long: Vec<u32>,
    /// How many pieces the caches did not hold.
    new_pieces: usize,
}

impl Work {
    pub fn new() -> Self {
        Work {
            ends: [0; BATCH],
            front: Front::new(),
            memo: Memo::new(),
            merger: Merger::new(),
            long: Vec::new(),
            new_pieces: 0,
        }
    }

    /// How many tokens the text is; counting stops soon after `limit`.
    pub fn count(&mut self, vocabulary: &Vocabulary, text: &[u8], limit: usize) -> usize {
        let (mut at, mut count) = (0, 0);
        while at < text.len() && count <= limit {
            let filled = vocabulary.splitter.fill(text, at, &mut self.ends);
            for k in 0..filled {
                let end = self.ends[k];
                count += self.count_piece(vocabulary, text, at, end);
                at = end;
            }
        }
        count
    }

    /// Appends the tokens of the text.
    pub fn encode(&mut self, vocabulary: &Vocabulary, text: &[u8], tokens: &mut Vec<u32>) {
        let mut at = 0;
        while at < text.len() {
            at = self.encode_batch(vocabulary, text, at, tokens);
        }
    }

    /// Appends the tokens of a batch of pieces; returns where the next begins.
    fn encode_batch(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        at: usize,
        tokens: &mut Vec<u32>,
    ) -> usize {
        let filled = vocabulary.splitter.fill(text, at, &mut self.ends);
        // Most pieces are one token: they are gathered here, without asking
        // the list for room each time.
        let (mut single, mut singles) = ([0; BATCH], 0);
        let mut at = at;
        for k in 0..filled {
            let end = self.ends[k];
            let length = end - at;
            let count = match length {
                0..=Key::LONGEST => self.count_piece(vocabulary, text, at, end),
                _ => 0,
            };
            if count == 1 {
                single[singles] = self.front.token(Key::of(text, at, length));
                singles += 1;
            } else {
                tokens.extend_from_slice(&single[..singles]);
                singles = 0;
                match count {
                    0 => tokens.extend_from_slice(self.long_tokens(vocabulary, &text[at..end])),
                    _ => tokens
                        .extend_from_slice(self.front.tokens(Key::of(text, at, length), count)),
                }
            }
            at = end;
        }
        tokens.extend_from_slice(&single[..singles]);
        at
    }

    #[inline(always)]
    fn count_piece(
        &mut self,
        vocabulary: &Vocabulary,
        text: &[u8],
        at: usize,
        end: usize,
    ) -> usize {
        let length = end - at;
        if length > Key::LONGEST {
            return self.long_tokens(vocabulary, &text[at..end]).len();
        }
        let key = Key::of(text, at, length);
        match self.front.find(key) {
            0 => self.count_new(vocabulary, &text[at..end], key),
            count => count,
        }
    }

    /// Counts a short piece that the cache does not hold.
    #[cold]
    #[inline(never)]
    fn count_new(&mut self, vocabulary: &Vocabulary, piece: &[u8], key: Key) -> usize {
        match self.front.find_moved(key) {
            0 => self.new_pieces += 1,
            count => return count,
        }
        if let Some(token) = vocabulary.known(self.new_pieces).find(key) {
            self.front.insert(key, token);
            return 1;
        }
        let count = self.merger.merge(vocabulary, piece);
        let mut tokens = self.merger.parts().map(|(_, token)| token);
        match count {
            1 => self.front.insert(key, tokens.next().unwrap_or_default()),
            _ => self.front.insert_merged(key, tokens),
        }
        count
    }

    /// The tokens of a piece of 16 bytes or more.
    #[inline(never)]
    fn long_tokens(&mut self, vocabulary: &Vocabulary, piece: &[u8]) -> &[u32] {
        match self.memo.find(piece) {
            Some(found) => self.memo.tokens(found),
            None => self.new_long(vocabulary, piece),
        }
    }

    /// The same where the memo does not hold it.
    #[inline(never)]
    fn new_long(&mut self, vocabulary: &Vocabulary, piece: &[u8]) -> &[u32] {
        self.long.clear();
        match vocabulary.known(self.new_pieces).find_long(piece) {
            Some(token) => self.long.push(token),
            None => merge_any(vocabulary, &mut self.merger, piece, &mut self.long),
        }
        self.memo.insert(piece, &self.long);
        &self.long
    }
}
