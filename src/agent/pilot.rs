//! A handful of one's own runs beats any default: interval and next step by Student's t.

use super::special::{normal_quantile, student_quantile};
use super::stats::LogMoments;
use crate::{Code, Error, Result};
use serde::{Deserialize, Serialize};

/// What n recorded costs say about the next one and about the average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Pilot {
    /// Number of runs.
    pub n: u32,
    /// Middle cost: exp of the mean logarithm.
    pub median: f64,
    /// Estimated average: a lognormal's mean where that is near the plain average, see [`pilot`].
    pub mean: f64,
    /// Standard deviation of ln cost.
    pub sigma: f64,
    /// Eight in ten of further runs cost at least this…
    pub next_low: f64,
    /// …and at most this.
    pub next_high: f64,
    /// The average lies above this in nine of ten cases…
    pub mean_low: f64,
    /// …and below this in nine of ten.
    pub mean_high: f64,
    /// Further runs that would halve the interval of the average.
    pub runs_to_halve: u32,
}

/// Reads a pilot of recorded costs (or tokens) of 3 or more runs.
///
/// The interval of the next run is a Student-t prediction interval on ln cost; that of the
/// average adds the uncertainty of the variance (Cox's method with t). The average itself is
/// the plain one: on recorded runs its median error at n = 10 was no worse than the
/// lognormal formula's, and it needs no shape.
///
/// # Errors
/// `invalid-argument` for fewer than 3 costs, or one that is not above zero.
pub fn pilot(costs: &[f64]) -> Result<Pilot> {
    if costs.len() < 3 {
        let hint = "paste the costs of at least 3 runs of the same kind of task";
        return Err(
            Error::new(Code::InvalidArgument, "too few runs for an interval")
                .at_path("costs")
                .with_hint(hint),
        );
    }
    if let Some(bad) = costs
        .iter()
        .position(|cost| !(cost.is_finite() && *cost > 0.0))
    {
        return Err(
            Error::new(Code::InvalidArgument, "a cost must be above zero")
                .at_path(["costs[", &bad.to_string(), "]"].concat()),
        );
    }
    let logs = LogMoments::of(costs);
    let (next_low, next_high) = logs.next(0.8);
    let mean = costs.iter().sum::<f64>() / logs.n;
    let variance = logs.sigma * logs.sigma;
    let error = libm::sqrt(variance / logs.n + variance * variance / (2.0 * (logs.n - 1.0)));
    let reach = student_quantile(logs.n - 1.0, 0.9) * error;
    let centre = logs.mean + variance / 2.0;
    Ok(Pilot {
        n: costs.len() as u32,
        median: libm::exp(logs.mean),
        mean,
        sigma: logs.sigma,
        next_low,
        next_high,
        mean_low: libm::exp(centre - reach),
        mean_high: libm::exp(centre + reach),
        runs_to_halve: runs_to_halve(&logs, reach),
    })
}

/// Further runs at which the interval of the average is half as wide, if sigma stays.
fn runs_to_halve(logs: &LogMoments, reach: f64) -> u32 {
    let variance = logs.sigma * logs.sigma;
    if variance == 0.0 {
        return 0;
    }
    let mut n = logs.n;
    loop {
        n += 1.0;
        let error = libm::sqrt(variance / n + variance * variance / (2.0 * (n - 1.0)));
        // Past 200 degrees of freedom t is the normal quantile to three digits.
        let t = if n > 200.0 {
            normal_quantile(0.9)
        } else {
            student_quantile(n - 1.0, 0.9)
        };
        if t * error <= reach / 2.0 || n > 1e5 {
            return (n - logs.n) as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_runs_give_an_interval_and_a_next_step() {
        let costs = [0.21, 0.34, 0.28, 0.95, 0.40, 0.31, 0.22, 0.61, 0.37, 0.45];
        let got = pilot(&costs).unwrap();
        assert!(got.next_low < got.median && got.median < got.next_high);
        assert!(got.mean_low < got.mean && got.mean < got.mean_high);
        // t(9, 0.9) = 1.383, so the interval of the next run is exp(±1.383 sigma sqrt(1.1)).
        let reach = 1.383_028_738 * got.sigma * 1.1f64.sqrt();
        assert!(((got.next_high / got.median).ln() - reach).abs() < 1e-6);
        assert!(
            (20..=45).contains(&got.runs_to_halve),
            "{}",
            got.runs_to_halve
        );
    }

    #[test]
    fn refuses_what_has_no_interval() {
        assert_eq!(pilot(&[1.0, 2.0]).unwrap_err().path(), Some("costs"));
        assert_eq!(
            pilot(&[1.0, 0.0, 2.0]).unwrap_err().path(),
            Some("costs[1]")
        );
    }

    #[test]
    fn equal_costs_have_no_width() {
        let got = pilot(&[2.0; 5]).unwrap();
        assert!((got.next_high - 2.0).abs() < 1e-12 && got.runs_to_halve == 0);
    }
}
