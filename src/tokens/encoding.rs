//! A named tokenizer: text to token counts, ids and spans, and back.

use super::front::Front;
use super::lookup::Key;
use super::memo::{self, Memo};
use super::merge::Merger;
use super::split::{BATCH, Ends};
use super::vocab::Vocabulary;
use super::windows::merge_any;
use crate::{Code, Error, Result};
use std::sync::Mutex;

/// A named tokenizer with its vocabulary in memory.
///
/// Text is ordinary text throughout: `<|endoftext|>` is counted as the seven
/// tokens that its characters are, never as the special token.
pub struct Encoding {
    pub(super) vocabulary: Vocabulary,
    /// Buffers and a cache of pieces, so that a call allocates nothing.
    work: Mutex<Work>,
}

/// What a call writes to; whoever finds it taken makes a fresh one.
struct Work {
    ends: Ends,
    front: Front,
    memo: Memo,
    merger: Merger,
    long: Vec<u32>,
    /// How many pieces the caches did not hold.
    new_pieces: usize,
}

impl Work {
    fn new() -> Self {
        Work {
            ends: [0; BATCH],
            front: Front::new(),
            memo: Memo::new(),
            merger: Merger::new(),
            long: Vec::new(),
            new_pieces: 0,
        }
    }
}

impl Encoding {
    /// Reads an inflated vocabulary file (`<encoding>.tfv.gz` after gunzip).
    ///
    /// # Errors
    /// `bad-vocabulary` where the file is truncated, altered, of another
    /// version, or contradicts itself.
    pub fn load(file: impl Into<Vec<u8>>) -> Result<Encoding> {
        Ok(Encoding {
            vocabulary: Vocabulary::load(file.into())?,
            work: Mutex::new(Work::new()),
        })
    }

    /// The encoding's name, e.g. `o200k_base`.
    pub fn name(&self) -> &str {
        &self.vocabulary.name
    }

    /// How many tokens ordinary text can give.
    pub fn vocabulary_size(&self) -> usize {
        self.vocabulary.len()
    }

    /// Id and text of the special tokens, which ordinary text never gives.
    pub fn specials(&self) -> impl Iterator<Item = (u32, &str)> {
        let specials = self.vocabulary.specials.iter();
        specials.map(|(id, text)| (*id, text.as_str()))
    }

    /// How many tokens `text` is.
    pub fn count(&self, text: &str) -> usize {
        self.count_bytes(text.as_bytes(), usize::MAX)
    }

    /// How many tokens `text` is, or nothing where that is more than `limit`:
    /// the text behind is then not looked at.
    pub fn count_up_to(&self, text: &str, limit: usize) -> Option<usize> {
        let count = self.count_bytes(text.as_bytes(), limit);
        (count <= limit).then_some(count)
    }

    /// The token ids of `text`.
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let mut ids = Vec::new();
        self.encode_bytes(text.as_bytes(), &mut ids);
        ids
    }

    /// The bytes that these token ids, ordinary or special, stand for.
    ///
    /// # Errors
    /// `invalid-argument` where an id is not of this encoding, with its place.
    pub fn decode_bytes(&self, ids: &[u32]) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(4 * ids.len());
        for (at, &id) in ids.iter().enumerate() {
            let token = self.vocabulary.bytes_of_id(id).ok_or_else(|| {
                let message = format!("{id} is no token of {}", self.name());
                Error::new(Code::InvalidArgument, message).at_path(format!("ids[{at}]"))
            })?;
            bytes.extend_from_slice(&token);
        }
        Ok(bytes)
    }

    /// The text of these token ids; bytes that are not UTF-8 (a list cut inside
    /// a character) become U+FFFD.
    ///
    /// # Errors
    /// As [`Encoding::decode_bytes`].
    pub fn decode(&self, ids: &[u32]) -> Result<String> {
        let bytes = self.decode_bytes(ids)?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }

    /// [`Encoding::count`] of UTF-8 bytes, stopping soon after `limit`.
    pub(crate) fn count_bytes(&self, text: &[u8], limit: usize) -> usize {
        self.with_work(|work| {
            let (mut at, mut count) = (0, 0);
            while at < text.len() && count <= limit {
                let filled = self.vocabulary.splitter.fill(text, at, &mut work.ends);
                for k in 0..filled {
                    let end = work.ends[k];
                    count += self.count_piece(text, at, end, work);
                    at = end;
                }
            }
            count
        })
    }

    /// Appends the ids of UTF-8 bytes.
    pub(crate) fn encode_bytes(&self, text: &[u8], ids: &mut Vec<u32>) {
        let before = ids.len();
        ids.reserve(text.len() / 4);
        self.with_work(|work| {
            let mut at = 0;
            while at < text.len() {
                at = self.encode_batch(text, at, work, ids);
            }
        });
        if !self.vocabulary.ids_are_indices() {
            for id in &mut ids[before..] {
                *id = self.vocabulary.id(*id);
            }
        }
    }

    /// Appends the tokens of a batch of pieces; returns where the next begins.
    fn encode_batch(
        &self,
        text: &[u8],
        at: usize,
        work: &mut Work,
        tokens: &mut Vec<u32>,
    ) -> usize {
        let filled = self.vocabulary.splitter.fill(text, at, &mut work.ends);
        // Most pieces are one token: they are gathered here, without asking
        // the list for room each time.
        let (mut single, mut singles) = ([0; BATCH], 0);
        let mut at = at;
        for k in 0..filled {
            let end = work.ends[k];
            let length = end - at;
            let count = match length {
                0..=Key::LONGEST => self.count_piece(text, at, end, work),
                _ => 0,
            };
            if count == 1 {
                single[singles] = work.front.token(Key::of(text, at, length));
                singles += 1;
            } else {
                tokens.extend_from_slice(&single[..singles]);
                singles = 0;
                match count {
                    0 => self.encode_long(&text[at..end], work, tokens),
                    _ => tokens
                        .extend_from_slice(work.front.tokens(Key::of(text, at, length), count)),
                }
            }
            at = end;
        }
        tokens.extend_from_slice(&single[..singles]);
        at
    }

    /// How many of these bytes, from their beginning, can be counted without
    /// the text behind them: up to the last place that always ends a piece.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
    pub(crate) fn last_cut(&self, text: &[u8]) -> usize {
        let splitter = self.vocabulary.splitter;
        text.windows(2)
            .rposition(|pair| splitter.always_cuts(pair[0], pair[1]))
            .map_or(0, |before| before + 1)
    }

    /// Whether a piece always ends between these two bytes.
    pub(super) fn always_cuts(&self, before: u8, after: u8) -> bool {
        self.vocabulary.splitter.always_cuts(before, after)
    }

    fn with_work<T>(&self, run: impl FnOnce(&mut Work) -> T) -> T {
        match self.work.try_lock() {
            Ok(mut work) => run(&mut work),
            Err(_) => run(&mut Work::new()),
        }
    }

    #[inline(always)]
    fn count_piece(&self, text: &[u8], at: usize, end: usize, work: &mut Work) -> usize {
        let length = end - at;
        if length > Key::LONGEST {
            return self.count_long(&text[at..end], work);
        }
        let key = Key::of(text, at, length);
        match work.front.find(key) {
            0 => self.count_new(&text[at..end], key, work),
            count => count,
        }
    }

    /// Counts a short piece that the cache does not hold.
    #[cold]
    #[inline(never)]
    fn count_new(&self, piece: &[u8], key: Key, work: &mut Work) -> usize {
        match work.front.find_moved(key) {
            0 => work.new_pieces += 1,
            count => return count,
        }
        let probed = self.vocabulary.probed(work.new_pieces);
        if let Some(token) = probed.and_then(|dictionary| dictionary.find(key)) {
            work.front.insert(key, token);
            return 1;
        }
        let count = work.merger.merge(&self.vocabulary, piece);
        let mut tokens = work.merger.parts().map(|(_, token)| token);
        match count {
            1 => work.front.insert(key, tokens.next().unwrap_or_default()),
            _ => work.front.insert_merged(key, tokens),
        }
        count
    }

    #[inline(never)]
    fn count_long(&self, piece: &[u8], work: &mut Work) -> usize {
        if self.find_long(piece, work).is_some() {
            return 1;
        }
        if piece.len() <= memo::LONGEST {
            return self.merge_long(piece, work).len();
        }
        work.long.clear();
        merge_any(&self.vocabulary, &mut work.merger, piece, &mut work.long);
        work.long.len()
    }

    fn find_long(&self, piece: &[u8], work: &Work) -> Option<u32> {
        let dictionary = self.vocabulary.probed(work.new_pieces)?;
        dictionary.find_long(piece)
    }

    /// Appends the tokens of a piece of 16 bytes or more.
    #[inline(never)]
    fn encode_long(&self, piece: &[u8], work: &mut Work, tokens: &mut Vec<u32>) {
        if let Some(token) = self.find_long(piece, work) {
            return tokens.push(token);
        }
        if piece.len() <= memo::LONGEST {
            return tokens.extend_from_slice(self.merge_long(piece, work));
        }
        merge_any(&self.vocabulary, &mut work.merger, piece, tokens);
    }

    /// The tokens of a piece of 16 to [`memo::LONGEST`] bytes that is none itself.
    fn merge_long<'w>(&self, piece: &[u8], work: &'w mut Work) -> &'w [u32] {
        let found = work.memo.find(piece).unwrap_or_else(|| {
            work.long.clear();
            merge_any(&self.vocabulary, &mut work.merger, piece, &mut work.long);
            work.memo.insert(piece, &work.long)
        });
        work.memo.tokens(found)
    }
}
