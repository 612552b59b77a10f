//! Exact tokens per kind of text.

use super::Encoding;
use super::kinds::{each_span, part as part_of};
use crate::kind::Counts;

impl Encoding {
    /// What `text` holds of each kind, with its exact tokens: a token is of the kind
    /// at its first byte, so the kinds add up to [`Encoding::count`].
    pub fn counts(&self, text: &str) -> Counts {
        let mut ids = Vec::new();
        self.encode_bytes(text.as_bytes(), &mut ids);
        let mut ids = ids.into_iter();
        let mut counts = Counts::default();
        let mut end = 0;
        each_span(text, |kind, range| {
            let part = &mut counts.0[kind as usize];
            let bytes = (
                range.len() as u32,
                part_of(text, range.clone()).chars().count() as u32,
            );
            part.bytes += bytes.0;
            part.chars += bytes.1;
            while end < range.end {
                let Some(id) = ids.next() else { break };
                end += self.vocabulary.length_of_id(id);
                part.tokens += 1;
            }
            part.low = part.tokens;
            part.high = part.tokens;
        });
        counts
    }
}
