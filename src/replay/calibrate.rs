//! A log into the profile of its own kind of task.

use super::{
    cache::context,
    order::{Contexts, Step, by_session},
    span::{ReplayOptions, Span},
};
use crate::{
    Code, Error, Result,
    agent::{Basis, BasisGrade, Gaps, Profile, Spread, Success},
    logs::Log,
};
use serde::Serialize;
use std::borrow::Cow;

/// A pause this long, in seconds, is a person's: tools answer sooner, nine in ten
/// within half a minute (TraceLab, 2606.30560).
const HUMAN: f64 = 60.0;
/// A session needs this many calls to tell growth.
const SESSION: u32 = 2;
/// Fewer sessions than this give no spread.
const LEAST: usize = 3;
/// Nine in ten of a normal distribution lie below so many standard deviations.
const Z90: f64 = 1.281_551_565_544_600_4;

/// A figure with its n and where eight in ten repeats of the log would put it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Estimate {
    /// Observations behind it.
    pub n: u32,
    /// The middle value.
    pub median: f64,
    /// Standard deviation of the logarithm.
    pub sigma: f64,
    /// Lower end of the middle value's interval.
    pub low: f64,
    /// Upper end of the middle value's interval.
    pub high: f64,
}

/// A profile of one's own work.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Calibration {
    /// To project the next task with.
    pub profile: Profile,
    /// Calls of a context.
    pub calls: Estimate,
    /// Tokens of the first prompt: the harness's own and the request.
    pub start: Estimate,
    /// Tokens by which the prompt grows per call.
    pub growth: Estimate,
    /// Visible output tokens per call.
    pub output: Estimate,
    /// Reasoning tokens per call, where the log tells them apart.
    pub reasoning: Option<Estimate>,
    /// Seconds of pauses up to a minute.
    pub tool_gap: Option<Estimate>,
    /// Seconds of longer pauses.
    pub human_gap: Option<Estimate>,
    /// Share of calls after a longer pause.
    pub human_share: f64,
    /// Contexts left out: of one call, or without a time.
    pub left_out: u64,
}

/// What the contexts of a log show.
#[derive(Default)]
struct Seen {
    calls: Vec<f64>,
    start: Vec<f64>,
    growth: Vec<f64>,
    results: Vec<f64>,
    output: Vec<f64>,
    reasoning: Vec<f64>,
    tool: Vec<f64>,
    human: Vec<f64>,
    pauses: u64,
    left_out: u64,
}

/// Turns a log into a profile: every context of two or more calls is one run.
///
/// `promptTokens` is the whole first prompt, the harness's own part included: project it
/// under a harness whose own prompt is 0.
///
/// How often a run completes its task is nothing that a log tells: the profile
/// takes each run as a success, and says so in its basis.
///
/// # Errors
/// `invalid-argument` with fewer than 3 contexts of two calls, or for a `from` or
/// `to` that is no instant.
pub fn calibrate(log: &Log, options: &ReplayOptions) -> Result<Calibration> {
    let span = Span::of(options)?;
    let seen = observe(log, &span);
    if seen.calls.len() < LEAST {
        let message = format!("{} runs of two or more calls are too few", seen.calls.len());
        return Err(Error::new(Code::InvalidArgument, message)
            .at_path("log")
            .with_hint("a profile needs at least 3"));
    }
    let all = |values: &[f64]| Estimate::of(values);
    let few = || Error::new(Code::InvalidArgument, "no call has any output").at_path("log");
    let (calls, start) = (all(&seen.calls), all(&seen.start));
    let (Some(calls), Some(start), Some(output)) = (calls, start, all(&seen.output)) else {
        return Err(few());
    };
    let growth = all(&seen.growth).unwrap_or(Estimate::none());
    let human_share = match seen.pauses {
        0 => 0.0,
        pauses => seen.human.len() as f64 / pauses as f64,
    };
    let mut calibration = Calibration {
        calls,
        start,
        growth,
        output,
        reasoning: all(&seen.reasoning),
        tool_gap: all(&seen.tool),
        human_gap: all(&seen.human),
        human_share,
        left_out: seen.left_out,
        profile: empty(),
    };
    calibration.profile = profile(log, &calibration, &seen);
    calibration.profile.check()?;
    Ok(calibration)
}

fn observe(log: &Log, span: &Span) -> Seen {
    let mut seen = Seen::default();
    let mut session = None;
    let mut contexts = Contexts::default();
    for place in by_session(log, |place| span.holds(log.call(place).at)) {
        let call = log.call(place as usize);
        if session != Some(call.session) {
            session = Some(call.session);
            seen.close(&std::mem::take(&mut contexts));
        }
        let usage = &call.usage;
        let now = context(place as usize, &call);
        let (before, step) = contexts.step(now, usage.cache_reads());
        match (before, step) {
            (Some(before), Step::Grow) => {
                let growth = now.prompt as f64 - before.prompt as f64;
                seen.growth.push(growth.max(0.0));
                seen.results.push((growth - before.output as f64).max(0.0));
                if let Some((at, last)) = now.at.zip(before.at) {
                    seen.pause((at - last) as f64);
                }
            }
            (Some(before), Step::Shrink) => {
                seen.calls.push(f64::from(before.calls));
                seen.start.push(now.prompt as f64);
            }
            _ => seen.start.push(now.prompt as f64),
        }
        seen.output.push(usage.output as f64);
        seen.reasoning.push(usage.reasoning as f64);
    }
    seen.close(&contexts);
    seen
}

impl Seen {
    fn pause(&mut self, seconds: f64) {
        self.pauses += 1;
        match seconds > HUMAN {
            true => self.human.push(seconds),
            false => self.tool.push(seconds.max(0.0)),
        }
    }

    fn close(&mut self, contexts: &Contexts) {
        for context in contexts.open() {
            match context.calls >= SESSION {
                true => self.calls.push(f64::from(context.calls)),
                false => self.left_out += 1,
            }
        }
    }
}

impl Estimate {
    /// Of the values above zero, which is where a logarithm is.
    fn of(values: &[f64]) -> Option<Estimate> {
        let logs: Vec<f64> = values
            .iter()
            .filter(|value| **value > 0.0)
            .map(|value| libm::log(*value))
            .collect();
        let n = logs.len() as f64;
        if logs.is_empty() {
            return None;
        }
        let mean = logs.iter().sum::<f64>() / n;
        let squares: f64 = logs.iter().map(|log| (log - mean) * (log - mean)).sum();
        let sigma = libm::sqrt(squares / (n - 1.0).max(1.0));
        let reach = Z90 * sigma / libm::sqrt(n);
        Some(Estimate {
            n: logs.len() as u32,
            median: libm::exp(mean),
            sigma,
            low: libm::exp(mean - reach),
            high: libm::exp(mean + reach),
        })
    }

    fn none() -> Estimate {
        Estimate {
            n: 0,
            median: 0.0,
            sigma: 0.0,
            low: 0.0,
            high: 0.0,
        }
    }
}

/// A lognormal whose average is that of the values, zeros among them.
fn spread(values: &[f64]) -> Spread {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    match Estimate::of(values) {
        Some(estimate) if estimate.sigma > 1e-9 => {
            let sigma = estimate.sigma.min(4.0);
            Spread::lognormal(mean / libm::exp(sigma * sigma / 2.0), sigma)
        }
        _ => Spread::Fixed { value: mean },
    }
}

fn profile(log: &Log, found: &Calibration, seen: &Seen) -> Profile {
    let mut profile = empty();
    let models = log.report().models.iter();
    let counts = models.map(|name| {
        let calls = log.calls().filter(|call| call.model == Some(name));
        (calls.count(), name)
    });
    let most = counts.max().map_or("unknown", |(_, name)| name);
    profile.reference = Cow::Owned(most.to_string());
    profile.calls = match found.calls.sigma > 0.0 {
        true => Spread::lognormal(found.calls.median.max(1.0), found.calls.sigma.min(4.0)),
        false => Spread::Fixed {
            value: found.calls.median.max(1.0),
        },
    };
    profile.output = spread(&seen.output);
    profile.reasoning = spread(&seen.reasoning);
    profile.results = spread(&seen.results);
    profile.prompt_tokens = found.start.median;
    profile.gaps = Gaps {
        tool: spread(&seen.tool),
        human: match seen.human.is_empty() {
            true => Spread::Fixed { value: 0.0 },
            false => spread(&seen.human),
        },
        human_share: found.human_share,
    };
    let to = log.report().to.as_deref().unwrap_or("1970-01-01");
    let date = to.get(..10).unwrap_or(to).to_string();
    let basis = |field: &'static str, n: u32| Basis {
        n: Some(n),
        field: Cow::Borrowed(field),
        grade: BasisGrade::Measured,
        source: Cow::Borrowed("one's own log"),
        date: Cow::Owned(date.clone()),
    };
    let assumed = Basis {
        grade: BasisGrade::Assumed,
        source: Cow::Borrowed("a log does not tell whether a task was completed"),
        n: None,
        ..basis("success", 0)
    };
    profile.basis = Cow::Owned(vec![
        basis("calls", found.calls.n),
        basis("promptTokens", found.start.n),
        basis("results", found.growth.n),
        basis("output", found.output.n),
        basis("gaps", seen.pauses as u32),
        assumed,
    ]);
    profile
}

fn empty() -> Profile {
    let nothing = Spread::Fixed { value: 0.0 };
    Profile {
        id: Cow::Borrowed("own-log"),
        name: Cow::Borrowed("My own work"),
        reference: Cow::Borrowed("unknown"),
        // Recorded work, though of no published benchmark: nothing of it is assumed.
        benchmark: Some(Cow::Borrowed("own-log")),
        calls: Spread::Fixed { value: 1.0 },
        task_share: 0.5,
        growth_sigma: 0.0,
        prompt_tokens: 0.0,
        output: nothing.clone(),
        reasoning: nothing.clone(),
        results: nothing.clone(),
        gaps: Gaps {
            tool: nothing.clone(),
            human: nothing,
            human_share: 0.0,
        },
        success: Success {
            rate: 1.0,
            concentration: 1.0,
            failure_cost: 1.0,
        },
        edits: None,
        web_searches: 0.0,
        basis: Cow::Borrowed(&[]),
    }
}
