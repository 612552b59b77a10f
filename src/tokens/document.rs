//! A large text that is edited: only what an edit touches is counted again.
//!
//! The text is kept in chunks that are cut where a piece always ends, so the
//! chunks' counts add up to the whole text's. Positions are UTF-16 units, as in
//! a JavaScript string, and lone surrogates are kept as they are.

use super::Encoding;

/// Chunks are cut at about this many UTF-16 units; one without a place to cut
/// may be of any length.
const CHUNK: usize = 1024;

/// A text with its token count. Every call takes the encoding it was made with.
pub struct Document {
    chunks: Vec<Chunk>,
    tokens: usize,
}

struct Chunk {
    units: Vec<u16>,
    tokens: usize,
}

impl Document {
    /// Counts `text`, UTF-16 units that may hold lone surrogates.
    pub fn new(encoding: &Encoding, text: &[u16]) -> Document {
        let chunks = chunks(encoding, text);
        let tokens = chunks.iter().map(|chunk| chunk.tokens).sum();
        Document { chunks, tokens }
    }

    /// How many tokens the text is, lone surrogates counted as U+FFFD.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// How many UTF-16 units the text is.
    pub fn units(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.units.len()).sum()
    }

    /// Replaces the units from `start` to `end` and returns the new token count.
    /// Positions beyond the text mean its end, and an `end` before `start` means
    /// `start`, as with `slice` in JavaScript.
    pub fn edit(&mut self, encoding: &Encoding, start: usize, end: usize, insert: &[u16]) -> usize {
        let end = end.max(start);
        let (mut first, from) = self.find(start);
        let (mut last, _) = self.find(end);
        // The neighbours too: what is typed at a cut may close it.
        first = first.saturating_sub((from == start) as usize);
        last = (last + 2).min(self.chunks.len());
        let begin: usize = self.chunks[..first].iter().map(|c| c.units.len()).sum();
        let behind = self.chunks.split_off(last);
        let mut old: Vec<u16> = Vec::new();
        for chunk in self.chunks.drain(first..) {
            self.tokens -= chunk.tokens;
            old.extend_from_slice(&chunk.units);
        }
        let at = |position: usize| position.saturating_sub(begin).min(old.len());
        let text = [&old[..at(start)], insert, &old[at(end)..]].concat();
        let fresh = chunks(encoding, &text);
        self.tokens += fresh.iter().map(|chunk| chunk.tokens).sum::<usize>();
        self.chunks.extend(fresh);
        self.chunks.extend(behind);
        self.tokens
    }

    /// The chunk that holds this position, and where it begins.
    fn find(&self, position: usize) -> (usize, usize) {
        let mut begin = 0;
        for (at, chunk) in self.chunks.iter().enumerate() {
            if position < begin + chunk.units.len() {
                return (at, begin);
            }
            begin += chunk.units.len();
        }
        (self.chunks.len().saturating_sub(1), begin)
    }
}

/// Cuts and counts a text.
fn chunks(encoding: &Encoding, mut text: &[u16]) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(text.len() / CHUNK + 1);
    while !text.is_empty() {
        let (units, rest) = text.split_at(cut(encoding, text));
        chunks.push(Chunk {
            tokens: encoding.count(&String::from_utf16_lossy(units)),
            units: units.to_vec(),
        });
        text = rest;
    }
    chunks
}

/// The first place after [`CHUNK`] units where a piece always ends.
fn cut(encoding: &Encoding, text: &[u16]) -> usize {
    let byte = |unit: u16| u8::try_from(unit).unwrap_or(0xFF);
    let found = text
        .windows(2)
        .skip(CHUNK - 1)
        .position(|pair| encoding.always_cuts(byte(pair[0]), byte(pair[1])));
    found.map_or(text.len(), |at| at + CHUNK)
}
