//! The policy around the model: what is sent, what stays cached, when the context is cut.

use super::Spread;
use super::profile::{Basis, in_range, out_of};
use crate::Result;
use crate::data::read::{Fields, Names, read_names, read_struct, variant};
use crate::data::{Json, Read};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The policy around the model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Harness {
    /// Stable kebab-case name.
    pub id: Cow<'static, str>,
    /// What a person calls it.
    pub name: Cow<'static, str>,
    /// Tokens of system prompt and tool definitions, sent with every call.
    pub system_tokens: f64,
    /// Share of hidden reasoning that later calls send again, 0..1; null = as the vendor does.
    pub reasoning_kept: Option<f64>,
    /// What is kept cached, and for how long.
    pub cache: Cache,
    /// When the conversation is summarised; null = never.
    pub compaction: Option<Compaction>,
    /// A fresh context forced at intervals; null = never.
    pub reset: Option<Reset>,
    /// Old tool results replaced by stubs; null = never.
    pub masking: Option<Masking>,
    /// Runs of helpers with their own contexts; null = none.
    pub sub_agents: Option<SubAgents>,
    /// Tool calls per model call over the reference's, 1 or more: fewer, larger steps.
    pub parallel_tools: f64,
    /// Calls over the reference's for the same task, above 0.
    pub call_multiplier: f64,
    /// Whether the multiplied calls run in so many separate contexts (true) or in one (false).
    pub separate_contexts: bool,
    /// How files are edited; null = as the reference runs did.
    pub edit: Option<Edit>,
    /// Wake-ups of an always-on assistant; null = none.
    pub heartbeat: Option<Heartbeat>,
    /// Attempts at a task before giving up, 1..100.
    pub attempts: u32,
    /// Where each number comes from.
    pub basis: Cow<'static, [Basis]>,
}

/// What is kept cached, and for how long.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Cache {
    /// Which part of the prompt stays the same from call to call and is offered to the cache.
    pub stable_prefix: StablePrefix,
    /// Lifetime asked for, seconds; null = the vendor's default.
    pub ttl_seconds: Option<u32>,
    /// Small calls that keep the cache warm over long gaps; null = none.
    pub keep_alive: Option<KeepAlive>,
    /// Probability that an entry is lost before its time, 0..1.
    pub eviction: f64,
}

/// Which part of the prompt stays the same from call to call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum StablePrefix {
    /// Everything sent so far (a rolling breakpoint, or automatic caching of an append-only context).
    #[default]
    Whole,
    /// System prompt and tools only.
    System,
    /// Nothing: changing content at the start, or caching not asked for.
    Off,
}

/// Small calls that keep the cache warm over long gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct KeepAlive {
    /// Most pings in one gap, 1..1000; after that the cache goes cold.
    pub max_pings: u32,
}

/// Summarising the conversation to make room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Compaction {
    /// The context at which it happens.
    pub trigger: Trigger,
    /// Tokens of the summary, above 0.
    pub summary_tokens: f64,
    /// Share of the context kept as it is behind the summary, 0..0.9.
    pub keep_share: f64,
    /// Whether the summary call misses the cache (another prompt or model).
    pub cold: bool,
    /// Extra calls after each one, for what the summary lost, 0..100.
    pub extra_calls: f64,
}

/// The context at which compaction happens.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Trigger {
    /// So many tokens.
    Tokens {
        /// Tokens, above 0.
        tokens: f64,
    },
    /// A share of the model's window.
    WindowShare {
        /// Share, above 0 and up to 1.
        share: f64,
    },
    /// So many tokens below the model's window.
    BelowWindow {
        /// Tokens, zero or more.
        tokens: f64,
    },
}

/// A fresh context forced every so many calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Reset {
    /// Calls between resets, 1 or more.
    pub every_calls: f64,
    /// Tokens written by the model and carried over, zero or more.
    pub carry_tokens: f64,
    /// Extra calls after each one, for finding one's way back, 0..100.
    pub extra_calls: f64,
}

/// Old tool results replaced by stubs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Masking {
    /// Turns whose results stay whole, 0 or more.
    pub keep_calls: u32,
    /// Turns between two maskings, 1 or more: each one rewrites the cached tail.
    pub every_calls: u32,
    /// Tokens of a stub, zero or more.
    pub stub_tokens: f64,
}

/// Helpers with their own contexts, each starting cold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SubAgents {
    /// Helpers per run, 1..1000.
    pub count: u32,
    /// Calls of a helper.
    pub calls: Spread,
    /// Tokens of a helper's system prompt, tools and task.
    pub system_tokens: f64,
    /// Tokens that a helper returns to its parent.
    pub return_tokens: f64,
    /// Share of the parent's calls that the helpers take over, 0..1.
    pub relief: f64,
    /// The model of the helpers; null = the parent's.
    pub model: Option<Cow<'static, str>>,
}

/// How files are edited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// Whole file, diff with context lines, or a named field.
    pub style: EditStyle,
    /// Tokens around the changed text over the changed text (quoted old text, context lines), zero or more.
    pub context_share: f64,
    /// Tokens of the envelope of one edit, zero or more.
    pub overhead_tokens: f64,
    /// Probability that an edit does not apply and is tried again, 0..0.95.
    pub failure_rate: f64,
}

/// How files are edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum EditStyle {
    /// The whole file is written again.
    #[default]
    Rewrite,
    /// Changed lines with lines around them.
    Diff,
    /// Old and new text of one field or passage.
    Patch,
}

/// Wake-ups of an always-on assistant between tasks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Heartbeat {
    /// Seconds between wake-ups, 1 or more.
    pub interval_seconds: f64,
    /// Wake-ups that are charged to one task, zero or more.
    pub per_task: f64,
    /// Tokens of context sent beyond the system prompt.
    pub context_tokens: f64,
    /// Output tokens of one wake-up.
    pub output_tokens: f64,
}

read_names! {
    StablePrefix: Whole, System, Off;
    EditStyle: Rewrite, Diff, Patch;
}

read_struct! {
    Harness, Camel, end_strict: id, name, system_tokens, reasoning_kept, cache, compaction, reset, masking,
        sub_agents, parallel_tools, call_multiplier, separate_contexts, edit, heartbeat, attempts,
        basis; ;
    Cache, Camel, end_strict: stable_prefix, ttl_seconds, keep_alive, eviction; ;
    KeepAlive, Camel, end_strict: max_pings; ;
    Compaction, Camel, end_strict: trigger, summary_tokens, keep_share, cold, extra_calls; ;
    Reset, Camel, end_strict: every_calls, carry_tokens, extra_calls; ;
    Masking, Camel, end_strict: keep_calls, every_calls, stub_tokens; ;
    SubAgents, Camel, end_strict: count, calls, system_tokens, return_tokens, relief, model; ;
    Edit, Camel, end_strict: style, context_share, overhead_tokens, failure_rate; ;
    Heartbeat, Camel, end_strict: interval_seconds, per_task, context_tokens, output_tokens; ;
}

impl Default for Trigger {
    /// At the whole window.
    fn default() -> Self {
        Trigger::WindowShare { share: 1.0 }
    }
}

impl Read for Trigger {
    fn read(&mut self, from: &Json) -> Result<()> {
        let kind = variant(from.get("kind"), &["Tokens", "WindowShare", "BelowWindow"]);
        let kind = kind.map_err(|error| error.at_path("kind"))?;
        let mut fields = Fields::of(from, Names::Camel)?;
        let (name, mut figure) = (if kind == 1 { "share" } else { "tokens" }, 0.0);
        fields.required(name, &mut figure);
        *self = match kind {
            0 => Trigger::Tokens { tokens: figure },
            1 => Trigger::WindowShare { share: figure },
            _ => Trigger::BelowWindow { tokens: figure },
        };
        fields.end()
    }
}

impl Trigger {
    /// The context in tokens at which compaction happens in a window of so many tokens.
    pub fn tokens(self, window: f64) -> f64 {
        match self {
            Trigger::Tokens { tokens } => tokens.min(window),
            Trigger::WindowShare { share } => share * window,
            Trigger::BelowWindow { tokens } => window - tokens,
        }
    }
}

impl Edit {
    /// Checks the ranges named on the fields, under `path`.
    pub(super) fn check(&self, path: &str) -> Result<()> {
        let at = |field: &str| [path, field].concat();
        in_range(&at(".contextShare"), self.context_share, 0.0, 1e3)?;
        in_range(&at(".overheadTokens"), self.overhead_tokens, 0.0, 1e6)?;
        in_range(&at(".failureRate"), self.failure_rate, 0.0, 0.95)
    }
}

impl Harness {
    /// Checks every field against its allowed range.
    ///
    /// # Errors
    /// `invalid-profile` with the field's path and the allowed range.
    pub fn check(&self) -> Result<()> {
        let kept = self.reasoning_kept.unwrap_or(0.0);
        for (path, value, low, high) in [
            ("harness.systemTokens", self.system_tokens, 0.0, 1e8),
            ("harness.reasoningKept", kept, 0.0, 1.0),
            ("harness.cache.eviction", self.cache.eviction, 0.0, 1.0),
            ("harness.parallelTools", self.parallel_tools, 1.0, 1e3),
            ("harness.callMultiplier", self.call_multiplier, 1e-2, 1e4),
            ("harness.attempts", f64::from(self.attempts), 1.0, 100.0),
        ] {
            in_range(path, value, low, high)?;
        }
        if let Some(keep_alive) = self.cache.keep_alive {
            let pings = f64::from(keep_alive.max_pings);
            in_range("harness.cache.keepAlive.maxPings", pings, 1.0, 1e3)?;
        }
        self.check_cuts()?;
        self.check_extras()
    }

    fn check_cuts(&self) -> Result<()> {
        if let Some(compaction) = &self.compaction {
            let path = "harness.compaction.trigger";
            match compaction.trigger {
                Trigger::Tokens { tokens } => in_range(path, tokens, 1.0, 1e9)?,
                Trigger::WindowShare { share } => in_range(path, share, 1e-3, 1.0)?,
                Trigger::BelowWindow { tokens } => in_range(path, tokens, 0.0, 1e9)?,
            }
            let summary = compaction.summary_tokens;
            in_range("harness.compaction.summaryTokens", summary, 1.0, 1e7)?;
            in_range(
                "harness.compaction.keepShare",
                compaction.keep_share,
                0.0,
                0.9,
            )?;
            in_range(
                "harness.compaction.extraCalls",
                compaction.extra_calls,
                0.0,
                100.0,
            )?;
        }
        if let Some(reset) = &self.reset {
            in_range("harness.reset.everyCalls", reset.every_calls, 1.0, 1e6)?;
            in_range("harness.reset.carryTokens", reset.carry_tokens, 0.0, 1e7)?;
            in_range("harness.reset.extraCalls", reset.extra_calls, 0.0, 100.0)?;
            if reset.extra_calls >= reset.every_calls {
                let path = "harness.reset.extraCalls";
                return Err(out_of(
                    path,
                    "fewer than the calls between resets, or no run would end",
                ));
            }
        }
        if let Some(masking) = &self.masking {
            let every = f64::from(masking.every_calls);
            in_range("harness.masking.everyCalls", every, 1.0, 1e6)?;
            in_range("harness.masking.stubTokens", masking.stub_tokens, 0.0, 1e6)?;
        }
        Ok(())
    }

    fn check_extras(&self) -> Result<()> {
        if let Some(helpers) = &self.sub_agents {
            helpers.calls.check("harness.subAgents.calls")?;
            let count = f64::from(helpers.count);
            in_range("harness.subAgents.count", count, 1.0, 1e3)?;
            in_range(
                "harness.subAgents.systemTokens",
                helpers.system_tokens,
                0.0,
                1e8,
            )?;
            in_range(
                "harness.subAgents.returnTokens",
                helpers.return_tokens,
                0.0,
                1e7,
            )?;
            in_range("harness.subAgents.relief", helpers.relief, 0.0, 1.0)?;
        }
        if let Some(edit) = &self.edit {
            in_range("harness.edit.contextShare", edit.context_share, 0.0, 1e3)?;
            in_range(
                "harness.edit.overheadTokens",
                edit.overhead_tokens,
                0.0,
                1e6,
            )?;
            in_range("harness.edit.failureRate", edit.failure_rate, 0.0, 0.95)?;
        }
        if let Some(beat) = &self.heartbeat {
            in_range(
                "harness.heartbeat.intervalSeconds",
                beat.interval_seconds,
                1.0,
                1e8,
            )?;
            in_range("harness.heartbeat.perTask", beat.per_task, 0.0, 1e6)?;
            in_range(
                "harness.heartbeat.contextTokens",
                beat.context_tokens,
                0.0,
                1e8,
            )?;
            in_range(
                "harness.heartbeat.outputTokens",
                beat.output_tokens,
                0.0,
                1e7,
            )?;
        }
        Ok(())
    }
}
