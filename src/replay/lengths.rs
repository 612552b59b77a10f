//! Bills of many calls at once, of which the lengths of the prompts may not be known.

use crate::{
    bill::Charge,
    instant::Instant,
    money::Amount,
    prices::RateCard,
    usage::{Kind, Usage},
};

/// Longer than any prompt: the rates of the last length band.
const LONGEST: u64 = 1 << 40;

/// A usage of many calls at the rates of a prompt just over `least`; where that is not
/// known, `total` at those of the shortest prompts and `high` at those of the longest.
pub(super) fn between_lengths(
    card: &RateCard,
    usage: &Usage,
    least: Option<u64>,
    at: Instant,
) -> Option<Charge> {
    let (short, long) = match least {
        Some(least) => (least + 1, least + 1),
        None => (0, LONGEST),
    };
    let (low, unpriced) = at_length(card, usage, short, at)?;
    let (high, _) = at_length(card, usage, long, at)?;
    Some(Charge {
        total: low.min(high),
        high: low.max(high),
        unpriced,
    })
}

fn at_length(card: &RateCard, usage: &Usage, prompt: u64, at: Instant) -> Option<(Amount, u32)> {
    let prompt = Usage {
        input: prompt,
        ..Usage::default()
    };
    let rates = card.rates(&prompt, at).ok()?;
    let (mut total, mut unpriced) = (Amount::ZERO, 0);
    for kind in Kind::ALL.iter().filter(|kind| usage.count(**kind) > 0) {
        match rates.get(*kind) {
            Some(rate) => total += rate * usage.count(*kind),
            None => unpriced |= 1 << kind.index(),
        }
    }
    Some((total, unpriced))
}
