//! What tasks are worth against what they cost, and what counting tokens would reward.

use super::people::top_share;
use super::within;
use crate::Result;
use crate::data::read::read_struct;
use serde::{Deserialize, Serialize};

/// Tasks, what they cost and what they are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ValueRequest {
    /// Mean cost of a task, attempts included, above 0.
    pub cost: f64,
    /// Mean tokens of a task, zero or more.
    pub tokens: f64,
    /// Probability that it is completed, above 0 and up to 1.
    pub success: f64,
    /// What a completed task is worth, zero or more.
    pub worth: f64,
    /// Loss behind every unit of cost (rework, idle attention), 0..10: 0.5 to 0.8 was claimed.
    pub loss: f64,
    /// Cost of looking over one task's result, zero or more.
    pub review: f64,
    /// Agents that run on a day, zero or more.
    pub agents: f64,
    /// Tasks that each of them tries on a day, zero or more.
    pub tasks_per_day: f64,
    /// Sigma of ln tokens over people, 0..4.
    pub heavy_sigma: f64,
    /// Growth of output per growth of tokens, in logarithms: twice the output for ten times
    /// the tokens is 0.30. 0..2.
    pub elasticity: f64,
}

read_struct! {
    ValueRequest, Camel, end_strict: ; cost, tokens, success, worth, loss, review, agents,
        tasks_per_day, heavy_sigma, elasticity;
}

/// What tasks are worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Value {
    /// Cost per completed task: the fare.
    pub fare: f64,
    /// Cost per completed task with loss and review.
    pub full_fare: f64,
    /// What is paid in all for each unit of cost, review left out: 1 + loss.
    pub multiplier: f64,
    /// Worth less cost, loss and review, over these three.
    pub roi: f64,
    /// Worth of a completed task at which nothing is gained or lost.
    pub break_even_worth: f64,
    /// Worth of a million tokens; null without tokens.
    pub per_million: Option<f64>,
    /// Completed tasks per unit of currency.
    pub tasks_per_unit: f64,
    /// Agents that deliver a task or more on a day.
    pub active_agents: f64,
    /// Share of all tokens by the tenth of people that uses most: what a leaderboard shows.
    pub token_share: f64,
    /// Share of all output by the same people: what they delivered.
    pub output_share: f64,
}

impl ValueRequest {
    /// Return, value per token and what a leaderboard of tokens would reward.
    ///
    /// # Errors
    /// `invalid-argument` naming the field and its range.
    pub fn value(&self) -> Result<Value> {
        within("cost", self.cost, 1e-12, 1e12, "an amount above zero")?;
        within("success", self.success, 1e-9, 1.0, "above 0 and up to 1")?;
        within("loss", self.loss, 0.0, 10.0, "0..10")?;
        within("heavySigma", self.heavy_sigma, 0.0, 4.0, "0..4")?;
        within("elasticity", self.elasticity, 0.0, 2.0, "0..2")?;
        for (path, value) in [
            ("tokens", self.tokens),
            ("worth", self.worth),
            ("review", self.review),
            ("agents", self.agents),
            ("tasksPerDay", self.tasks_per_day),
        ] {
            within(path, value, 0.0, 1e15, "zero or more")?;
        }
        let paid = self.cost * (1.0 + self.loss) + self.review;
        let done = self.worth * self.success;
        let none = libm::pow(1.0 - self.success, self.tasks_per_day);
        let sigma = self.heavy_sigma;
        Ok(Value {
            fare: self.cost / self.success,
            full_fare: paid / self.success,
            multiplier: 1.0 + self.loss,
            roi: (done - paid) / paid,
            break_even_worth: paid / self.success,
            per_million: (self.tokens > 0.0).then(|| done / self.tokens * 1e6),
            tasks_per_unit: self.success / self.cost,
            active_agents: self.agents * (1.0 - none),
            token_share: top_share(sigma),
            output_share: top_share(sigma * self.elasticity),
        })
    }
}

/// Growth of output per growth of tokens, in logarithms: `ln output / ln tokens` of two ratios.
///
/// # Errors
/// `invalid-argument` where a ratio is not above 1 (tokens) or 0 (output).
pub fn elasticity(tokens: f64, output: f64) -> Result<f64> {
    within("tokens", tokens, 1.0 + 1e-9, 1e12, "a ratio above 1")?;
    within("output", output, 1e-9, 1e12, "a ratio above 0")?;
    Ok(libm::log(output) / libm::log(tokens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_by_hand() {
        let request = ValueRequest {
            cost: 4.0,
            tokens: 2e6,
            success: 0.5,
            worth: 40.0,
            loss: 0.5,
            review: 2.0,
            agents: 100.0,
            tasks_per_day: 3.0,
            heavy_sigma: 1.3476,
            elasticity: elasticity(10.0, 2.0).unwrap(),
        };
        let got = request.value().unwrap();
        assert_eq!((got.fare, got.full_fare, got.multiplier), (8.0, 16.0, 1.5));
        // Worth 20 on average, paid 4 x 1.5 + 2 = 8: 12 / 8.
        assert!((got.roi - 1.5).abs() < 1e-12);
        assert_eq!(got.per_million, Some(10.0));
        assert!((got.active_agents - 87.5).abs() < 1e-9);
        assert!((request.elasticity - std::f64::consts::LOG10_2).abs() < 1e-5);
        // Ten times the rest in tokens is half of all tokens, but a fifth of the output.
        assert!((got.token_share - 0.526).abs() < 1e-3);
        assert!(
            (got.output_share - 0.19).abs() < 0.01,
            "{}",
            got.output_share
        );
        assert!(
            ValueRequest {
                success: 0.0,
                ..request
            }
            .value()
            .is_err()
        );
        assert!(
            ValueRequest {
                review: -1.0,
                ..request
            }
            .value()
            .is_err()
        );
        assert!(elasticity(1.0, 2.0).is_err());
    }
}
