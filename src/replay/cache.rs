//! How the cache did: what it saved, and what cold caches and resets cost.

use super::{
    cards::Cards,
    order::{Context, Contexts, Step, by_session},
    span::Span,
    sum::{plus, plus_one},
};
use crate::{
    bill::{self, Charge},
    logs::{Log, LoggedCall},
    money::Amount,
    usage::{Kind, Usage},
};
use serde::Serialize;

/// A miss this small is the end of a prompt, not a cold cache.
const NOTICED: u64 = 1_024;

/// How the cache did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct CacheReport {
    /// Share of all prompt tokens that came from a cache, 0 to 1; `null` without prompts.
    pub read_share: Option<f64>,
    /// What the priced calls would have cost more with every prompt token fresh, US
    /// dollars; below zero where writing cost more than reading saved, `null` if none of it
    /// has a price.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub saved: Option<Amount>,
    /// Caches that had expired while nobody called: longer than their time to live.
    pub idle: Misses,
    /// Cold caches without such a gap: a changed prefix, another machine, eviction.
    pub other: Misses,
    /// Contexts that shrank between two calls.
    pub resets: Resets,
}

impl Default for CacheReport {
    /// Of no calls, which saved and cost nothing.
    fn default() -> CacheReport {
        CacheReport {
            read_share: None,
            saved: Some(Amount::ZERO),
            idle: Misses::default(),
            other: Misses::default(),
            resets: Resets::default(),
        }
    }
}

/// Calls that found the context before them cold.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Misses {
    /// How many calls.
    pub calls: u64,
    /// Tokens billed again.
    pub tokens: u64,
    /// What that cost above reading them from the cache, US dollars; `null` if none of it has
    /// a price.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub cost: Option<Amount>,
}

impl Default for Misses {
    /// None, which cost nothing.
    fn default() -> Misses {
        Misses {
            calls: 0,
            tokens: 0,
            cost: Some(Amount::ZERO),
        }
    }
}

/// Compactions and other resets of a context.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Resets {
    /// Compactions that the logs record.
    pub recorded: u64,
    /// Contexts seen to shrink, recorded or not.
    pub seen: u64,
    /// Tokens that were dropped.
    pub dropped: u64,
    /// Resets that cost more to write anew than the calls after them saved on
    /// reading: dead weight; `null` if none has a price to tell by.
    pub dead_weight: Option<u64>,
    /// What those cost more, US dollars.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub dead_weight_cost: Option<Amount>,
}

/// A reset whose worth the calls after it decide.
struct Reset {
    cost: Option<Amount>,
    saved: Option<Amount>,
    dropped: u64,
}

pub(crate) fn cache_report(cards: &mut Cards<'_>, log: &Log, span: &Span) -> CacheReport {
    let mut report = CacheReport::default();
    let (mut read, mut prompt) = (0u64, 0u64);
    let mut session = None;
    let mut contexts = Contexts::default();
    let mut reset: Option<Reset> = None;
    let order = by_session(log, |place| span.holds(log.call(place).at));
    for (before, place) in (0..).zip(order) {
        let call = log.call(place as usize);
        if session != Some(call.session) {
            session = Some(call.session);
            contexts = Contexts::default();
            report.resets.close(reset.take());
        }
        let usage = &call.usage;
        read += usage.cache_reads();
        prompt += usage.prompt_tokens();
        report.saved = plus_one(report.saved, saved(cards, &call), before);
        let now = context(place as usize, &call);
        match contexts.step(now, usage.cache_reads()) {
            (Some(before), Step::Grow) => {
                if let Some(reset) = &mut reset {
                    let more = read_cost(cards, &call, reset.dropped);
                    reset.saved = reset.saved.zip(more).map(|(saved, more)| saved + more);
                }
                report.miss(cards, &call, &before, log);
            }
            (Some(before), Step::Shrink) => {
                report.resets.close(reset.take());
                let dropped = before.prompt - now.prompt;
                report.resets.seen += 1;
                report.resets.dropped += dropped;
                reset = Some(Reset {
                    cost: again_cost(cards, &call, usage.prompt_tokens() - usage.cache_reads()),
                    saved: read_cost(cards, &call, dropped),
                    dropped,
                });
            }
            _ => {}
        }
    }
    report.resets.close(reset);
    if report.resets.seen == 0 {
        report.resets.add_dead_weight(0, Amount::ZERO);
    }
    let compactions = log.compactions().filter(|found| span.holds(found.at));
    report.resets.recorded = compactions.count() as u64;
    report.read_share = (prompt > 0).then(|| read as f64 / prompt as f64);
    report
}

pub(crate) fn context(place: usize, call: &LoggedCall<'_>) -> Context {
    Context {
        last: place,
        prompt: call.usage.prompt_tokens(),
        output: call.usage.output_tokens(),
        at: call.at.map(|at| at.0),
        calls: 1,
    }
}

impl CacheReport {
    /// Counts what was in the context before, could have been read, and was not.
    fn miss(&mut self, cards: &mut Cards<'_>, call: &LoggedCall<'_>, before: &Context, log: &Log) {
        let last = log.call(before.last).usage;
        let cached = last.cache_reads() + last.cache_writes();
        // Where writes are not counted, what the vendor keeps is the prompt itself.
        let kept = match last.cache_writes() {
            0 if call.usage.cache_reads() > 0 || last.cache_reads() > 0 => before.prompt,
            _ => cached,
        };
        let missed = kept.saturating_sub(call.usage.cache_reads());
        let missed = missed.min(call.usage.prompt_tokens() - call.usage.cache_reads());
        if missed < NOTICED {
            return;
        }
        let gap = call.at.zip(before.at).map(|(at, before)| at.0 - before);
        let lives = lifetime(cards, call, &last);
        let idle = gap.zip(lives).is_some_and(|(gap, lives)| gap > lives);
        let misses = if idle {
            &mut self.idle
        } else {
            &mut self.other
        };
        let cost = again_cost(cards, call, missed);
        misses.cost = plus_one(misses.cost, cost, misses.calls);
        misses.calls += 1;
        misses.tokens += missed;
    }
}

/// Seconds that what a call cached is kept.
fn lifetime(cards: &mut Cards<'_>, call: &LoggedCall<'_>, last: &Usage) -> Option<i64> {
    if last.cache_write_1h > 0 {
        return Some(3_600);
    }
    if last.cache_write_5m > 0 {
        return Some(300);
    }
    let place = cards.of(call)?;
    let cache = cards.get(place).card.cache.as_ref()?;
    cache.ttls.first().map(|seconds| i64::from(*seconds))
}

/// What a call cost less than with every prompt token fresh.
fn saved(cards: &mut Cards<'_>, call: &LoggedCall<'_>) -> Option<Amount> {
    let usage = &call.usage;
    let fresh = Usage {
        input: usage.input + usage.cache_read + usage.cache_writes(),
        audio_input: usage.audio_input + usage.cache_read_audio,
        cache_read: 0,
        cache_read_audio: 0,
        cache_write: 0,
        cache_write_5m: 0,
        cache_write_30m: 0,
        cache_write_1h: 0,
        cache_write_12h: 0,
        ..*usage
    };
    difference(cards, call, &fresh)
}

/// What `tokens` of a call's prompt cost above reading them from the cache.
fn again_cost(cards: &mut Cards<'_>, call: &LoggedCall<'_>, tokens: u64) -> Option<Amount> {
    let mut warm = call.usage;
    let mut left = tokens;
    for count in [
        &mut warm.cache_write_1h,
        &mut warm.cache_write_5m,
        &mut warm.cache_write,
        &mut warm.input,
    ] {
        let moved = left.min(*count);
        *count -= moved;
        left -= moved;
    }
    warm.cache_read += tokens - left;
    difference(cards, call, &warm).map(|more| -more)
}

/// What a call would have cost more had it read `tokens` more from the cache.
fn read_cost(cards: &mut Cards<'_>, call: &LoggedCall<'_>, tokens: u64) -> Option<Amount> {
    let longer = Usage {
        cache_read: call.usage.cache_read + tokens,
        ..call.usage
    };
    difference(cards, call, &longer)
}

/// What a call would have cost more had it used this; `None` where either has no price, or
/// what has none is not the same in both.
fn difference(cards: &mut Cards<'_>, call: &LoggedCall<'_>, other: &Usage) -> Option<Amount> {
    let was = cards.charge(call).filter(Charge::is_known)?;
    let place = cards.of(call)?;
    let would = bill::charge(&cards.get(place).card, other, call.at?).ok()?;
    let unpriced = was.unpriced | would.unpriced;
    let same = |kind: &Kind| {
        unpriced >> kind.index() & 1 == 0 || call.usage.count(*kind) == other.count(*kind)
    };
    Kind::ALL.iter().all(same).then(|| would.total - was.total)
}

impl Resets {
    fn close(&mut self, reset: Option<Reset>) {
        let known = reset.and_then(|reset| reset.cost.zip(reset.saved));
        match known {
            Some((cost, saved)) if cost > saved => self.add_dead_weight(1, cost - saved),
            Some(_) => self.add_dead_weight(0, Amount::ZERO),
            None => {}
        }
    }

    fn add_dead_weight(&mut self, resets: u64, cost: Amount) {
        self.dead_weight = Some(self.dead_weight.unwrap_or(0) + resets);
        self.dead_weight_cost = plus(self.dead_weight_cost, Some(cost));
    }
}
