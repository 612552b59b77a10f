//! A [`Spread`] made ready for millions of draws.

use super::{Rng, Spread};

/// Cells of the table that stands in for a slow quantile function.
const CELLS: usize = 1024;
/// Cells at either end whose draws are asked of the spread itself: there the table would bend
/// less than the quantile function does.
const ENDS: usize = 12;

/// A spread whose quantiles are tabulated: a draw is a look-up and a straight line, and only
/// one in forty asks the spread itself.
#[derive(Clone, Debug)]
pub(super) enum Sampler {
    Fixed(f64),
    /// Quantiles at `i / CELLS` for `i` in `ENDS..=CELLS - ENDS`, linear between.
    Table(Spread, Vec<f64>),
    Empirical(Vec<f64>),
}

impl Sampler {
    pub fn new(spread: &Spread) -> Self {
        match spread {
            Spread::Fixed { value } => Sampler::Fixed(*value),
            Spread::Lognormal { sigma: 0.0, .. } => Sampler::Fixed(spread.median()),
            Spread::Lognormal { .. } | Spread::Gamma { .. } => {
                let at = |cell: usize| spread.quantile(cell as f64 / CELLS as f64);
                Sampler::Table(spread.clone(), (ENDS..=CELLS - ENDS).map(at).collect())
            }
            Spread::Empirical { values } => Sampler::Empirical(values.to_vec()),
        }
    }

    /// The next draw times `factor`, as whole tokens.
    #[inline]
    pub fn tokens(&self, rng: &mut Rng, factor: f64) -> u64 {
        (self.draw(rng) * factor + 0.5) as u64
    }

    #[inline]
    fn draw(&self, rng: &mut Rng) -> f64 {
        match self {
            Sampler::Fixed(value) => *value,
            Sampler::Table(spread, table) => {
                let u = rng.uniform();
                let place = u * CELLS as f64;
                let cell = place as usize;
                match table
                    .get(cell.wrapping_sub(ENDS)..)
                    .and_then(<[f64]>::first_chunk)
                {
                    Some([low, high]) => low + (high - low) * (place - cell as f64),
                    None => spread.quantile(u),
                }
            }
            Sampler::Empirical(values) => {
                let at = (rng.uniform() * values.len() as f64) as usize;
                values[at.min(values.len() - 1)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_of(spread: &Spread) -> f64 {
        let (sampler, mut rng) = (Sampler::new(spread), Rng::new(3, 0, 0));
        (0..200_000).map(|_| sampler.draw(&mut rng)).sum::<f64>() / 2e5
    }

    #[test]
    fn every_kind_has_its_mean() {
        for spread in [
            Spread::Fixed { value: 12.0 },
            Spread::lognormal(500.0, 0.8),
            Spread::Lognormal {
                median: 500.0,
                sigma: 0.8,
                cap: Some(900.0),
            },
            Spread::Gamma {
                mean: 700.0,
                shape: 1.7,
            },
            Spread::Empirical {
                values: vec![1.0, 2.0, 30.0].into(),
            },
        ] {
            let (got, want) = (mean_of(&spread), spread.mean());
            assert!((got / want - 1.0).abs() < 0.01, "{spread:?}: {got} {want}");
        }
    }

    #[test]
    fn the_table_follows_the_quantiles() {
        let spread = Spread::lognormal(500.0, 1.25);
        let (sampler, mut rng) = (Sampler::new(&spread), Rng::new(5, 0, 0));
        for _ in 0..20_000 {
            let want = spread.quantile(rng.clone().uniform());
            let got = sampler.draw(&mut rng);
            assert!((got / want - 1.0).abs() < 2e-3, "{got} for {want}");
        }
    }
}
