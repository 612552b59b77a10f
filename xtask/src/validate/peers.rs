//! The plain approaches of other tools on the same runs, side by side.

use super::data::{Records, Run};
use super::runs::cost_from_tokens;
use super::sample::median;
use super::table::percent;
use std::fmt::Write;

/// A way to price a run whose calls, input and output are known.
type Approach = fn([f64; 4], &Run) -> Option<f64>;

const APPROACHES: [(&str, Approach); 4] = [
    ("taskfare: growth and cache, call by call", cost_from_tokens),
    ("flat rate x tokens", flat),
    ("fixed 90 % hit rate", fixed_hit_rate),
    ("straight line: first call x calls", straight_line),
];

/// Every input token at the fresh rate.
fn flat(list: [f64; 4], run: &Run) -> Option<f64> {
    Some((run.prompt_tokens? * list[0] + run.completion_tokens? * list[3]) / 1e6)
}

/// Nine tenths of the input at the read rate, the rest at the fresh rate.
fn fixed_hit_rate(list: [f64; 4], run: &Run) -> Option<f64> {
    let input = 0.9 * list[1] + 0.1 * list[0];
    Some((run.prompt_tokens? * input + run.completion_tokens? * list[3]) / 1e6)
}

/// What the first call costs, times the calls: the context does not grow.
fn straight_line(list: [f64; 4], run: &Run) -> Option<f64> {
    let output = run.completion_tokens? / run.calls;
    let first = super::runs::START * list[0] + output * list[3];
    Some(first * run.calls / 1e6)
}

/// A table of errors on every run whose recorded cost is a sum of known list rates.
pub fn markdown(records: &Records) -> String {
    let mut out = String::from(
        "| given calls, input and output of a run | computed / recorded total | median run error |\n| --- | --- | --- |\n",
    );
    for (name, approach) in APPROACHES {
        let mut judged: Vec<(f64, f64)> = Vec::new();
        for setup in &records.setups {
            let Some(list) = setup.list else { continue };
            let pairs = setup
                .runs
                .iter()
                .filter_map(|run| Some((approach(list, run)?, run.cost?)));
            judged.extend(pairs);
        }
        let (got, want) = judged
            .iter()
            .fold((0.0, 0.0), |sum, x| (sum.0 + x.0, sum.1 + x.1));
        let errors: Vec<f64> = judged.iter().map(|(a, b)| (a / b - 1.0).abs()).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {name} | {:.2} ({} runs) | {} |",
            got / want,
            judged.len(),
            percent(median(&errors))
        );
    }
    out
}
