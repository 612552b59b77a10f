//! Light and heavy users: one lognormal, read from what people say about the top tenth.

use super::wrong;
use crate::Result;
use crate::agent::special::{normal_cdf, normal_quantile};
use crate::data::read::{read_names, read_struct};
use serde::{Deserialize, Serialize};

/// What is said about heavy users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Heavy {
    /// Which figure it is.
    pub kind: HeavyKind,
    /// The figure.
    pub value: f64,
}

/// Which figure describes heavy users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum HeavyKind {
    /// All use alike; the figure is not read.
    #[default]
    Even,
    /// Sigma of ln use over people, 0..4.
    Sigma,
    /// Share of all use by the top tenth, 0.1 to below 1.
    TopShare,
    /// Mean use of the top tenth over the mean of the others, 1 or more.
    TimesRest,
    /// Mean use of the top tenth over the middle user's, 1 or more.
    TimesMedian,
    /// Mean use of the top tenth over the mean of all, 1 to below 10.
    TimesMean,
    /// The use that one in ten exceeds over the mean, 1 to 2.273.
    P90OverMean,
}

read_struct! {
    Heavy, Camel, end_strict: ; kind, value;
}

read_names! {
    HeavyKind: Even, Sigma, TopShare, TimesRest, TimesMedian, TimesMean, P90OverMean;
}

/// A normal's nine in ten.
const Z90: f64 = 1.281_551_565_544_6;
/// Widest spread that is taken; above it a reading is a mistake.
const MAX_SIGMA: f64 = 4.0;

/// Share of all use by the top tenth where ln use spreads by `sigma`.
pub fn top_share(sigma: f64) -> f64 {
    normal_cdf(sigma - Z90)
}

/// Sigma of ln use over people from what is said of the top tenth, `path` naming it.
///
/// # Errors
/// `invalid-argument` for a figure that no lognormal can have, with the reason.
pub fn sigma_of(heavy: &Heavy, path: &str) -> Result<f64> {
    let value = heavy.value;
    let sigma = match heavy.kind {
        HeavyKind::Even => return Ok(0.0),
        HeavyKind::Sigma => value,
        HeavyKind::TopShare => from_share(value),
        // The top tenth is one part in ten, each k times the nine others: k / (k + 9).
        HeavyKind::TimesRest => from_share(value / (value + 9.0)),
        HeavyKind::TimesMean => {
            if value >= 10.0 {
                let hint = "did you mean ten times the rest (52.6 % of all use) or ten times the middle user (47.5 %)?";
                return Err(wrong(path, "less than 10: a tenth of the people at ten times the mean of all would be the whole use").with_hint(hint));
            }
            from_share(value / 10.0)
        }
        HeavyKind::TimesMedian => from_median(value),
        HeavyKind::P90OverMean => from_p90(value, path)?,
    };
    if (0.0..=MAX_SIGMA).contains(&sigma) {
        Ok(sigma)
    } else {
        Err(wrong(
            path,
            match heavy.kind {
                HeavyKind::Sigma => "0..4",
                HeavyKind::TopShare => "a share from 0.1 (all alike) to below 1",
                _ => "1 (all alike) or more, and no more than a lognormal can have",
            },
        ))
    }
}

/// Sigma from the top tenth's share of all use; NaN or below zero where there is none.
fn from_share(share: f64) -> f64 {
    // Exactly alike is a tenth, but for rounding.
    if (share - 0.1).abs() < 1e-9 {
        return 0.0;
    }
    if share > 0.1 && share < 1.0 {
        Z90 + normal_quantile(share)
    } else {
        f64::NAN
    }
}

/// Sigma from the top tenth's mean over the middle: `10 exp(s^2 / 2) top_share(s) = times`.
fn from_median(times: f64) -> f64 {
    let at = |sigma: f64| 10.0 * libm::exp(sigma * sigma / 2.0) * top_share(sigma);
    if times.is_nan() || times < 1.0 - 1e-9 {
        return f64::NAN;
    }
    let (mut low, mut high) = (0.0, MAX_SIGMA + 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if at(middle) < times {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The smaller sigma of the two under which p90 lies so far above the mean.
fn from_p90(ratio: f64, path: &str) -> Result<f64> {
    let largest = libm::exp(Z90 * Z90 / 2.0);
    if !(ratio >= 1.0 && ratio <= largest) {
        let expected = "p90 over the mean from 1 to 2.273: no lognormal has more";
        let hint =
            "a published p90 above that says nothing of the spread: give the top tenth's share";
        return Err(wrong(path, expected).with_hint(hint));
    }
    Ok(Z90 - libm::sqrt(Z90 * Z90 - 2.0 * libm::log(ratio)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sigma(kind: HeavyKind, value: f64) -> Result<f64> {
        sigma_of(&Heavy { kind, value }, "heavy")
    }

    #[test]
    fn readings_of_ten_times() {
        // By hand: 10 / (10 + 9) = 52.6 %, and Z90 + z(0.526) = 1.28 + 0.066.
        let rest = sigma(HeavyKind::TimesRest, 10.0).unwrap();
        assert!((rest - 1.3476).abs() < 1e-3, "{rest}");
        assert!((top_share(rest) - 10.0 / 19.0).abs() < 1e-9);
        let median = sigma(HeavyKind::TimesMedian, 10.0).unwrap();
        assert!((median - 1.22).abs() < 5e-3, "{median}");
        assert!((top_share(median) - 0.475).abs() < 2e-3);
        assert!((sigma(HeavyKind::TopShare, 0.5).unwrap() - Z90).abs() < 1e-9);
        assert!((sigma(HeavyKind::TimesMean, 5.0).unwrap() - Z90).abs() < 1e-9);
        for kind in [
            HeavyKind::TimesRest,
            HeavyKind::TimesMean,
            HeavyKind::TimesMedian,
        ] {
            assert!(sigma(kind, 1.0).unwrap() < 1e-3, "{kind:?}");
        }
    }

    #[test]
    fn impossible_readings_are_refused() {
        let error = sigma(HeavyKind::TimesMean, 10.0).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("invalid-argument", Some("heavy"))
        );
        assert!(error.hint().unwrap().contains("52.6"));
        assert!(sigma(HeavyKind::P90OverMean, 2.2728).is_ok());
        assert!(sigma(HeavyKind::P90OverMean, 2.28).is_err());
        for (kind, value) in [
            (HeavyKind::Sigma, -0.1),
            (HeavyKind::Sigma, f64::NAN),
            (HeavyKind::TopShare, 1.0),
            (HeavyKind::TopShare, 0.05),
            (HeavyKind::TimesRest, 0.5),
            (HeavyKind::TimesMedian, 0.9),
            (HeavyKind::P90OverMean, 0.5),
        ] {
            assert!(sigma(kind, value).is_err(), "{kind:?} {value}");
        }
    }

    #[test]
    fn the_published_mean_and_p90_hold_for_every_spread() {
        // $13 a day on average and p90 below $30: 13 x 2.273 = 29.5 is the most there can be.
        for step in 0..=40 {
            let sigma = f64::from(step) * 0.1;
            let p90 = 13.0 * libm::exp(Z90 * sigma - sigma * sigma / 2.0);
            assert!(p90 < 30.0, "{sigma}: {p90}");
        }
    }
}
