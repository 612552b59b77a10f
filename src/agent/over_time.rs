//! The same task on every date on which its offer's prices changed.

use super::project::{Ask, instant_row, prepare};
use super::{OfferChoice, OfferProjection, Remark};
use crate::Result;
use crate::data::order::sorted;
use crate::instant::Instant;
use crate::prices::Table;

/// The cost of a task on an offer at every change of its prices up to `ask.at`, in closed
/// form, oldest first, each with the instant from which on it holds.
///
/// The model works on every date as it is known to work at `ask.at`: only prices change.
///
/// # Errors
/// `invalid-profile` for a profile or harness out of range.
pub fn over_time(
    table: &Table,
    ask: &Ask,
    offer: &OfferChoice,
) -> Result<std::result::Result<Vec<(Instant, OfferProjection)>, Remark>> {
    ask.check()?;
    let mut ready = match prepare(table, ask, offer) {
        Ok(ready) => ready,
        Err(why) => return Ok(Err(why)),
    };
    let mut instants: Vec<Instant> = ready.offer.card.changes().collect();
    instants.push(ask.at);
    instants.retain(|at| *at <= ask.at);
    let mut instants = sorted(instants, Ord::cmp);
    instants.dedup();
    let kept = ready.offer.terms.reasoning_kept;
    let mut rows: Vec<(Instant, OfferProjection)> = Vec::with_capacity(instants.len());
    for at in instants {
        let Ok(offer) = offer.resolve(table, ask.harness, kept, at) else {
            continue;
        };
        ready.offer = offer;
        let row = instant_row(&ready, ask);
        let same = rows.last().is_some_and(|(_, last)| last.cost == row.cost);
        if !same {
            rows.push((at, row));
        }
    }
    Ok(Ok(rows))
}
