//! How the cost of a run goes with its calls, tabulated: turns a cost factor into calls.

use super::instant::Steady;

/// Points of the table, evenly spaced in ln calls.
const POINTS: usize = 40;
/// From one call to so many times the middle run's.
const REACH: f64 = 64.0;

/// Mean cost of a run over its calls, both as logarithms.
pub(super) struct CostCurve {
    /// ln calls between two points.
    step: f64,
    /// ln cost at each point, ascending.
    costs: Vec<f64>,
}

impl CostCurve {
    /// Tabulates the mean cost of runs around the middle one.
    pub fn new(steady: &Steady, median_calls: f64) -> Self {
        let step = libm::log((median_calls * REACH).max(REACH)) / (POINTS - 1) as f64;
        let mut costs: Vec<f64> = Vec::with_capacity(POINTS);
        for point in 0..POINTS {
            let calls = libm::exp(step * point as f64);
            let cost = libm::log(steady.at_calls(calls).total().max(1e-300));
            // A cut more or less may make a longer run cheaper; the table only rises.
            let before = costs.last().map_or(f64::NEG_INFINITY, |last| last + 1e-9);
            costs.push(cost.max(before));
        }
        CostCurve { step, costs }
    }

    /// The calls of a run that costs `factor` times one of `calls`; at least one.
    pub fn calls(&self, calls: f64, factor: f64) -> f64 {
        if factor == 1.0 {
            return calls;
        }
        let place = libm::log(calls) / self.step;
        let at = (place.max(0.0) as usize).min(POINTS - 2);
        let slope = self.costs[at + 1] - self.costs[at];
        let cost = self.costs[at] + slope * (place - at as f64) + libm::log(factor);
        let above = self.costs.partition_point(|known| *known < cost);
        let at = above.clamp(1, POINTS - 1) - 1;
        let slope = self.costs[at + 1] - self.costs[at];
        let place = at as f64 + (cost - self.costs[at]) / slope;
        libm::exp(place * self.step).max(1.0)
    }
}
