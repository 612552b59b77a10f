//! What price cuts and rises did to a fare, and vendors and currencies like for like.

use super::{OfferChoice, OfferProjection, ProjectRequest, Remark, over_time};
use crate::Result;
use crate::instant::Instant;
use crate::prices::plan_source::ExchangeRate;
use crate::prices::{Table, exchange_rate};
use serde::Serialize;

/// The cost of one task on one offer over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FareHistory {
    /// The offer, as the caller named it.
    pub offer: OfferChoice,
    /// The model's id in the price table; empty where it is unknown.
    pub model: String,
    /// ISO 4217 code of the offer's own amounts.
    pub currency: String,
    /// Every change, oldest first; empty where nothing is known.
    pub points: Vec<FarePoint>,
    /// Why there are none.
    pub reasons: Vec<Remark>,
}

/// The cost of a task from an instant on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FarePoint {
    /// The first instant of these prices.
    pub at: String,
    /// Mean cost of a task.
    pub mean: f64,
    /// One task in ten costs more.
    pub p90: f64,
    /// Mean cost per completed task.
    pub fare: Option<f64>,
    /// Mean cost in US dollars at that day's exchange rate; null without one.
    pub dollars: Option<f64>,
    /// Mean cost over that of the point before; null for the first.
    pub change: Option<f64>,
}

/// The cost of a task on every date on which its price changed, for every offer of a request.
///
/// # Errors
/// `invalid-profile` for an unknown profile or harness, or one out of range.
pub fn fare_history(
    table: &Table,
    exchange: &[ExchangeRate],
    request: &ProjectRequest,
) -> Result<Vec<FareHistory>> {
    request.with(|ask| {
        let rows = request.offers.iter().map(|offer| {
            Ok(match over_time(table, ask, offer)? {
                Ok(rows) => history(offer, rows, exchange),
                Err(why) => FareHistory {
                    offer: offer.clone(),
                    model: String::new(),
                    currency: String::new(),
                    points: Vec::new(),
                    reasons: vec![why],
                },
            })
        });
        rows.collect()
    })
}

fn history(
    offer: &OfferChoice,
    rows: Vec<(Instant, OfferProjection)>,
    exchange: &[ExchangeRate],
) -> FareHistory {
    let last = rows.last().map(|(_, row)| row);
    let mut history = FareHistory {
        offer: offer.clone(),
        model: last.map_or_else(String::new, |row| row.model.clone()),
        currency: last.map_or_else(String::new, |row| row.currency.clone()),
        points: Vec::with_capacity(rows.len()),
        reasons: last.map_or_else(Vec::new, |row| row.reasons.clone()),
    };
    for (at, row) in &rows {
        let Some(cost) = row.cost else { continue };
        let before = history.points.last().map(|point| point.mean);
        history.points.push(FarePoint {
            at: at.to_string(),
            mean: cost.mean,
            p90: cost.p90,
            fare: row.fare,
            dollars: exchange_rate(exchange, &row.currency, "USD", at.day())
                .map(|rate| rate * cost.mean),
            change: before.map(|before| cost.mean / before),
        });
    }
    history
}
