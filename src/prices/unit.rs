//! The registry of units: what a rate is called and how much it is for.

use crate::data::Named;
use crate::money::{Factor, Rate};
use crate::usage::Kind;

/// What one rate of the table is for.
pub struct Unit {
    /// The kind of usage it prices.
    pub kind: Kind,
    /// Its key in `rates`, `mul` and `set`.
    pub key: &'static str,
    /// How many of the kind the written rate is for: a divisor of a million.
    pub per: u32,
    /// How many counts make one of these (an hour counts 3,600 token-seconds).
    pub counts: u32,
    /// The noun for a bill: `tokens`.
    pub noun: &'static str,
}

const fn tokens(kind: Kind, key: &'static str) -> Unit {
    Unit {
        kind,
        key,
        per: 1_000_000,
        counts: 1,
        noun: "tokens",
    }
}

const fn calls(kind: Kind, key: &'static str, per: u32, noun: &'static str) -> Unit {
    Unit {
        kind,
        key,
        per,
        counts: 1,
        noun,
    }
}

/// Every unit, in the order of [`Kind::ALL`].
pub const UNITS: [Unit; Kind::COUNT] = [
    tokens(Kind::Input, "in"),
    tokens(Kind::CacheRead, "cache_read"),
    tokens(Kind::CacheReadAudio, "cache_read_audio"),
    tokens(Kind::CacheWrite, "cache_write"),
    tokens(Kind::CacheWrite5m, "cache_write_5m"),
    tokens(Kind::CacheWrite30m, "cache_write_30m"),
    tokens(Kind::CacheWrite1h, "cache_write_1h"),
    tokens(Kind::CacheWrite12h, "cache_write_12h"),
    tokens(Kind::Output, "out"),
    tokens(Kind::Reasoning, "reasoning"),
    tokens(Kind::ImageInput, "image_in"),
    tokens(Kind::ImageOutput, "image_out"),
    tokens(Kind::AudioInput, "audio_in"),
    tokens(Kind::AudioOutput, "audio_out"),
    Unit {
        kind: Kind::StorageTokenSeconds,
        key: "storage_mtok_hour",
        per: 1_000_000,
        counts: 3_600,
        noun: "token-seconds",
    },
    calls(Kind::Requests, "request", 1, "requests"),
    calls(Kind::WebSearches, "web_search_1k", 1_000, "searches"),
    calls(Kind::FileSearches, "file_search_1k", 1_000, "searches"),
    calls(Kind::CodeSessions, "code_session", 1, "sessions"),
    calls(Kind::PostsFetched, "post_1k", 1_000, "posts"),
    calls(Kind::ProfilesFetched, "profile_1k", 1_000, "profiles"),
    calls(Kind::OtherTools, "other_tool_1k", 1_000, "uses"),
];

impl Kind {
    /// The unit that prices this kind.
    pub fn unit(self) -> &'static Unit {
        &UNITS[self.index()]
    }
}

/// The unit of a key, e.g. `cache_write_5m`.
pub fn by_key(key: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.key == key)
}

impl Unit {
    /// Reads a written rate as a rate per million; `None` if it is no exact decimal,
    /// negative, or beyond 10,000 per million tokens (100,000 per call of a tool).
    pub fn parse_rate(&self, text: &str) -> Option<Rate> {
        let written = Rate::parse(text)?;
        let limit = if self.kind.is_token() {
            "10000"
        } else {
            "100000"
        };
        (!written.is_negative() && written <= Rate::parse(limit)?)
            .then(|| Rate::from_price_per(written, self.per))
    }

    /// The rate as it is written: for [`Unit::per`] of the kind.
    pub fn written(&self, rate: Rate) -> Rate {
        rate.price_per(self.per)
    }
}

/// The kinds that a key of `mul` covers: one unit, `cache_write` (all writes) or `all`
/// (all tokens, no fees). Wider keys cover more, narrower ones win over them.
pub fn covered(key: &str) -> Option<Vec<Kind>> {
    let all = || Kind::ALL.iter().copied();
    match key {
        "all" => Some(all().filter(|kind| kind.is_token()).collect()),
        "cache_write" => Some(all().filter(|kind| kind.is_cache_write()).collect()),
        _ => by_key(key).map(|unit| vec![unit.kind]),
    }
}

/// Multipliers of all kinds by the written keys; `Err` is the offending key.
pub fn factors(written: &Named<String>) -> Result<Vec<(Kind, Factor)>, &str> {
    let mut by_kind: [Option<(usize, Factor)>; Kind::COUNT] = [None; Kind::COUNT];
    for (key, value) in written {
        let factor = Factor::parse(value).ok_or(key.as_str())?;
        let kinds = covered(key).ok_or(key.as_str())?;
        for kind in &kinds {
            let slot = &mut by_kind[kind.index()];
            if slot.is_none_or(|(width, _)| width > kinds.len()) {
                *slot = Some((kinds.len(), factor));
            }
        }
    }
    let pairs = Kind::ALL.iter().zip(by_kind);
    Ok(pairs
        .filter_map(|(kind, slot)| slot.map(|(_, factor)| (*kind, factor)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_in_the_order_of_kinds() {
        for (kind, unit) in Kind::ALL.iter().zip(&UNITS) {
            assert_eq!(*kind, unit.kind);
            assert_eq!(1_000_000 % unit.per, 0);
        }
    }

    #[test]
    fn narrow_keys_win_over_wide_ones() {
        let written = Named::from_iter([
            ("all".to_string(), "2".to_string()),
            ("cache_write".to_string(), "3".to_string()),
            ("cache_write_1h".to_string(), "4".to_string()),
        ]);
        let factors = factors(&written).unwrap();
        let of = |kind| {
            factors
                .iter()
                .find(|f| f.0 == kind)
                .map(|f| f.1.to_string())
        };
        assert_eq!(of(Kind::Input).as_deref(), Some("2"));
        assert_eq!(of(Kind::CacheWrite5m).as_deref(), Some("3"));
        assert_eq!(of(Kind::CacheWrite1h).as_deref(), Some("4"));
        assert_eq!(of(Kind::WebSearches), None, "fees are no tokens");
    }
}
