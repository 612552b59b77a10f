//! What a class of task looks like, whatever does it.

use super::{Edit, Spread};
use crate::data::read::{read_names, read_struct};
use crate::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The numbers that describe a class of task, as done by one reference model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Stable kebab-case name.
    pub id: Cow<'static, str>,
    /// What a person calls it.
    pub name: Cow<'static, str>,
    /// The model whose runs the numbers describe (an id of the price table).
    pub reference: Cow<'static, str>,
    /// The recorded benchmark whose behaviour factors of other models apply; null = none.
    pub benchmark: Option<Cow<'static, str>>,
    /// Model calls of one run, 1 or more; its cap is the step limit.
    pub calls: Spread,
    /// Share of the variance of ln calls that belongs to the task rather than to the run, 0..1.
    pub task_share: f64,
    /// Spread of growth per call between runs (sigma of ln), 0..3.
    pub growth_sigma: f64,
    /// Tokens of the user's request, zero or more.
    pub prompt_tokens: f64,
    /// Visible output tokens per call.
    pub output: Spread,
    /// Hidden reasoning tokens per call, billed as output.
    pub reasoning: Spread,
    /// Tokens of tool results (or of the next user message) that follow a call.
    pub results: Spread,
    /// Time between calls.
    pub gaps: Gaps,
    /// How often a run completes the task.
    pub success: Success,
    /// Files edited in a run; null = the task edits none.
    pub edits: Option<Edits>,
    /// Paid web searches per run, zero or more.
    pub web_searches: f64,
    /// Where each number comes from.
    pub basis: Cow<'static, [Basis]>,
}

/// Time from the end of a call to the start of the next, in seconds: two clocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Gaps {
    /// Seconds that a tool takes.
    pub tool: Spread,
    /// Seconds that a person takes.
    pub human: Spread,
    /// Share of calls that wait for a person, 0..1.
    pub human_share: f64,
}

/// How often a run completes the task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Success {
    /// Probability that one run completes the task, above 0 and up to 1.
    pub rate: f64,
    /// `a + b` of the Beta distribution of success over tasks, above 0: small = some tasks nearly
    /// always succeed and others nearly never, so that retries help less than independence says.
    pub concentration: f64,
    /// Mean cost of a failed run over that of a successful one, above 0.
    pub failure_cost: f64,
}

/// The editing part of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Edits {
    /// Edits per run, zero or more.
    pub per_run: f64,
    /// Tokens of the edited file.
    pub file_tokens: f64,
    /// Tokens that change in it.
    pub changed_tokens: f64,
    /// How the reference runs edited.
    pub style: Edit,
}

/// Where a number comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Basis {
    /// The field it belongs to (`calls`, `success.rate`).
    pub field: Cow<'static, str>,
    /// Measured on recorded runs, published by someone, or assumed.
    pub grade: BasisGrade,
    /// What was read: repository, paper, or the reason of an assumption.
    pub source: Cow<'static, str>,
    /// Day or month of the data, `YYYY-MM-DD` or `YYYY-MM`.
    pub date: Cow<'static, str>,
    /// Number of runs, sessions or tasks behind it; null for an assumption.
    pub n: Option<u32>,
}

/// How good a number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum BasisGrade {
    /// Fitted on recorded runs.
    Measured,
    /// A figure that someone published; not re-derived.
    Published,
    /// Chosen for want of data.
    #[default]
    Assumed,
}

read_names! {
    BasisGrade: Measured, Published, Assumed;
}

read_struct! {
    Profile, Camel, end_strict: id, name, reference, benchmark, calls, task_share, growth_sigma,
        prompt_tokens, output, reasoning, results, gaps, success, edits, web_searches, basis; ;
    Gaps, Camel, end_strict: tool, human, human_share; ;
    Success, Camel, end_strict: rate, concentration, failure_cost; ;
    Edits, Camel, end_strict: per_run, file_tokens, changed_tokens, style; ;
    Basis, Camel, end_strict: field, grade, source, date, n; ;
}

impl Profile {
    /// Checks every field against its allowed range.
    ///
    /// # Errors
    /// `invalid-profile` with the field's path and the allowed range.
    pub fn check(&self) -> Result<()> {
        for (path, spread) in [
            ("profile.calls", &self.calls),
            ("profile.output", &self.output),
            ("profile.reasoning", &self.reasoning),
            ("profile.results", &self.results),
            ("profile.gaps.tool", &self.gaps.tool),
            ("profile.gaps.human", &self.gaps.human),
        ] {
            spread.check(path)?;
        }
        if self.calls.median() < 1.0 {
            return Err(out_of("profile.calls", "a run has at least one call"));
        }
        for (path, value, low, high) in [
            ("profile.taskShare", self.task_share, 0.0, 1.0),
            ("profile.growthSigma", self.growth_sigma, 0.0, 3.0),
            ("profile.promptTokens", self.prompt_tokens, 0.0, 1e8),
            ("profile.gaps.humanShare", self.gaps.human_share, 0.0, 1.0),
            ("profile.success.rate", self.success.rate, 1e-6, 1.0),
            (
                "profile.success.concentration",
                self.success.concentration,
                1e-3,
                1e6,
            ),
            (
                "profile.success.failureCost",
                self.success.failure_cost,
                1e-2,
                1e2,
            ),
            ("profile.webSearches", self.web_searches, 0.0, 1e6),
        ] {
            in_range(path, value, low, high)?;
        }
        let Some(edits) = &self.edits else {
            return Ok(());
        };
        in_range("profile.edits.perRun", edits.per_run, 0.0, 1e5)?;
        in_range("profile.edits.fileTokens", edits.file_tokens, 0.0, 1e7)?;
        edits.style.check("profile.edits.style")?;
        in_range(
            "profile.edits.changedTokens",
            edits.changed_tokens,
            0.0,
            edits.file_tokens,
        )
    }

    /// Mean tokens by which the context grows per call, if `kept` of the reasoning stays in it.
    pub fn growth(&self, kept: f64) -> f64 {
        self.output.mean() + kept * self.reasoning.mean() + self.results.mean()
    }
}

/// An `invalid-profile` error at `path`.
pub(super) fn out_of(path: &str, what: impl Into<String>) -> Error {
    Error::new(Code::InvalidProfile, what).at_path(path)
}

/// A figure for a sentence, with up to six decimals. Printing every float to its last digit
/// takes more code than all of the sentences.
pub(crate) fn figure(value: f64) -> String {
    let scaled = libm::round(value.abs() * 1e6);
    if value.is_nan() {
        return "not a number".to_string();
    }
    let sign = if value < 0.0 && scaled > 0.0 { "-" } else { "" };
    if scaled >= 1e18 {
        return [sign, "more than a million millions"].concat();
    }
    let (whole, part) = (scaled as u64 / 1_000_000, scaled as u64 % 1_000_000);
    let digits = (1_000_000 + part).to_string();
    let part = digits.get(1..).unwrap_or_default().trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    [sign, &whole.to_string(), point, part].concat()
}

/// Checks `low <= value <= high`, naming the range.
pub(super) fn in_range(path: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if value >= low && value <= high {
        Ok(())
    } else {
        let range = [&figure(low), "..", &figure(high)].concat();
        Err(out_of(
            path,
            [&figure(value), " is outside ", &range].concat(),
        ))
    }
}
