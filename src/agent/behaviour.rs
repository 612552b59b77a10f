//! What another model would spend on the same task: never a bare price ratio.
//!
//! Cheaper models take more tokens. Over recorded benchmarks the cost of a task goes with
//! the list price to the power of about one half, so half the price saves about 30 %,
//! not 50 %.

use super::stats::at;

/// The cost of one class of task on one model, as recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation<'a> {
    /// Class of task.
    pub benchmark: &'a str,
    /// The model.
    pub model: &'a str,
    /// Its price level: see [`price_level`].
    pub price: f64,
    /// Mean cost per task.
    pub cost: f64,
}

/// `ln cost = level(benchmark) + exponent * ln price`, with the reach of its errors.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceRelation {
    /// The power of the price.
    pub exponent: f64,
    /// Per benchmark: ln cost at price level 1.
    pub levels: Vec<(String, f64)>,
    /// Eight in ten observations lie within this factor of the relation, either way.
    pub factor80: f64,
}

/// A model's price level: the geometric mean of its list rates for fresh input and output,
/// standard service tier, per million tokens.
///
/// One figure for the class of a model. Cache discounts are left out on purpose: they say
/// how a vendor charges, not how a model works, and the simulated run accounts for them.
pub fn price_level(input: f64, output: f64) -> f64 {
    libm::sqrt(input * output)
}

impl PriceRelation {
    /// Fits one exponent over several benchmarks, each with its own level (least squares).
    ///
    /// None without two different prices in at least one benchmark.
    pub fn fit(observations: &[Observation]) -> Option<Self> {
        let mut benchmarks: Vec<&str> = observations.iter().map(|o| o.benchmark).collect();
        benchmarks.sort_unstable();
        benchmarks.dedup();
        let centre = |benchmark: &str, value: &dyn Fn(&Observation) -> f64| {
            let own = observations.iter().filter(|o| o.benchmark == benchmark);
            own.clone().map(value).sum::<f64>() / own.count() as f64
        };
        let price = |o: &Observation| libm::log(o.price);
        let cost = |o: &Observation| libm::log(o.cost);
        let centres: Vec<(f64, f64)> = benchmarks
            .iter()
            .map(|benchmark| (centre(benchmark, &price), centre(benchmark, &cost)))
            .collect();
        let place = |o: &Observation| benchmarks.binary_search(&o.benchmark).unwrap_or(0);
        let (mut xy, mut xx) = (0.0, 0.0);
        for o in observations {
            let (x0, y0) = centres[place(o)];
            xy += (price(o) - x0) * (cost(o) - y0);
            xx += (price(o) - x0) * (price(o) - x0);
        }
        if xx <= 0.0 {
            return None;
        }
        let exponent = xy / xx;
        let mut relation = PriceRelation {
            exponent,
            levels: benchmarks
                .iter()
                .zip(&centres)
                .map(|(name, (x0, y0))| (name.to_string(), y0 - exponent * x0))
                .collect(),
            factor80: 1.0,
        };
        relation.factor80 = relation.reach(observations, benchmarks.len() + 1);
        Some(relation)
    }

    /// The mean cost of a task of this benchmark at this price level.
    pub fn cost(&self, benchmark: &str, price: f64) -> Option<f64> {
        let (_, level) = self.levels.iter().find(|(name, _)| name == benchmark)?;
        Some(libm::exp(level + self.exponent * libm::log(price)))
    }

    /// The factor that holds eight in ten errors, widened for the `fitted` figures.
    fn reach(&self, observations: &[Observation], fitted: usize) -> f64 {
        let mut errors: Vec<f64> = observations
            .iter()
            .filter_map(|o| Some(libm::log(o.cost / self.cost(o.benchmark, o.price)?).abs()))
            .collect();
        errors.sort_unstable_by(f64::total_cmp);
        let n = errors.len() as f64;
        let widen = libm::sqrt(n / (n - fitted as f64).max(1.0));
        libm::exp(at(&errors, 0.8) * widen)
    }
}

/// Predicts each model's cost on `to` from its cost on `from` by the middle ratio of the
/// other models: pairs of (predicted, recorded).
pub fn carry_to_close_class(pairs: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let ratio_without = |left_out: usize| {
        let mut ratios: Vec<f64> = pairs
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != left_out)
            .map(|(_, (from, to))| to / from)
            .collect();
        ratios.sort_unstable_by(f64::total_cmp);
        (!ratios.is_empty()).then(|| at(&ratios, 0.5))
    };
    pairs
        .iter()
        .enumerate()
        .filter_map(|(place, (from, to))| Some((from * ratio_without(place)?, *to)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_one_exponent_under_two_levels() {
        let mut observations = Vec::new();
        for (benchmark, level) in [("a", 1.0), ("b", 3.0)] {
            for price in [0.5, 1.0, 4.0, 20.0] {
                observations.push(Observation {
                    benchmark,
                    model: "m",
                    price,
                    cost: level * f64::powf(price, 0.5),
                });
            }
        }
        let fit = PriceRelation::fit(&observations).unwrap();
        assert!((fit.exponent - 0.5).abs() < 1e-12);
        assert!((fit.cost("b", 9.0).unwrap() - 9.0).abs() < 1e-9);
        assert!((fit.factor80 - 1.0).abs() < 1e-9);
        assert_eq!(fit.cost("c", 9.0), None);
        assert_eq!(PriceRelation::fit(&observations[..1]), None);
    }

    #[test]
    fn a_close_class_is_carried_by_the_others_ratio() {
        let got = carry_to_close_class(&[(1.0, 2.0), (3.0, 6.0), (5.0, 50.0)]);
        assert_eq!(got[2], (10.0, 50.0));
        assert!(carry_to_close_class(&[(1.0, 2.0)]).is_empty());
    }
}
