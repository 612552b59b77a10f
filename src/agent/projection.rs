//! What a projection says, ready to be shown: statistics in `f64`, bills in exact decimals.

use super::Mixed;
use serde::{Deserialize, Serialize};

/// The cost of a task on every asked offer, and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Projection {
    /// The profile's id.
    pub profile: String,
    /// The harness's id.
    pub harness: String,
    /// The instant of the rates, as given (RFC 3339, UTC).
    pub at: String,
    /// Simulated runs per offer; 0 = closed form with quantiles.
    pub runs: u32,
    /// The seed of the draws.
    pub seed: u32,
    /// One row per offer, in the order asked.
    pub offers: Vec<OfferProjection>,
    /// One row per mix of offers, in the order asked.
    pub mixes: Vec<Mixed>,
}

/// The distribution of what one task costs on one offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct OfferProjection {
    /// The offer, as the caller named it.
    pub offer: String,
    /// The model's id in the price table.
    pub model: String,
    /// Whether the offer can do the task and has prices for it.
    pub standing: Standing,
    /// Whether this model's behaviour on this class of task was recorded.
    pub grade: Evidence,
    /// Why it stands so, and what widens the interval.
    pub reasons: Vec<Remark>,
    /// ISO 4217 code of every amount in the row.
    pub currency: String,
    /// Cost of one task, attempts included; null unless `standing` is `projected` or `partial`.
    pub cost: Option<Quantiles>,
    /// Expected cost per completed task: mean cost / probability of completion.
    pub fare: Option<f64>,
    /// Probability that the task is completed within the allowed attempts, 0..1.
    pub success: f64,
    /// Probability that a task costs more than the budget, 0..1; null without a budget.
    pub over_budget: Option<f64>,
    /// What is not known of this model on this class of task, sigma of ln cost. It is part of
    /// `cost` and common to all tasks: many tasks do not average it out.
    pub level_sigma: f64,
    /// Model calls of one task.
    pub calls: Option<Quantiles>,
    /// Tokens of one task, input and output.
    pub tokens: Option<Quantiles>,
    /// Mean cost and tokens by kind, largest cost first; costs add up to the mean.
    pub parts: Vec<Part>,
    /// The first call whose prompt exceeds the model's window, counted from 1; null = none in any run.
    pub breaks_at_call: Option<u32>,
    /// Share of runs that exceed the window, 0..1.
    pub broken_share: f64,
    /// Mean number of compactions and resets per run.
    pub cuts: f64,
}

/// A distribution in six figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Quantiles {
    /// One in ten is below.
    pub p10: f64,
    /// The middle.
    pub p50: f64,
    /// One in ten is above.
    pub p90: f64,
    /// One in a hundred is above.
    pub p99: f64,
    /// The average.
    pub mean: f64,
    /// Standard error of the mean from the number of simulated runs; 0 for the closed form.
    pub standard_error: f64,
    /// Standard error of p90, likewise.
    pub p90_error: f64,
}

/// Mean cost and tokens of one kind of usage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// The kind, named as in a bill's lines.
    pub kind: String,
    /// Mean tokens (or units) per task.
    pub tokens: f64,
    /// Mean cost per task.
    pub cost: f64,
    /// Share of the mean cost, 0..1.
    pub share: f64,
}

/// Whether an offer can do the task and has prices for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Costs follow.
    Projected,
    /// Some kinds have no price: the costs are a lower bound.
    Partial,
    /// No price applies.
    Unpriced,
    /// More than half of the runs exceed the model's window.
    CannotHold,
}

/// Whether this model's behaviour on this class of task was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Runs of this model on this class were recorded.
    Measured,
    /// Runs of this model on a close class, or of other models on this class, carried over.
    CarriedOver,
    /// The profile itself is an assumption.
    Assumed,
}

/// Why a row stands as it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// Stable kebab-case name, for translation.
    pub code: String,
    /// One English sentence.
    pub text: String,
}

/// One run, call by call: a worked example, billed exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Anatomy {
    /// The offer, as the caller named it.
    pub offer: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Every call in order, helpers' calls after the parent's.
    pub calls: Vec<AnatomyCall>,
    /// Exact sum of the calls' costs.
    pub total: String,
    /// Exact cost by kind of usage; adds up to the total.
    pub lines: Vec<AnatomyLine>,
    /// The call that exceeds the model's window, counted from 1; null = none.
    pub breaks_at_call: Option<u32>,
}

/// Exact cost of one kind of usage over a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AnatomyLine {
    /// The kind, named as in a bill's lines.
    pub kind: String,
    /// Tokens (or units).
    pub quantity: u64,
    /// Exact decimal amount.
    pub amount: String,
}

/// One call of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AnatomyCall {
    /// Position in the run, from 1.
    pub call: u32,
    /// 0 = the parent, 1 and up = helpers.
    pub agent: u32,
    /// What happened at this call.
    pub event: CallEvent,
    /// Seconds since the call before.
    pub gap_seconds: f64,
    /// Prompt tokens of the call: fresh + read + written.
    pub context: u64,
    /// Fresh input tokens.
    pub fresh: u64,
    /// Tokens read from cache.
    pub read: u64,
    /// Tokens written to cache.
    pub written: u64,
    /// Visible output tokens.
    pub output: u64,
    /// Hidden reasoning tokens.
    pub reasoning: u64,
    /// Exact cost of the call.
    pub cost: String,
    /// Exact cost of the run so far.
    pub so_far: String,
}

/// What tasks have cost after so many calls, and in all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Fan {
    /// The offer, as the caller named it.
    pub offer: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Simulated tasks.
    pub runs: u32,
    /// Costs along the calls, as far as 20 tasks come.
    pub points: Vec<FanPoint>,
    /// Costs of whole tasks, attempts included.
    pub cost: Quantiles,
    /// The same in bins of equal ratio, in ascending order; empty where all cost the same.
    pub bins: Vec<CostBin>,
}

/// What the tasks that make so many calls have cost by then.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FanPoint {
    /// Calls made, helpers' left out.
    pub call: u32,
    /// Share of the tasks that come so far, 0..1.
    pub going: f64,
    /// One in ten of them is below.
    pub p10: f64,
    /// The middle.
    pub p50: f64,
    /// One in ten of them is above.
    pub p90: f64,
}

/// How many tasks cost between two amounts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CostBin {
    /// From this cost; the first bin holds what is below, too.
    pub from: f64,
    /// Up to this; the last bin holds what is above, too.
    pub to: f64,
    /// Share of the tasks, 0..1.
    pub share: f64,
}

/// What happened at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum CallEvent {
    /// An ordinary call.
    Call,
    /// An ordinary call that found the cache cold.
    Miss,
    /// The call that writes the summary.
    Compaction,
    /// The call that hands over to a fresh context.
    Reset,
    /// A small call that keeps the cache warm.
    KeepAlive,
    /// A wake-up of an always-on assistant.
    Heartbeat,
}

/// One thing that would make the task cheaper, with what it saves and when that holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// Stable kebab-case name, for translation.
    pub code: String,
    /// One English sentence: what to change.
    pub text: String,
    /// One English sentence: when it holds, and what it costs otherwise.
    pub condition: String,
    /// The figure to set (tokens, seconds, calls), where there is one.
    pub value: Option<f64>,
    /// Mean saving per task; negative = dearer.
    pub saving: f64,
    /// Saving over the mean cost.
    pub share: f64,
}

/// What the fare does when one input changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Sensitivity {
    /// The input's path (`profile.calls`).
    pub input: String,
    /// Fare with the input at 80 % of its value.
    pub lower: f64,
    /// Fare with the input at 125 % of its value.
    pub higher: f64,
    /// Change of the fare in per cent for one per cent of the input.
    pub elasticity: f64,
}
