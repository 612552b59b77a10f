//! A call as it is stored: 48 bytes, whatever the line it came in.

use super::ledger::{Entry, Found};
use crate::{instant::Instant, usage::Usage};

/// One stored call; texts are places in the ledger's names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) id: [u32; 2],
    pub(crate) sub: u32,
    /// Seconds since 1970, 0 where the log does not say.
    pub(crate) at: u32,
    pub(crate) session: u32,
    pub(crate) model: Model,
    pub(crate) input: u32,
    pub(crate) cache_read: u32,
    pub(crate) cache_write: u32,
    pub(crate) cache_write_1h: u32,
    pub(crate) output: u32,
    pub(crate) reasoning: u32,
    pub(crate) marks: u8,
}

/// The place of a model's name in three bytes. No log names more models than that; were
/// there one, the rest would count as not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Model([u8; 3]);

impl Model {
    pub(crate) const NONE: Model = Model([u8::MAX; 3]);

    fn of(place: u32) -> Model {
        match place.to_le_bytes() {
            [a, b, c, 0] => Model([a, b, c]),
            _ => Model::NONE,
        }
    }

    fn place(self) -> Option<u32> {
        let Model([a, b, c]) = self;
        (self != Model::NONE).then_some(u32::from_le_bytes([a, b, c, 0]))
    }
}

/// The record may be a copy of one with another `sub`.
pub(crate) const LOOSE: u8 = 1;
/// The log tells writes for five minutes and an hour apart.
const SPLIT: u8 = 2;
const US_ONLY: u8 = 4;
/// The call used kinds that few calls use; they are stored beside.
pub(crate) const RARE: u8 = 8;
const TIER_SHIFT: u32 = 4;
const TIER_MASK: u8 = 7;
/// It ended in an error or was given up.
const FAILED: u8 = 128;
const TIERS: [&str; 5] = ["standard", "batch", "flex", "fast", "ultrafast"];

impl Record {
    pub(crate) fn of(found: &Found<'_>, model: u32) -> Record {
        let usage = &found.usage;
        let split = usage.cache_write_5m + usage.cache_write_1h > 0;
        let tier = found
            .service_tier
            .and_then(|tier| TIERS.iter().position(|known| *known == tier))
            .map_or(0, |place| place as u8 + 1);
        let loose = found.identity.is_some_and(|identity| identity.loose);
        let id = found.identity.map_or(0, |identity| identity.id);
        let seconds = |at: Instant| at.0.clamp(0, i64::from(u32::MAX)) as u32;
        Record {
            id: [id as u32, (id >> 32) as u32],
            sub: found.identity.map_or(0, |identity| identity.sub),
            at: found.at.map_or(0, seconds),
            session: found.session,
            model: Model::of(model),
            input: short(usage.input),
            cache_read: short(usage.cache_read),
            cache_write: short(usage.cache_write + usage.cache_write_5m),
            cache_write_1h: short(usage.cache_write_1h),
            output: short(usage.output),
            reasoning: short(usage.reasoning),
            marks: u8::from(loose) * LOOSE
                + u8::from(split) * SPLIT
                + u8::from(found.us_only) * US_ONLY
                + u8::from(has_rare(usage)) * RARE
                + u8::from(found.failed) * FAILED
                + (tier << TIER_SHIFT),
        }
    }

    /// The id, which is its own hash.
    pub(crate) fn hash(&self) -> u64 {
        u64::from(self.id[0]) | u64::from(self.id[1]) << 32
    }

    /// The call; `rare` gives the kinds that are stored beside it.
    pub(crate) fn entry(&self, rare: impl Fn() -> Usage) -> Entry {
        let write = u64::from(self.cache_write);
        let split = self.marks & SPLIT != 0;
        let rest = match self.marks & RARE {
            0 => Usage::default(),
            _ => rare(),
        };
        Entry {
            at: (self.at != 0).then_some(Instant(i64::from(self.at))),
            session: self.session,
            model: self.model.place(),
            usage: Usage {
                input: self.input.into(),
                cache_read: self.cache_read.into(),
                cache_write: if split { 0 } else { write },
                cache_write_5m: if split { write } else { 0 },
                cache_write_1h: self.cache_write_1h.into(),
                output: self.output.into(),
                reasoning: self.reasoning.into(),
                requests: 1,
                ..rest
            },
            service_tier: match (self.marks >> TIER_SHIFT) & TIER_MASK {
                0 => None,
                place => TIERS.get(place as usize - 1).copied(),
            },
            us_only: self.marks & US_ONLY != 0,
            failed: self.marks & FAILED != 0,
        }
    }

    pub(crate) fn counts(&self) -> [u32; 6] {
        [
            self.input,
            self.cache_read,
            self.cache_write,
            self.cache_write_1h,
            self.output,
            self.reasoning,
        ]
    }

    pub(crate) fn total(&self) -> u64 {
        self.counts().iter().map(|&count| u64::from(count)).sum()
    }
}

/// Whether a usage has more than the kinds that every call has.
fn has_rare(usage: &Usage) -> bool {
    let common = Usage {
        input: usage.input,
        cache_read: usage.cache_read,
        cache_write: usage.cache_write,
        cache_write_5m: usage.cache_write_5m,
        cache_write_1h: usage.cache_write_1h,
        output: usage.output,
        reasoning: usage.reasoning,
        requests: usage.requests,
        ..Usage::default()
    };
    common != *usage
}

/// Readers refuse larger counts in one call.
fn short(count: u64) -> u32 {
    count.min(u64::from(u32::MAX)) as u32
}
