//! Where each token ends in the text, in UTF-16 units, as JavaScript and most
//! editors count.

use super::Encoding;

impl Encoding {
    /// The end of every token of `text` in UTF-16 units, ascending; the last is
    /// the text's length. A character that several tokens share ends with the
    /// last of them, so the others end where it begins.
    pub fn spans(&self, text: &str) -> Vec<u32> {
        let mut ends = Vec::new();
        self.span_bytes(text.as_bytes(), 0, &mut ends);
        ends
    }

    /// Appends the ends of UTF-8 bytes that begin at UTF-16 unit `from`, and
    /// returns where they end.
    pub(crate) fn span_bytes(&self, text: &[u8], from: u32, ends: &mut Vec<u32>) -> u32 {
        let mut ids = Vec::new();
        self.encode_bytes(text, &mut ids);
        let (mut at, mut units) = (0, from);
        ends.reserve(ids.len());
        for id in ids {
            let length = self.vocabulary.length_of_id(id);
            for &byte in &text[at..at + length] {
                // A first byte brings its character's units to the one before
                // it; they count once the last byte is passed.
                units += units_begun(byte);
            }
            at += length;
            ends.push(units - units_open(text, at));
        }
        units
    }
}

/// UTF-16 units of the character that begins with this byte; 0 inside one.
fn units_begun(byte: u8) -> u32 {
    match byte {
        0x80..=0xBF => 0,
        0xF0.. => 2,
        _ => 1,
    }
}

/// UTF-16 units of the character that is cut at `at`, if one is.
fn units_open(text: &[u8], at: usize) -> u32 {
    if text.get(at).is_none_or(|&byte| byte & 0xC0 != 0x80) {
        return 0;
    }
    let first = (0..at).rev().find(|&back| text[back] & 0xC0 != 0x80);
    first.map_or(0, |back| units_begun(text[back]))
}
