//! One text that the vendor counted narrows every later band.

use super::{Band, weigh};
use crate::kind::{Counts, KINDS};
use crate::{Code, Error, Result};

/// A text's counts per kind of reference tokens, and what the vendor reported for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// Counts of the text, as for [`super::count`].
    pub counts: Counts,
    /// Tokens that the vendor's API reported for the same text, framing taken off.
    pub reported: u32,
}

/// The narrowest band that one pair of numbers can justify, per mille of the middle:
/// texts of one kind differ by as much.
const SPREAD: u64 = 30;
/// A pair moves a kind's band once this share of its tokens is of that kind, per cent.
const SHARE: u64 = 10;

impl Calibration {
    /// The bands after this pair: every kind that the text holds in earnest moves by
    /// reported over expected, and keeps of its width the share that was not seen.
    /// Other kinds stay as they were.
    ///
    /// # Errors
    /// `invalid-argument` when the text is empty, or the report is less than a fifth or
    /// more than five times the expectation: then it is of another text.
    pub fn apply(&self, bands: &[Band; KINDS]) -> Result<[Band; KINDS]> {
        let (_, expected, _) = weigh(&self.counts, bands);
        let (expected, reported) = (u64::from(expected), u64::from(self.reported));
        if expected == 0 || reported * 5 < expected || reported > expected * 5 {
            return Err(Error::new(
                Code::InvalidArgument,
                format!("a report of {reported} tokens cannot be of a text of about {expected}"),
            )
            .at_path("calibration.reported")
            .with_hint("give the text and the count the vendor reported for that very text"));
        }
        let total = u64::from(self.counts.total().tokens);
        let mut moved = *bands;
        for (band, part) in moved.iter_mut().zip(&self.counts.0) {
            let seen = u64::from(part.tokens) * 100 / total;
            if seen < SHARE {
                continue;
            }
            let [low, middle, high] = band.map(u64::from);
            let center = (middle * reported + expected / 2) / expected;
            let below = ((middle - low) * (100 - seen) / 100).max(center * SPREAD / 1000);
            let above = ((high - middle) * (100 - seen) / 100).max(center * SPREAD / 1000);
            *band = [center.saturating_sub(below), center, center + above]
                .map(|n| u16::try_from(n).unwrap_or(u16::MAX));
        }
        Ok(moved)
    }
}
