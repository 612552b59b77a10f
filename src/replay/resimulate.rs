//! The log's prompts under another vendor's caching.

use super::{
    cache::context,
    order::{Contexts, Step, by_session},
};
use crate::{
    logs::Log,
    prices::{RateCard, source::CacheMode, write_kind},
    usage::{Kind, Usage},
};

/// One call as the other vendor would have cached it.
pub(super) struct Simulated {
    /// Its place in the log.
    pub(super) place: usize,
    pub(super) usage: Usage,
}

/// Replays every kept call's prompt under the card's cache rules: a prefix is
/// read if the call before it in the same context came within the time to live
/// and it is long enough; the rest is written where writing has a price.
pub(super) fn simulate(log: &Log, card: &RateCard, keep: impl Fn(usize) -> bool) -> Vec<Simulated> {
    let mut session = None;
    let mut contexts = Contexts::default();
    let mut simulated = Vec::new();
    for place in by_session(log, keep) {
        let place = place as usize;
        let call = log.call(place);
        if session != Some(call.session) {
            session = Some(call.session);
            contexts = Contexts::default();
        }
        let now = context(place, &call);
        let (before, step) = contexts.step(now, call.usage.cache_reads());
        let shared = match (before, step) {
            (Some(before), Step::Grow) => before.prompt.min(now.prompt),
            // Of a context that was cut only what the log's own cache still found is the same.
            (Some(_), Step::Shrink) => call.usage.cache_read,
            _ => 0,
        };
        let gap = before.and_then(|before| Some(now.at? - before.at?));
        let usage = recached(card, &call.usage, shared, gap);
        simulated.push(Simulated { place, usage });
    }
    simulated
}

/// A prompt of which `shared` tokens were sent `gap` seconds before. Pictures and sound stay
/// as the log has them.
fn recached(card: &RateCard, usage: &Usage, shared: u64, gap: Option<i64>) -> Usage {
    let text = usage.input + usage.cache_read + usage.cache_writes();
    let mut recached = Usage {
        input: text,
        ..*usage
    };
    let written = [
        Kind::CacheRead,
        Kind::CacheWrite,
        Kind::CacheWrite5m,
        Kind::CacheWrite30m,
        Kind::CacheWrite1h,
        Kind::CacheWrite12h,
    ];
    written.into_iter().for_each(|kind| recached.set(kind, 0));
    let Some(cache) = card
        .cache
        .as_ref()
        .filter(|cache| cache.mode != CacheMode::None)
    else {
        return recached;
    };
    let least = u64::from(cache.min_tokens.unwrap_or(0)).max(1);
    if text < least {
        return recached;
    }
    let ttl = cache.ttls.first().copied();
    let warm = gap.is_some_and(|gap| ttl.is_none_or(|ttl| gap <= i64::from(ttl)));
    let step = u64::from(cache.granularity.unwrap_or(1)).max(1);
    let mut read = if warm {
        shared.min(text) / step * step
    } else {
        0
    };
    if read < least {
        read = 0;
    }
    recached.cache_read = read;
    let rest = text - read;
    match cache.write_fee {
        Some(true) => {
            recached.input = 0;
            let kind = ttl.and_then(write_kind).unwrap_or(Kind::CacheWrite);
            recached.set(kind, rest);
        }
        _ => recached.input = rest,
    }
    recached
}
