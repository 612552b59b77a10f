//! Repeated random splits and plain statistics over them, all from fixed seeds.

use taskfare::agent::Rng;

/// A shuffled order of `0..n`, the same for the same seed.
pub fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut rng = Rng::new(seed, n as u64, 0);
    for at in (1..n).rev() {
        order.swap(at, (rng.uniform() * (at + 1) as f64) as usize);
    }
    order
}

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value at probability `p`, linear between neighbours; NaN of nothing.
pub fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = p * last as f64;
    let low = place as usize;
    let high = (low + 1).min(last);
    sorted[low] + (sorted[high] - sorted[low]) * (place - low as f64)
}

/// How far apart two positive figures are, as a factor of 1 or more.
pub fn factor(a: f64, b: f64) -> f64 {
    (a / b).max(b / a)
}
