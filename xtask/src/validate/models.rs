//! Checks across models: a known model on a close class, an unseen model.

use super::data::{Records, list_rates};
use super::sample::{factor, median, quantile};
use super::table::{Row, percent};
use taskfare::agent::behaviour::{Observation, PriceRelation, carry_to_close_class, price_level};

/// The harness that recorded the most models on the same tasks.
const HARNESS: &str = "OpenHands";

/// One model's mean cost per task, with its list rates.
pub struct Known {
    pub benchmark: String,
    pub model: String,
    pub list: [f64; 4],
    pub cost: f64,
}

/// Mean costs of all models under the one harness whose list rates are stated.
pub fn known(records: &Records) -> Vec<Known> {
    records
        .totals
        .iter()
        .filter(|row| row.agent == HARNESS && row.tasks > 0.0)
        .filter_map(|row| {
            Some(Known {
                benchmark: row.benchmark.clone(),
                model: row.model.clone(),
                list: list_rates(&row.notes)?,
                cost: row.cost.filter(|cost| *cost > 0.0)? / row.tasks,
            })
        })
        .collect()
}

impl Known {
    fn observation(&self) -> Observation<'_> {
        Observation {
            benchmark: &self.benchmark,
            model: &self.model,
            price: price_level(self.list[0], self.list[3]),
            cost: self.cost,
        }
    }
}

/// A model seen on one class of task, carried to another by the other models' ratio.
pub fn close_class(records: &Records) -> Row {
    let mut row = Row::new(
        "known model, close task class",
        "median factor <= 1.25",
        "ratio of classes from the other models, judged on the one left out",
    );
    let known = known(records);
    let cost = |benchmark: &str, model: &str| {
        let found = known
            .iter()
            .find(|k| k.benchmark == benchmark && k.model == model);
        found.map(|k| k.cost)
    };
    for (from, to, close) in [
        ("swe-bench", "swt-bench", true),
        ("swt-bench", "swe-bench", true),
        ("swe-bench", "gaia", false),
    ] {
        let pairs: Vec<(f64, f64)> = known
            .iter()
            .filter(|k| k.benchmark == from)
            .filter_map(|k| Some((k.cost, cost(to, &k.model)?)))
            .collect();
        let factors: Vec<f64> = carry_to_close_class(&pairs)
            .iter()
            .map(|(got, want)| factor(*got, *want))
            .collect();
        if factors.is_empty() {
            continue;
        }
        let middle = median(&factors);
        let text = format!(
            "{from} -> {to}: {} models, median factor {middle:.2}, p90 {:.2}",
            factors.len(),
            quantile(&factors, 0.9)
        );
        if close {
            row.add(text, middle <= 1.25);
        } else {
            row.note(format!("{text} (a far class, not judged)"));
        }
    }
    row
}

/// A model of which only the price is known, each left out in turn on all benchmarks.
pub fn unseen_model(records: &Records) -> Row {
    let mut row = Row::new(
        "unseen model",
        "median factor <= 1.6; the stated 80 % interval covers 70-90 %",
        "exponent, levels and interval from the other models, judged on all rows of the one left out; benchmarks pooled",
    );
    let known = known(records);
    let mut models: Vec<&str> = known.iter().map(|k| k.model.as_str()).collect();
    models.sort_unstable();
    models.dedup();
    let (mut factors, mut inside, mut widths, mut flat) = (Vec::new(), 0.0, Vec::new(), Vec::new());
    for model in &models {
        let others: Vec<Observation> = known
            .iter()
            .filter(|k| k.model != *model)
            .map(Known::observation)
            .collect();
        let Some(relation) = PriceRelation::fit(&others) else {
            continue;
        };
        for own in known
            .iter()
            .filter(|k| k.model == *model)
            .map(Known::observation)
        {
            let Some(got) = relation.cost(own.benchmark, own.price) else {
                continue;
            };
            let miss = factor(got, own.cost);
            inside += f64::from(miss <= relation.factor80);
            factors.push(miss);
            widths.push(relation.factor80);
            flat.push(factor(by_price_alone(&others, &own), own.cost));
        }
    }
    if factors.is_empty() {
        return row;
    }
    let (middle, share) = (median(&factors), inside / factors.len() as f64);
    row.add(
        format!(
            "{} models, {} rows: median factor {middle:.2}, p90 {:.2}; interval x/÷ {:.2} covers {}",
            models.len(),
            factors.len(),
            quantile(&factors, 0.9),
            median(&widths),
            percent(share)
        ),
        middle <= 1.6 && (0.7..=0.9).contains(&share),
    );
    row.note(format!(
        "price ratio alone: median factor {:.2}",
        median(&flat)
    ));
    let all: Vec<Observation> = known.iter().map(Known::observation).collect();
    if let Some(relation) = PriceRelation::fit(&all) {
        row.note(format!(
            "exponent over all rows {:.2}, interval x/÷ {:.2}",
            relation.exponent, relation.factor80
        ));
    }
    row
}

/// What a bare price ratio says: the middle cost per price of the other models, times the price.
fn by_price_alone(others: &[Observation], own: &Observation) -> f64 {
    let same = others.iter().filter(|o| o.benchmark == own.benchmark);
    let per_price: Vec<f64> = same.map(|o| o.cost / o.price).collect();
    median(&per_price) * own.price
}
