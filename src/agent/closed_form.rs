//! What a run of constant growth sends, in closed form: the witness of the simulator
//! and the ground of instant answers.
//!
//! With `A` tokens at the first call and growth `g` per call, a run of `T` calls sends
//! `I = T*A + g*T*(T-1)/2` tokens. If everything sent stays cached it stores
//! `W = A + g*(T-1)` and reads `R = (T-1)*A + g*(T-1)*(T-2)/2 = I - W`. Only `T` and `T^2`
//! enter, so a random `T` needs no more than its first two moments.

use super::Spread;
use super::special::normal_cdf;

/// Prices per token, in currency units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// Fresh input.
    pub fresh: f64,
    /// Input read from cache.
    pub read: f64,
    /// Input stored in cache.
    pub write: f64,
    /// Visible output.
    pub output: f64,
    /// Hidden reasoning.
    pub reasoning: f64,
}

/// First two moments of the number of calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calls {
    /// E\[T\].
    pub mean: f64,
    /// E\[T^2\].
    pub square: f64,
}

/// Input tokens of a run, by what happens to them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flow {
    /// Neither read nor stored.
    pub fresh: f64,
    /// Read from cache.
    pub read: f64,
    /// Stored in cache.
    pub write: f64,
}

impl Calls {
    /// Exactly so many calls.
    pub const fn fixed(calls: f64) -> Self {
        Calls {
            mean: calls,
            square: calls * calls,
        }
    }

    /// The moments of a spread.
    pub fn of(spread: &Spread) -> Self {
        let mean = spread.mean();
        let square = match spread {
            Spread::Fixed { value } => value * value,
            Spread::Lognormal { median, sigma, cap } => {
                let whole = median * median * libm::exp(2.0 * sigma * sigma);
                match cap {
                    Some(cap) if *sigma > 0.0 => {
                        let z = libm::log(cap / median) / sigma;
                        whole * normal_cdf(z - 2.0 * sigma) + cap * cap * (1.0 - normal_cdf(z))
                    }
                    _ => whole,
                }
            }
            Spread::Gamma { mean, shape } => mean * mean * (1.0 + 1.0 / shape),
            Spread::Empirical { values } => {
                values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64
            }
        };
        Calls { mean, square }
    }

    /// Input tokens of all calls, cached or not: `T*A + g*T*(T-1)/2`.
    pub fn input(self, start: f64, growth: f64) -> f64 {
        self.mean * start + growth * (self.square - self.mean) / 2.0
    }

    /// Everything sent stays cached; each call after the first misses with probability
    /// `miss`, independently, and then stores again exactly what it would have read.
    pub fn whole_prefix(self, start: f64, growth: f64, miss: f64) -> Flow {
        let stored = start + growth * (self.mean - 1.0);
        let reread = self.input(start, growth) - stored;
        Flow {
            fresh: 0.0,
            read: (1.0 - miss) * reread,
            write: stored + miss * reread,
        }
    }

    /// Only the first `system` tokens stay cached.
    pub fn system_prefix(self, start: f64, system: f64, growth: f64, miss: f64) -> Flow {
        let reread = (self.mean - 1.0) * system;
        Flow {
            fresh: self.input(start, growth) - self.mean * system,
            read: (1.0 - miss) * reread,
            write: system + miss * reread,
        }
    }

    /// Nothing is cached.
    pub fn uncached(self, start: f64, growth: f64) -> Flow {
        Flow {
            fresh: self.input(start, growth),
            ..Flow::default()
        }
    }

    /// The growth per call of a run whose total input is known:
    /// `(I - T*A) / (T*(T-1)/2)`, zero where the start alone exceeds the input.
    pub fn growth_from_input(self, input: f64, start: f64) -> f64 {
        let pairs = (self.square - self.mean) / 2.0;
        if pairs <= 0.0 {
            return 0.0;
        }
        ((input - self.mean * start) / pairs).max(0.0)
    }
}

impl Flow {
    /// Cost with so much visible output in all.
    pub fn cost(self, rates: &Rates, output: f64) -> f64 {
        self.fresh * rates.fresh
            + self.read * rates.read
            + self.write * rates.write
            + output * rates.output
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn per_million(fresh: f64, read: f64, write: f64, output: f64) -> Rates {
        Rates {
            fresh: fresh / 1e6,
            read: read / 1e6,
            write: write / 1e6,
            output: output / 1e6,
            reasoning: output / 1e6,
        }
    }

    #[test]
    fn reproduces_the_two_check_values() {
        // Check values of the design: a Claude Code-like and a bash-only run.
        let calls = Calls::fixed(79.0);
        let flow = calls.whole_prefix(30_500.0, 2_072.0, 0.0);
        let cost = flow.cost(&per_million(5.0, 0.5, 6.25, 25.0), 79.0 * 872.0);
        assert!((cost - 7.223_533).abs() < 5e-7, "{cost}");
        let calls = Calls::fixed(12.0);
        let flow = calls.whole_prefix(8_800.0, 2_100.0, 0.0);
        let cost = flow.cost(&per_million(1.25, 0.125, 1.25, 10.0), 12.0 * 600.0);
        assert!((cost - 0.138_412_5).abs() < 1e-12, "{cost}");
    }

    #[test]
    fn random_length_costs_more_than_its_mean() {
        let spread = Spread::lognormal(60.0, 0.45);
        let calls = Calls::of(&spread);
        let pairs = (calls.square - calls.mean) / 2.0;
        let at_mean = calls.mean * (calls.mean - 1.0) / 2.0;
        // exp(sigma^2) = 1.224 on the square alone.
        assert!(
            (pairs / at_mean - 1.227).abs() < 2e-3,
            "{}",
            pairs / at_mean
        );
        let capped = Calls::of(&Spread::Lognormal {
            median: 60.0,
            sigma: 0.45,
            cap: Some(100.0),
        });
        assert!(capped.square < calls.square && capped.square > 3_600.0);
    }

    #[test]
    fn growth_is_recovered_from_the_input() {
        let calls = Calls::fixed(40.0);
        let input = calls.input(20_000.0, 1_500.0);
        assert!((calls.growth_from_input(input, 20_000.0) - 1_500.0).abs() < 1e-9);
        assert_eq!(Calls::fixed(1.0).growth_from_input(input, 1.0), 0.0);
    }
}
