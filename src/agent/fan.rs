//! How the cost of a task adds up call by call, over many simulated tasks.

use super::project::{Ask, MAX_RUNS, first, job, no_price};
use super::stats::{at, quantiles};
use super::tally::Trace;
use super::{CostBin, Fan, FanPoint};
use crate::prices::Table;
use crate::{Code, Error, Result};

/// Most points of the fan: more than a chart has room for.
const POINTS: u32 = 80;
/// Bins of the costs of whole tasks.
const BINS: usize = 30;
/// Normal quantile of the calls up to which the fan goes: beyond it one task in fifty is left.
const FAR: f64 = 2.05;

/// Simulates tasks on the first offer asked for and says what they have cost after so many
/// calls, how many are still going, and how the whole costs are distributed.
///
/// # Errors
/// `invalid-profile` for numbers out of range; `invalid-argument` without an offer, or for
/// fewer than 2 or more than a million runs; `no-price-at` where the offer has no price.
pub fn fan(table: &Table, ask: &Ask) -> Result<Fan> {
    ask.check()?;
    if !(2..=MAX_RUNS).contains(&ask.runs) {
        return Err(
            Error::new(Code::InvalidArgument, "expected 2 to 1,000,000 runs").at_path("runs"),
        );
    }
    let (offer, ready) = first(table, ask)?;
    let attempts = f64::from(ask.harness.attempts.min(3));
    let calls = (ready.plan.calls.at_normal(FAR) * attempts).clamp(1.0, 1e6) as u32;
    let trace = Trace::every(calls.div_ceil(POINTS), POINTS);
    let out = job(&ready, ask).run(Some(trace));
    let mut out = out.ok_or_else(|| no_price("no price at this instant"))?;
    let cost = quantiles(&mut out.costs);
    Ok(Fan {
        offer: offer.model.clone(),
        currency: ready.offer.card.currency.as_str().to_string(),
        runs: ask.runs,
        points: points(&mut out.marks, calls.div_ceil(POINTS), f64::from(ask.runs)),
        cost,
        bins: bins(&out.costs),
    })
}

/// Costs after every so many calls, among the tasks that make as many.
fn points(marks: &mut [Vec<f64>], step: u32, runs: f64) -> Vec<FanPoint> {
    let drawn = marks.iter_mut().enumerate();
    // A quantile of a handful of tasks says nothing.
    let told = drawn.take_while(|(_, costs)| costs.len() >= 20 || costs.len() as f64 >= runs);
    told.map(|(place, costs)| {
        costs.sort_unstable_by(f64::total_cmp);
        FanPoint {
            call: (place as u32 + 1) * step,
            going: costs.len() as f64 / runs,
            p10: at(costs, 0.1),
            p50: at(costs, 0.5),
            p90: at(costs, 0.9),
        }
    })
    .collect()
}

/// Shares of ascending costs in bins of equal ratio; none where all are alike.
fn bins(ascending: &[f64]) -> Vec<CostBin> {
    // The ends hold a few far outliers: they stand in the first and the last bin.
    let (low, high) = (at(ascending, 0.002), at(ascending, 0.998));
    if !(low > 0.0 && high > low) {
        return Vec::new();
    }
    let edge = |bin: usize| low * libm::pow(high / low, bin as f64 / BINS as f64);
    let below = |bin: usize| match bin {
        0 => 0,
        BINS => ascending.len(),
        _ => ascending.partition_point(|cost| *cost < edge(bin)),
    };
    (0..BINS)
        .map(|bin| CostBin {
            from: edge(bin),
            to: edge(bin + 1),
            share: (below(bin + 1) - below(bin)) as f64 / ascending.len() as f64,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_hold_every_cost_once() {
        let costs: Vec<f64> = (1..=1_000).map(f64::from).collect();
        let got = bins(&costs);
        assert_eq!(got.len(), BINS);
        let whole: f64 = got.iter().map(|bin| bin.share).sum();
        assert!((whole - 1.0).abs() < 1e-12);
        assert!(got.windows(2).all(|pair| pair[0].to == pair[1].from));
        // A ladder has as many costs between two values as they are apart.
        let last = got[BINS - 2];
        assert!((last.share - (last.to - last.from) / 1_000.0).abs() < 2e-3);
        assert!(bins(&[2.0; 50]).is_empty());
    }
}
