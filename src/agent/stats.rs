//! Statistics over bills, in `f64`.

use super::Quantiles;
use super::special::{normal_cdf, normal_quantile, student_quantile};

/// Quantiles, mean and their standard errors of simulated outcomes; sorts them.
pub(crate) fn quantiles(outcomes: &mut [f64]) -> Quantiles {
    outcomes.sort_unstable_by(f64::total_cmp);
    let n = outcomes.len() as f64;
    let mean = outcomes.iter().sum::<f64>() / n;
    let squares = outcomes
        .iter()
        .map(|x| (x - mean) * (x - mean))
        .sum::<f64>();
    let spread = libm::sqrt(squares / (n - 1.0).max(1.0));
    Quantiles {
        p10: at(outcomes, 0.10),
        p50: at(outcomes, 0.50),
        p90: at(outcomes, 0.90),
        p99: at(outcomes, 0.99),
        mean,
        standard_error: spread / libm::sqrt(n),
        p90_error: quantile_error(outcomes, 0.90),
    }
}

/// The value at probability `p` of ascending values, linear between neighbours.
pub(super) fn at(ascending: &[f64], p: f64) -> f64 {
    let place = p * (ascending.len() - 1) as f64;
    let low = place as usize;
    let high = (low + 1).min(ascending.len() - 1);
    ascending[low] + (ascending[high] - ascending[low]) * (place - low as f64)
}

/// Standard error of a quantile: half the width of its one-sigma order-statistic interval.
fn quantile_error(ascending: &[f64], p: f64) -> f64 {
    let step = libm::sqrt(p * (1.0 - p) / ascending.len() as f64);
    let (low, high) = ((p - step).max(0.0), (p + step).min(1.0));
    (at(ascending, high) - at(ascending, low)) / 2.0
}

/// The probability of a value above `limit`, from the shape that the quantiles have.
pub(super) fn above(quantiles: &Quantiles, limit: f64) -> f64 {
    if limit <= 0.0 || quantiles.p50 <= 0.0 {
        return 1.0;
    }
    let reach = libm::log(limit / quantiles.p50);
    let (far, z) = if reach >= 0.0 {
        (quantiles.p90, normal_quantile(0.9))
    } else {
        (quantiles.p10, normal_quantile(0.1))
    };
    let sigma = libm::log(far / quantiles.p50) / z;
    if sigma <= 0.0 {
        return f64::from(reach < 0.0);
    }
    1.0 - normal_cdf(reach / sigma)
}

/// Mean, spread and count of the logarithms of positive values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LogMoments {
    pub n: f64,
    pub mean: f64,
    pub sigma: f64,
}

impl LogMoments {
    pub fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().map(|x| libm::log(*x)).sum::<f64>() / n;
        let squares: f64 = values
            .iter()
            .map(|x| libm::log(*x) - mean)
            .map(|d| d * d)
            .sum();
        LogMoments {
            n,
            mean,
            sigma: libm::sqrt(squares / (n - 1.0)),
        }
    }

    /// Student-t prediction interval of one more value that covers `share`.
    pub fn next(&self, share: f64) -> (f64, f64) {
        let t = student_quantile(self.n - 1.0, 0.5 + share / 2.0);
        let reach = t * self.sigma * libm::sqrt(1.0 + 1.0 / self.n);
        (libm::exp(self.mean - reach), libm::exp(self.mean + reach))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_a_ladder() {
        let mut values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        let got = quantiles(&mut values);
        assert_eq!(
            (got.p10, got.p50, got.p90, got.p99, got.mean),
            (10.0, 50.0, 90.0, 99.0, 50.0)
        );
        assert!(
            (got.standard_error - 2.915).abs() < 1e-3,
            "{}",
            got.standard_error
        );
        assert!((got.p90_error - 2.985).abs() < 1e-2, "{}", got.p90_error);
    }

    #[test]
    fn probability_above_a_limit_agrees_with_the_quantiles() {
        let shape = Quantiles {
            p10: 0.5,
            p50: 1.0,
            p90: 3.0,
            p99: 9.0,
            mean: 1.5,
            standard_error: 0.0,
            p90_error: 0.0,
        };
        for (limit, want) in [(0.5, 0.9), (1.0, 0.5), (3.0, 0.1), (0.0, 1.0)] {
            assert!((above(&shape, limit) - want).abs() < 1e-9, "{limit}");
        }
    }
}
