//! Special functions of statistics, in `libm` and plain arithmetic only, so that
//! every machine gets the same bytes.

/// Quantile of the standard normal at `0 < p < 1`: Wichura's AS 241 (1988), relative error about 1e-16.
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * poly(&CENTRE_A, r) / poly(&CENTRE_B, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let z = if r <= 5.0 {
        poly(&MIDDLE_A, r - 1.6) / poly(&MIDDLE_B, r - 1.6)
    } else {
        poly(&FAR_A, r - 5.0) / poly(&FAR_B, r - 5.0)
    };
    if q < 0.0 { -z } else { z }
}

/// Horner's rule, highest coefficient first.
#[inline]
fn poly(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_A: [f64; 8] = [
    2_509.080_928_730_122_7,
    33_430.575_583_588_13,
    67_265.770_927_008_7,
    45_921.953_931_549_87,
    13_731.693_765_509_46,
    1_971.590_950_306_551_3,
    133.141_667_891_784_38,
    3.387_132_872_796_366_5,
];
const CENTRE_B: [f64; 8] = [
    5_226.495_278_852_855,
    28_729.085_735_721_943,
    39_307.895_800_092_71,
    21_213.794_301_586_597,
    5_394.196_021_424_751,
    687.187_007_492_057_9,
    42.313_330_701_600_91,
    1.0,
];
const MIDDLE_A: [f64; 8] = [
    7.745_450_142_783_414e-4,
    0.022_723_844_989_269_184,
    0.241_780_725_177_450_6,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const MIDDLE_B: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    0.015_198_666_563_616_457,
    0.148_103_976_427_480_08,
    0.689_767_334_985_1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const FAR_A: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    0.001_242_660_947_388_078_4,
    0.026_532_189_526_576_124,
    0.296_560_571_828_504_87,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_B: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    0.014_875_361_290_850_615,
    0.136_929_880_922_735_8,
    0.599_832_206_555_888,
    1.0,
];

/// Distribution function of the standard normal.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// Regularised incomplete gamma function P(a, x): the gamma distribution of shape `a > 0`, scale 1.
pub fn gamma_cdf(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while term > sum * 1e-16 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        front * sum
    } else {
        1.0 - front * continued_fraction(|i| (-i * (i - a), x + 2.0 * i + 1.0 - a))
    }
}

/// Value of `1 / (b0 + a1 / (b1 + a2 / …))` by Lentz's method, where `terms(i)` gives `(a_i, b_i)`.
fn continued_fraction(terms: impl Fn(f64) -> (f64, f64)) -> f64 {
    const TINY: f64 = 1e-300;
    let apart = |x: f64| if x.abs() < TINY { TINY } else { x };
    let mut d = 1.0 / apart(terms(0.0).1);
    let (mut c, mut value) = (1.0 / TINY, d);
    for i in 1..10_000 {
        let (a, b) = terms(f64::from(i));
        d = 1.0 / apart(b + a * d);
        c = apart(b + a / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

/// Regularised incomplete beta function I_x(a, b): the Beta distribution, `a, b > 0`.
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_cdf(b, a, 1.0 - x);
    }
    let front = libm::exp(a * libm::log(x) + b * libm::log1p(-x) - ln_beta(a, b)) / a;
    front
        * continued_fraction(|i| {
            let m = libm::floor(i / 2.0);
            let term = if i == 0.0 {
                0.0
            } else if i % 2.0 == 0.0 {
                m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
            } else {
                -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
            };
            (term, 1.0)
        })
}

/// Natural logarithm of the beta function B(a, b).
pub fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// Quantile of the gamma distribution of shape `a` and scale 1 at `0 < p < 1`.
pub fn gamma_quantile(a: f64, p: f64) -> f64 {
    let mut high = a + 1.0;
    while gamma_cdf(a, high) < p {
        high *= 2.0;
    }
    bisect(0.0, high, |x| gamma_cdf(a, x) < p)
}

/// Quantile of the Beta(a, b) distribution at `0 < p < 1`.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    bisect(0.0, 1.0, |x| beta_cdf(a, b, x) < p)
}

/// Quantile of Student's t with `freedom` degrees of freedom at `0 < p < 1`.
pub fn student_quantile(freedom: f64, p: f64) -> f64 {
    if p < 0.5 {
        return -student_quantile(freedom, 1.0 - p);
    }
    let tail = 2.0 * (1.0 - p);
    let x = bisect(0.0, 1.0, |x| beta_cdf(freedom / 2.0, 0.5, x) < tail);
    libm::sqrt(freedom * (1.0 - x) / x)
}

/// The point of `low..high` where `below` turns false, halved to the last digit that matters.
pub fn bisect(mut low: f64, mut high: f64, below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, want: f64, tolerance: f64) {
        assert!((got - want).abs() <= tolerance * want.abs(), "{got} {want}");
    }

    #[test]
    fn normal_quantiles_match_published_tables() {
        near(normal_quantile(0.9), 1.281_551_565_544_600_5, 1e-14);
        near(normal_quantile(0.99), 2.326_347_874_040_841, 1e-14);
        near(normal_quantile(1e-12), -7.034_483_825_301_131, 1e-13);
        for p in [1e-9, 0.01, 0.3, 0.77, 0.999] {
            near(normal_cdf(normal_quantile(p)), p, 1e-12);
        }
    }

    #[test]
    fn student_quantiles_match_published_tables() {
        near(student_quantile(9.0, 0.9), 1.383_028_738_4, 1e-8);
        near(student_quantile(4.0, 0.95), 2.131_846_786_3, 1e-8);
        near(student_quantile(1.0, 0.75), 1.0, 1e-9);
    }

    #[test]
    fn gamma_and_beta_match_closed_cases() {
        near(gamma_cdf(1.0, 2.5), 1.0 - (-2.5f64).exp(), 1e-13);
        near(gamma_cdf(3.0, 9.0), 0.993_767_8, 1e-6);
        near(gamma_quantile(2.0, 0.5), 1.678_346_990_016_661, 1e-11);
        near(beta_cdf(1.0, 1.0, 0.3), 0.3, 1e-13);
        near(beta_cdf(2.0, 3.0, 0.4), 0.524_8, 1e-12);
        near(
            beta_cdf(0.56, 0.65, beta_quantile(0.56, 0.65, 0.2)),
            0.2,
            1e-11,
        );
    }
}
