//! What one currency is in another, for statistics and display: bills keep the currency of the offer.

use super::plan_source::ExchangeRate;
use crate::instant::Day;
use crate::money::Amount;

/// Units of one currency per unit of another on a day, by the last rate before it.
pub fn exchange_rate(exchange: &[ExchangeRate], from: &str, to: &str, day: Day) -> Option<f64> {
    if from == to {
        return Some(1.0);
    }
    let known = |base: &str, quote: &str| {
        let rates = exchange
            .iter()
            .filter(|rate| rate.base == base && rate.quote == quote);
        let mut before = rates.filter(|rate| Day::parse(&rate.day).is_some_and(|held| held <= day));
        Amount::parse(&before.next_back()?.rate).map(Amount::to_f64)
    };
    known(from, to).or_else(|| known(to, from).map(|rate| 1.0 / rate))
}
