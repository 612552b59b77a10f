//! How a quantity varies from run to run or call to call.

use super::special::{gamma_quantile, normal_cdf, normal_quantile};
use crate::data::read::{Fields, Names, variant};
use crate::data::{Json, Read};
use crate::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A distribution of a quantity that is zero or more (calls, tokens, seconds).
///
/// Every kind is drawn by its quantile function from one uniform number, so the
/// same seed gives comparable draws under every scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Spread {
    /// Always this value.
    Fixed {
        /// The value, zero or more.
        value: f64,
    },
    /// Lognormal; draws above `cap` are set to the cap (a step limit truncates runs, it does not redraw them).
    Lognormal {
        /// The middle value, above zero.
        median: f64,
        /// Standard deviation of the natural logarithm, zero or more.
        sigma: f64,
        /// The largest possible value; null = none. At least the median.
        cap: Option<f64>,
    },
    /// Gamma: a lighter upper tail than lognormal.
    Gamma {
        /// The average, above zero.
        mean: f64,
        /// The shape, above zero; the coefficient of variation is `1 / sqrt(shape)`.
        shape: f64,
    },
    /// Resampling of one's own observed values, each equally likely.
    Empirical {
        /// The observed values in ascending order, each zero or more.
        values: Cow<'static, [f64]>,
    },
}

impl Default for Spread {
    /// Always zero.
    fn default() -> Self {
        Spread::Fixed { value: 0.0 }
    }
}

impl Read for Spread {
    fn read(&mut self, from: &Json) -> Result<()> {
        let kinds = ["Fixed", "Lognormal", "Gamma", "Empirical"];
        let kind = variant(from.get("kind"), &kinds).map_err(|error| error.at_path("kind"))?;
        let mut fields = Fields::of(from, Names::Camel)?;
        let (mut first, mut second, mut cap) = (0.0, 0.0, None);
        let mut values = Vec::new();
        match kind {
            0 => fields.required("value", &mut first),
            1 => {
                fields.required("median", &mut first);
                fields.required("sigma", &mut second);
                fields.optional("cap", &mut cap);
            }
            2 => {
                fields.required("mean", &mut first);
                fields.required("shape", &mut second);
            }
            _ => fields.required("values", &mut values),
        }
        *self = match kind {
            0 => Spread::Fixed { value: first },
            1 => Spread::Lognormal {
                median: first,
                sigma: second,
                cap,
            },
            2 => Spread::Gamma {
                mean: first,
                shape: second,
            },
            _ => Spread::Empirical {
                values: values.into(),
            },
        };
        fields.end()
    }
}

impl Spread {
    /// A lognormal without a cap.
    pub const fn lognormal(median: f64, sigma: f64) -> Self {
        Spread::Lognormal {
            median,
            sigma,
            cap: None,
        }
    }

    /// The value at probability `u`, `0 < u < 1`.
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Spread::Fixed { value } => *value,
            Spread::Lognormal { .. } => self.at_normal(normal_quantile(u)),
            Spread::Gamma { mean, shape } => gamma_quantile(*shape, u) * mean / shape,
            Spread::Empirical { values } => {
                let at = (u * values.len() as f64) as usize;
                values[at.min(values.len() - 1)]
            }
        }
    }

    /// The value where a standard normal number is `z`.
    pub fn at_normal(&self, z: f64) -> f64 {
        match self {
            Spread::Fixed { value } => *value,
            Spread::Lognormal { median, sigma, cap } => {
                let value = median * libm::exp(sigma * z);
                cap.map_or(value, |cap| value.min(cap))
            }
            _ => self.quantile(normal_cdf(z)),
        }
    }

    /// The middle value.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The average, with the effect of a cap.
    pub fn mean(&self) -> f64 {
        match self {
            Spread::Fixed { value } => *value,
            Spread::Lognormal { median, sigma, cap } => {
                let whole = median * libm::exp(sigma * sigma / 2.0);
                match cap {
                    Some(cap) if *sigma > 0.0 => {
                        let z = libm::log(cap / median) / sigma;
                        whole * normal_cdf(z - sigma) + cap * (1.0 - normal_cdf(z))
                    }
                    _ => whole,
                }
            }
            Spread::Gamma { mean, .. } => *mean,
            Spread::Empirical { values } => values.iter().sum::<f64>() / values.len() as f64,
        }
    }

    /// The probability of a value above `limit`.
    pub fn above(&self, limit: f64) -> f64 {
        match self {
            Spread::Fixed { value } => f64::from(*value > limit),
            Spread::Lognormal { median, sigma, cap } => {
                if cap.is_some_and(|cap| cap <= limit) || *median <= 0.0 {
                    0.0
                } else if limit <= 0.0 {
                    1.0
                } else if *sigma == 0.0 {
                    f64::from(*median > limit)
                } else {
                    1.0 - normal_cdf(libm::log(limit / median) / sigma)
                }
            }
            Spread::Gamma { mean, shape } => {
                1.0 - super::special::gamma_cdf(*shape, limit.max(0.0) * shape / mean)
            }
            Spread::Empirical { values } => {
                values.iter().filter(|value| **value > limit).count() as f64 / values.len() as f64
            }
        }
    }

    /// The same shape with every value multiplied by `factor`.
    pub fn scaled(&self, factor: f64) -> Self {
        match self {
            Spread::Fixed { value } => Spread::Fixed {
                value: value * factor,
            },
            Spread::Lognormal { median, sigma, cap } => Spread::Lognormal {
                median: median * factor,
                sigma: *sigma,
                cap: cap.map(|cap| cap * factor),
            },
            Spread::Gamma { mean, shape } => Spread::Gamma {
                mean: mean * factor,
                shape: *shape,
            },
            Spread::Empirical { values } => Spread::Empirical {
                values: values.iter().map(|value| value * factor).collect(),
            },
        }
    }

    /// Checks the ranges named on the fields.
    ///
    /// # Errors
    /// `invalid-profile` at `path`, with the allowed range.
    pub fn check(&self, path: &str) -> Result<()> {
        let wrong = |what: &str| Err(Error::new(Code::InvalidProfile, what).at_path(path));
        match self {
            Spread::Fixed { value } if !finite_from(*value, 0.0) => {
                wrong("the value must be zero or more")
            }
            Spread::Lognormal { median, .. } if !(median.is_finite() && *median > 0.0) => {
                wrong("the median must be above zero")
            }
            Spread::Lognormal { sigma, .. } if !(finite_from(*sigma, 0.0) && *sigma <= 5.0) => {
                wrong("sigma must lie in 0..5")
            }
            Spread::Lognormal {
                median,
                cap: Some(cap),
                ..
            } if !finite_from(*cap, *median) => wrong("the cap must not lie below the median"),
            Spread::Gamma { mean, shape }
                if !(mean.is_finite() && shape.is_finite() && *mean > 0.0 && *shape > 0.0) =>
            {
                wrong("mean and shape must be above zero")
            }
            Spread::Empirical { values }
                if values.is_empty() || values.iter().any(|value| !finite_from(*value, 0.0)) =>
            {
                wrong("at least one value, each zero or more")
            }
            Spread::Empirical { values } if !values.is_sorted() => {
                wrong("the values must be in ascending order")
            }
            _ => Ok(()),
        }
    }
}

/// Finite and not below `least`.
fn finite_from(value: f64, least: f64) -> bool {
    value.is_finite() && value >= least
}
