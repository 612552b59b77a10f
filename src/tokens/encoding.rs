//! A named tokenizer: text to token counts, ids and spans, and back.

use super::vocab::Vocabulary;
use super::work::Work;
use crate::{Code, Error, Result};
use std::sync::Mutex;

/// A named tokenizer with its vocabulary in memory.
///
/// Text is ordinary text throughout: `<|endoftext|>` is counted as the seven
/// tokens that its characters are, never as the special token.
pub struct Encoding {
    pub(super) vocabulary: Vocabulary,
    /// Whoever finds it taken makes a fresh one.
    work: Mutex<Work>,
}

/// How many tokens are rehearsed.
const REHEARSED: usize = 4096;

/// Counts some text while most of loading is still to come: what a browser sees working it
/// compiles the better way on the side, and then has it when the first real text comes.
fn rehearse(begun: &Vocabulary) {
    let text = begun.known(0).text(REHEARSED);
    // What this gives is wrong without most merges, and forgotten.
    Work::new().count(begun, &text, usize::MAX);
}

impl Encoding {
    /// Reads an inflated vocabulary file (`<encoding>.tfv.gz` after gunzip).
    ///
    /// # Errors
    /// `bad-vocabulary` where the file is truncated, altered, of another
    /// version, or contradicts itself.
    pub fn load(file: impl Into<Vec<u8>>) -> Result<Encoding> {
        let vocabulary = Vocabulary::load(file.into(), rehearse)?;
        Ok(Encoding {
            vocabulary,
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
        self.with_work(|work| work.count(&self.vocabulary, text, limit))
    }

    /// Appends the ids of UTF-8 bytes.
    pub(crate) fn encode_bytes(&self, text: &[u8], ids: &mut Vec<u32>) {
        let before = ids.len();
        ids.reserve(text.len() / 4);
        self.with_work(|work| work.encode(&self.vocabulary, text, ids));
        if !self.vocabulary.ids_are_indices() {
            for id in &mut ids[before..] {
                *id = self.vocabulary.id(*id);
            }
        }
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
}
