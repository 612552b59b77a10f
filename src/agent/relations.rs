//! What recorded runs say across models, as data.

use super::profile::Basis;
use std::borrow::Cow;

/// Recorded means of one model on one benchmark.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Recorded {
    /// The benchmark, as profiles name it.
    pub benchmark: Cow<'static, str>,
    /// The model's name, as it was recorded and as the price table understands it.
    pub model: Cow<'static, str>,
    /// Mean cost of a task in USD.
    pub cost: f64,
    /// List rates behind the cost, USD per million: fresh, read, written, output.
    pub list: Cow<'static, [f64]>,
    /// Share of tasks completed.
    pub success: f64,
    /// Tasks.
    pub n: u32,
    /// Day of the record.
    pub date: Cow<'static, str>,
}

/// How cost and success go with the price of a model on one benchmark.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Relations {
    /// The power of the price level that the cost of a task goes with.
    pub exponent: f64,
    /// Eight in ten unseen models lie within this factor, either way.
    pub factor80: f64,
    /// Benchmarks whose tasks are close: a model's cost over another's carries from one to the next.
    pub close_classes: Cow<'static, [Cow<'static, str>]>,
    /// Eight in ten such ratios of two models carry within this factor, either way.
    pub close_factor80: f64,
    /// How much of a task's difficulty two models share, 0..1.
    pub shared_difficulty: f64,
    /// Change of ln odds of success per ln price level.
    pub success_slope: f64,
    /// Energy per token, by class of model.
    pub energy: Cow<'static, [EnergyOfClass]>,
    /// Share of reasoning tokens that later calls send again, by vendor; others send none.
    pub reasoning_kept: Cow<'static, [Kept]>,
    /// Recorded models.
    pub recorded: Cow<'static, [Recorded]>,
    /// Where the figures come from.
    pub basis: Cow<'static, [Basis]>,
}

/// How much of hidden reasoning a vendor's later calls send again.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// The vendor's id.
    pub vendor: Cow<'static, str>,
    /// Share, 0..1.
    pub share: f64,
}

/// What tokens of a class of model take, at the data centre's meter.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct EnergyOfClass {
    /// `flagship`, `mid` or `small`.
    pub class: Cow<'static, str>,
    /// Watt-hours per million tokens, the middle: read from a cache, computed input, output.
    pub watt_hours: Cow<'static, [f64]>,
    /// The interval's ends lie this factor from the middle.
    pub reach: f64,
}
