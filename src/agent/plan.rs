//! Profile, harness and the model's habits joined to what one run does.

use super::sampler::Sampler;
use super::{
    Compaction, Edit, EditStyle, Edits, Gaps, Harness, Masking, Profile, Reset, Spread,
    StablePrefix,
};

/// What an offer sets for a run, besides its prices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Largest prompt the model takes, tokens.
    pub window: u64,
    /// Whether prompts are cached at all.
    pub caches: bool,
    /// Whether an answer is stored as part of the prefix that the next prompt hits.
    pub stores_answers: bool,
    /// Shortest prefix that is cached, tokens.
    pub min_prefix: u64,
    /// Cached prefixes are multiples of so many tokens, 1 or more.
    pub block: u64,
    /// Life of a cache entry after its last use, seconds.
    pub ttl_seconds: f64,
    /// Whether stored tokens are billed as cache writes; if not, as fresh input.
    pub write_fee: bool,
    /// Share of hidden reasoning that stays in the context, 0..1.
    pub reasoning_kept: f64,
}

/// What one run does, as numbers.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub system: u64,
    pub prompt: u64,
    pub calls: Spread,
    pub task_share: f64,
    pub growth_sigma: f64,
    pub output: Spread,
    pub reasoning: Spread,
    pub results: Spread,
    pub gaps: Gaps,
    pub web_searches: f64,
    pub prefix: StablePrefix,
    pub eviction: f64,
    pub max_pings: u32,
    pub compaction: Option<Compaction>,
    pub reset: Option<Reset>,
    pub masking: Option<Masking>,
    /// Separate contexts that one run is spread over.
    pub contexts: f64,
}

impl Plan {
    /// Joins a profile and a harness; `habit` is the model's calls over the reference's.
    pub fn new(profile: &Profile, harness: &Harness, habit: f64) -> Self {
        let relief = harness
            .sub_agents
            .as_ref()
            .map_or(0.0, |helpers| helpers.relief);
        let in_one = if harness.separate_contexts {
            1.0
        } else {
            harness.call_multiplier
        };
        let factor = habit * in_one * (1.0 - relief) / harness.parallel_tools;
        let (more_output, more_calls) = edit_change(profile, harness);
        let mean_calls = profile.calls.mean();
        let calls_factor = factor * (1.0 + more_calls / mean_calls);
        let output_mean = profile.output.mean();
        // A cheaper edit style cannot take away more than nine tenths of what is said.
        let output_factor = if output_mean > 0.0 {
            (1.0 + more_output / mean_calls / output_mean).max(0.1)
        } else {
            1.0
        };
        Plan {
            system: whole(harness.system_tokens),
            prompt: whole(profile.prompt_tokens),
            calls: at_least_one(&profile.calls, calls_factor),
            task_share: profile.task_share,
            growth_sigma: profile.growth_sigma,
            output: profile
                .output
                .scaled(harness.parallel_tools * output_factor),
            reasoning: profile.reasoning.clone(),
            results: profile.results.scaled(harness.parallel_tools),
            gaps: profile.gaps.clone(),
            web_searches: profile.web_searches,
            prefix: harness.cache.stable_prefix,
            eviction: harness.cache.eviction,
            max_pings: harness.cache.keep_alive.map_or(0, |keep| keep.max_pings),
            compaction: harness.compaction.clone(),
            reset: harness.reset.clone(),
            masking: harness.masking.clone(),
            contexts: if harness.separate_contexts {
                harness.call_multiplier
            } else {
                1.0
            },
        }
    }

    /// Mean tokens by which the context grows per call.
    pub fn growth(&self, terms: &Terms) -> f64 {
        self.output.mean() + terms.reasoning_kept * self.reasoning.mean() + self.results.mean()
    }

    /// The context above which the conversation is summarised, tokens.
    pub fn trigger(&self, terms: &Terms) -> Option<u64> {
        let compaction = self.compaction.as_ref()?;
        // A window that nobody stated cannot set a share of itself.
        let window = terms.window.min(1 << 40) as f64;
        Some(compaction.trigger.tokens(window).max(1.0) as u64)
    }

    /// Probability that the cache went cold before a call that is not the first.
    pub fn miss_rate(&self, terms: &Terms) -> f64 {
        let (human, tool) = cold_rates(
            &self.gaps,
            terms.ttl_seconds * f64::from(self.max_pings + 1),
        );
        let cold = self.gaps.human_share * human + (1.0 - self.gaps.human_share) * tool;
        cold + (1.0 - cold) * self.eviction
    }

    pub fn samplers(&self) -> Samplers {
        Samplers {
            output: Sampler::new(&self.output),
            reasoning: Sampler::new(&self.reasoning),
            results: Sampler::new(&self.results),
        }
    }
}

/// The per-call draws of a plan.
pub(super) struct Samplers {
    pub output: Sampler,
    pub reasoning: Sampler,
    pub results: Sampler,
}

/// Probabilities that a wait for a person, and for a tool, outlasts `seconds`.
pub(super) fn cold_rates(gaps: &Gaps, seconds: f64) -> (f64, f64) {
    (gaps.human.above(seconds), gaps.tool.above(seconds))
}

/// Whole tokens of a count that a person may have written with a fraction.
pub(super) fn whole(tokens: f64) -> u64 {
    (tokens + 0.5) as u64
}

/// Calls times a factor, without letting the middle run fall below one call.
fn at_least_one(calls: &Spread, factor: f64) -> Spread {
    let factor = factor.max(1.0 / calls.median());
    match calls {
        // A step limit is the harness's, not the model's: it does not move with habits.
        Spread::Lognormal { median, sigma, cap } => Spread::Lognormal {
            median: median * factor,
            sigma: *sigma,
            cap: cap.map(|cap| cap.max(median * factor)),
        },
        _ => calls.scaled(factor),
    }
}

/// Output tokens and calls per run that the harness's edit style adds to the reference's.
fn edit_change(profile: &Profile, harness: &Harness) -> (f64, f64) {
    let (Some(edits), Some(style)) = (&profile.edits, &harness.edit) else {
        return (0.0, 0.0);
    };
    let (old, new) = (edit_tokens(edits, &edits.style), edit_tokens(edits, style));
    let retries = |edit: &Edit| edit.failure_rate / (1.0 - edit.failure_rate);
    (
        edits.per_run * (new - old),
        edits.per_run * (retries(style) - retries(&edits.style)),
    )
}

/// Expected output tokens of one edit that applies, failed tries included.
pub(super) fn edit_tokens(edits: &Edits, edit: &Edit) -> f64 {
    let text = match edit.style {
        EditStyle::Rewrite => edits.file_tokens,
        EditStyle::Diff | EditStyle::Patch => edits.changed_tokens * (1.0 + edit.context_share),
    };
    (text + edit.overhead_tokens) / (1.0 - edit.failure_rate)
}
