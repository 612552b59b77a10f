//! One context, call by call: what is sent, what is read from cache, what comes back.

use super::plan::{Plan, Samplers, Terms, cold_rates};
use super::{CallEvent, Rng, StablePrefix};
use crate::data::small::clamped;

/// Token counts of one call, before they become a [`crate::usage::Usage`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Call {
    pub event: CallEvent,
    /// Seconds since the call before; NaN where only its side of the lifetime was drawn.
    pub gap: f64,
    pub fresh: u64,
    pub read: u64,
    pub written: u64,
    pub output: u64,
    pub reasoning: u64,
}

/// The drawn size of one context.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// Model calls, 1 or more.
    pub calls: u32,
    /// Factor on what every call adds.
    pub growth: f64,
    /// Draw every gap itself, not only whether it outlasts the cache.
    pub with_gaps: bool,
    /// Every so many calls (0 = never), so many tokens come back from a helper.
    pub returns: (u32, u64),
}

/// How a context ended.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ending {
    /// Calls made, compactions, resets and pings included.
    pub calls: u32,
    /// Compactions and resets.
    pub cuts: u32,
    /// The call whose prompt exceeds the window, counted from 1.
    pub breaks_at: Option<u32>,
}

/// Independent streams, one per quantity, so that scenarios share their draws.
#[derive(Clone, Debug)]
pub(super) struct Draws {
    output: Rng,
    reasoning: Rng,
    results: Rng,
    gaps: Rng,
    eviction: Rng,
}

impl Draws {
    /// The streams of one context of one run.
    pub fn new(seed: u64, run: u64, context: u64) -> Self {
        let stream = |purpose: u64| Rng::new(seed, run, 64 + context * 8 + purpose);
        Draws {
            output: stream(0),
            reasoning: stream(1),
            results: stream(2),
            gaps: stream(3),
            eviction: stream(4),
        }
    }
}

/// So many cuts in a row that bring more calls than they leave room for end a run: it would
/// cut and find its way back for ever.
const STALLED: u32 = 3;

/// The state of one context.
pub(super) struct Context<'a, S: FnMut(&Call)> {
    plan: &'a Plan,
    terms: &'a Terms,
    sink: S,
    /// Prompt of the next call, tokens.
    context: u64,
    /// Tokens of the prompt's start that the cache holds.
    cached: u64,
    /// What must stay when everything else is cut.
    base: u64,
    ending: Ending,
    turns: Turns,
    cold: (f64, f64),
}

impl<'a, S: FnMut(&Call)> Context<'a, S> {
    pub fn new(plan: &'a Plan, terms: &'a Terms, start: u64, sink: S) -> Self {
        Context {
            plan,
            terms,
            sink,
            context: start,
            cached: 0,
            base: start,
            ending: Ending::default(),
            turns: Turns::default(),
            cold: cold_rates(&plan.gaps, terms.ttl_seconds),
        }
    }

    /// Runs to the end of the drawn calls, or to the call that the window cannot hold, or at which
    /// cutting has left no room for the work.
    pub fn run(mut self, size: Size, samplers: &Samplers, draws: &mut Draws) -> Ending {
        let trigger = self.plan.trigger(self.terms).unwrap_or(u64::MAX);
        let resets = self
            .plan
            .reset
            .as_ref()
            .map_or(0, |reset| reset.every_calls as u32);
        let (mut left, mut since_reset, mut first) = (f64::from(size.calls), 0, true);
        let mut made = 0u32;
        // Own calls until the next cut, less those that the last one brought; cuts without any.
        let (mut gained, mut stalled) = (f64::INFINITY, 0);
        while left >= 0.5 {
            let (gap, mut warm) = if first {
                (0.0, true)
            } else {
                self.wait(size.with_gaps, draws)
            };
            let cuts = self.ending.cuts;
            let mut brought = 0.0;
            if self.context > trigger {
                brought = self.compact(warm);
                warm = true;
            } else if resets > 0 && since_reset >= resets {
                brought = self.reset(warm);
                (since_reset, warm) = (0, true);
            }
            if self.ending.cuts > cuts {
                stalled = if gained > 0.0 { 0 } else { stalled + 1 };
                gained = -brought;
                left += brought;
            }
            if self.context > self.terms.window || stalled == STALLED {
                self.ending.breaks_at = Some(self.ending.calls + 1);
                return self.ending;
            }
            let output = samplers.output.tokens(&mut draws.output, size.growth);
            let reasoning = samplers.reasoning.tokens(&mut draws.reasoning, size.growth);
            let results = samplers.results.tokens(&mut draws.results, size.growth);
            let event = if warm {
                CallEvent::Call
            } else {
                CallEvent::Miss
            };
            self.call(event, gap, warm, output, reasoning);
            made += 1;
            let back = match size.returns {
                (every, tokens) if every > 0 && made.is_multiple_of(every) => tokens,
                _ => 0,
            };
            self.grow(output, reasoning, results + back);
            (left, since_reset, first) = (left - 1.0, since_reset + 1, false);
            gained += 1.0;
        }
        self.ending
    }

    /// The gap before a call that is not the first, and whether the cache outlived it.
    #[inline]
    fn wait(&mut self, with_gaps: bool, draws: &mut Draws) -> (f64, bool) {
        let gaps = &self.plan.gaps;
        let u = draws.gaps.uniform();
        let human = u < gaps.human_share;
        let (place, cold, spread) = if human {
            (u / gaps.human_share, self.cold.0, &gaps.human)
        } else {
            let place = (u - gaps.human_share) / (1.0 - gaps.human_share);
            (place, self.cold.1, &gaps.tool)
        };
        let mut warm = place <= 1.0 - cold;
        let mut gap = f64::NAN;
        if with_gaps || (!warm && self.plan.max_pings > 0) {
            gap = spread.quantile(clamped(place, 1e-12, 1.0 - 1e-12));
        }
        if !warm && self.plan.max_pings > 0 {
            warm = self.keep_alive(gap);
        }
        if self.plan.eviction > 0.0 && draws.eviction.uniform() < self.plan.eviction {
            warm = false;
        }
        (gap, warm)
    }

    /// Pings over a long gap; true if the cache is still warm at its end.
    fn keep_alive(&mut self, gap: f64) -> bool {
        let needed = libm::floor(gap / self.terms.ttl_seconds);
        let pings = needed.min(f64::from(self.plan.max_pings)) as u32;
        if self.cached == 0 {
            return false;
        }
        for _ in 0..pings {
            self.emit(Call {
                event: CallEvent::KeepAlive,
                gap: self.terms.ttl_seconds,
                fresh: 0,
                read: self.cached,
                written: 0,
                output: 1,
                reasoning: 0,
            });
        }
        needed <= f64::from(self.plan.max_pings)
    }

    /// Splits the prompt by what the cache holds, and stores it.
    #[inline]
    fn call(&mut self, event: CallEvent, gap: f64, warm: bool, output: u64, reasoning: u64) {
        let offered = match self.plan.prefix {
            StablePrefix::Whole => self.context,
            StablePrefix::System => self.plan.system.min(self.context),
            StablePrefix::Off => 0,
        };
        let storable = self.cacheable(offered);
        let read = if warm {
            self.cacheable(self.cached.min(storable))
        } else {
            0
        };
        let stored = storable - read;
        let written = if self.terms.write_fee { stored } else { 0 };
        self.emit(Call {
            event,
            gap,
            fresh: self.context - read - written,
            read,
            written,
            output,
            reasoning,
        });
        self.cached = storable;
        if self.terms.stores_answers && storable > 0 && self.plan.prefix == StablePrefix::Whole {
            self.cached += output;
        }
    }

    /// The part of a prefix that this offer caches: whole blocks, nothing below the minimum.
    #[inline]
    fn cacheable(&self, prefix: u64) -> u64 {
        if !self.terms.caches || prefix < self.terms.min_prefix {
            return 0;
        }
        if self.terms.block <= 1 {
            prefix
        } else {
            prefix - prefix % self.terms.block
        }
    }

    fn emit(&mut self, call: Call) {
        self.ending.calls += 1;
        (self.sink)(&call);
    }

    /// What a call adds to the next prompt; masking takes old results away again.
    #[inline]
    fn grow(&mut self, output: u64, reasoning: u64, results: u64) {
        let kept = (reasoning as f64 * self.terms.reasoning_kept + 0.5) as u64;
        let added = output + kept + results;
        self.context += added;
        if let Some(masking) = &self.plan.masking {
            self.turns.push(results, added);
            if self.turns.since_mask >= masking.every_calls {
                let stub = (masking.stub_tokens + 0.5) as u64;
                let (taken, prefix) = self.turns.mask(masking.keep_calls as usize, stub);
                self.context -= taken;
                if taken > 0 {
                    self.cached = self.cached.min(self.base + prefix);
                }
            }
        }
    }

    /// Summarises the conversation; gives the extra calls that it costs later.
    fn compact(&mut self, warm: bool) -> f64 {
        let Some(compaction) = self.plan.compaction.as_ref() else {
            return 0.0;
        };
        let summary = (compaction.summary_tokens + 0.5) as u64;
        let kept = (self.context as f64 * compaction.keep_share) as u64;
        self.cut(
            CallEvent::Compaction,
            warm && !compaction.cold,
            compaction.cold,
            summary,
        );
        self.restart(self.plan.system + summary + kept);
        compaction.extra_calls
    }

    /// Hands over to a fresh context; gives the extra calls that it costs later.
    fn reset(&mut self, warm: bool) -> f64 {
        let Some(reset) = self.plan.reset.as_ref() else {
            return 0.0;
        };
        let carry = (reset.carry_tokens + 0.5) as u64;
        if carry > 0 {
            self.cut(CallEvent::Reset, warm, false, carry);
        } else {
            self.ending.cuts += 1;
        }
        self.restart(self.plan.system + self.plan.prompt + carry);
        reset.extra_calls
    }

    /// The call that writes what survives: over the cached conversation, or, `apart` from
    /// it, over fresh input that is not stored.
    fn cut(&mut self, event: CallEvent, warm: bool, apart: bool, output: u64) {
        self.ending.cuts += 1;
        if apart {
            self.emit(Call {
                event,
                gap: 0.0,
                fresh: self.context,
                read: 0,
                written: 0,
                output,
                reasoning: 0,
            });
        } else {
            self.call(event, 0.0, warm, output, 0);
        }
    }

    fn restart(&mut self, context: u64) {
        self.context = context;
        self.base = context;
        self.cached = self.cached.min(self.plan.system);
        self.turns = Turns::default();
    }
}

/// Turns since the last cut, for masking.
#[derive(Default)]
struct Turns {
    /// Result tokens and all tokens of each turn, oldest first.
    sizes: Vec<(u64, u64)>,
    /// Turns at the start that are masked already, and their tokens.
    masked: usize,
    masked_tokens: u64,
    since_mask: u32,
}

impl Turns {
    fn push(&mut self, results: u64, all: u64) {
        self.sizes.push((results, all));
        self.since_mask += 1;
    }

    /// Replaces results older than the last `keep` turns by stubs; gives the tokens taken
    /// away and the tokens before the first change.
    fn mask(&mut self, keep: usize, stub: u64) -> (u64, u64) {
        self.since_mask = 0;
        let (prefix, mut taken) = (self.masked_tokens, 0);
        while self.masked + keep < self.sizes.len() {
            let (results, all) = self.sizes[self.masked];
            let cut = results.saturating_sub(stub);
            taken += cut;
            self.masked_tokens += all - cut;
            self.masked += 1;
        }
        (taken, prefix)
    }
}
